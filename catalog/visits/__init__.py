"""Where a place comes to its guests: service areas, their fees, and how fast its people travel."""
