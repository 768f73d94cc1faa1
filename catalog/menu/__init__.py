"""Menus: what can be ordered at a place, in sections, with options to choose."""
