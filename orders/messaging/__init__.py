"""A place and its guest write to each other about a booking, and neither learns the other's account."""
