"""How money comes in and goes back: one port, several providers."""
