"""What merchants are owed: settled once, stated, paid out."""
