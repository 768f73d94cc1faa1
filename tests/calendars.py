"""Asks for holidays in the process of the tests: another one takes a third of a second for each country and year.

The library says the same in both; that another process is asked, and what comes of it where it does
not answer, is tried in tests/catalog/test_holidays.py.
"""

from catalog.opening_hours import calendars

by_another = calendars._told_by_another


def ask_here() -> None:
    """From now on, in this process."""
    calendars._told_by_another = calendars._worked_out_here
