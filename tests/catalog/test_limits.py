"""What a file says is cut to what a page can show."""

from catalog.cleaning import LONGEST_NAME, LONGEST_TEXT, clean


def test_what_is_imported_is_cut() -> None:
    assert len(clean("Kahvila " * 1000, LONGEST_NAME)) <= LONGEST_NAME
    assert len(clean("x" * 10_000)) <= LONGEST_TEXT
    assert clean("short") == "short"
