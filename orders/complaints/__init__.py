"""Complaints of guests: said, answered by the place, else decided by the market."""
