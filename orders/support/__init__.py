"""Guests ask for help, and operators answer."""
