"""The conversation itself: one file for each page or flow of guests, merchants and operators."""
