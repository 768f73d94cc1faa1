"""Tables of a place: each with a code of its own to scan."""
