"""Guests at one table: who sits there, what they ordered, who pays for whom, and when it ends."""
