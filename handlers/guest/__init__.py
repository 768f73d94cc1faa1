"""What a guest sees and does: from the welcome to the code, and what comes after it."""
