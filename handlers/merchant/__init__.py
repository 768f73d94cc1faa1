"""What a merchant sees and does."""
