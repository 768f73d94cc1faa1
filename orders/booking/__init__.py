"""What can be had when, and taking it: offers, free starts, prices, holds, seats, moving to another start."""
