"""What guests say of a visit in public, and what the place and the operators say to it."""
