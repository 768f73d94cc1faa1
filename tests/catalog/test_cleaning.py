"""What a file says is cut to what a page can show, and its numbers are those one can dial."""

import pytest

from catalog.cleaning import LONGEST_NAME, LONGEST_TEXT, clean
from catalog.phones import phone_from


def test_what_is_imported_is_cut() -> None:
    assert len(clean("Kahvila " * 1000, LONGEST_NAME)) <= LONGEST_NAME
    assert len(clean("x" * 10_000)) <= LONGEST_TEXT
    assert clean("short") == "short"


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("0821/345678", "DE", "+49 821 345678"),
        ("+49 0821/34 56 78", "DE", "+49 821 345678"),
        ("+49 0821 345678", "DE", "+49 821 345678"),
        ("+49 (0)821 345678", "DE", "+49 821 345678"),
        ("0821 345678/79", "DE", "+49 821 345678"),
        ("+43 1/533 12 34", "AT", "+43 1 5331234"),
        ("+43 1 5331234 / +43 1 5331235", "AT", "+43 1 5331234"),
        ("09 612 3456/09 612 3457", "FI", "+358 9 6123456"),
        ("+49 821 345678 or +49 821 345679", "DE", "+49 821 345678"),
        ("=1+2", "FI", None),
        ("0821", "DE", None),
        ("/", "DE", None),
    ],
)
def test_a_slash_stands_within_a_number_or_between_two(
    text: str, country: str, number: str | None
) -> None:
    assert phone_from(text, country) == number
