"""Plays written conversations: several people, one market, the real handlers and a real database."""
