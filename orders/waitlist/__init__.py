"""Guests wait for a time that is sold out; what frees up is held for the first of them."""
