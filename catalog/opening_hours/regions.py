"""How the regions of a country are called where its holidays are kept."""

WHOLE_COUNTRY = ""
"""Stands for the holidays of a country apart from its regions."""
