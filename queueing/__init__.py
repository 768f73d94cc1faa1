"""Waiting in line at a place: numbers taken, how long it will be, and whose turn it is."""
