"""Bringing an order to its guest: couriers, whom it is offered to, and what becomes of it on its way."""
