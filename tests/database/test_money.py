"""Minor units are known in one place; whoever counts otherwise is held to it here."""

from gettext import NullTranslations

import pytest

from bot.stripe_events import IN_HUNDREDTHS
from chat.texts import Texts
from database.money import THOUSANDTHS, WHOLE, minor_exponent


@pytest.mark.parametrize(
    ("currency", "exponent"),
    [
        ("EUR", 2), ("HUF", 2), ("TWD", 2), ("IDR", 2), ("RSD", 2), ("AFN", 2), ("MGA", 2),
        ("JPY", 0), ("CLP", 0), ("ISK", 0), ("UGX", 0), ("XOF", 0), ("XAF", 0), ("RWF", 0),
        ("XTR", 0), ("BHD", 3), ("JOD", 3), ("KWD", 3), ("OMR", 3), ("TND", 3),
    ],
)  # fmt: skip
def test_minor_units_are_those_of_iso_4217(currency: str, exponent: int) -> None:
    assert minor_exponent(currency) == exponent


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [(35, "XOF", "35"), (3500, "RWF", "3,500"), (1_234, "KWD", "1.234"), (1_500, "IQD", "1.500")],
)
def test_an_amount_is_shown_in_the_minor_units_it_is_stored_in(
    amount: int, currency: str, shown: str
) -> None:
    assert Texts("en", NullTranslations()).money(amount, currency).endswith(shown)


def test_what_stripe_counts_otherwise_is_whole_here() -> None:
    assert IN_HUNDREDTHS <= WHOLE
    assert not WHOLE & THOUSANDTHS
