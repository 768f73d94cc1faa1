"""An amount is read in the only way it can be, by its currency and its file, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalog.amounts import Amounts, NoAmount, TwoReadings
from database.money import THOUSANDTHS, WHOLE, minor_exponent


def read(text: str, currency: str, *others: str) -> int:
    amounts = Amounts()
    for each in (*others, text):
        amounts.notice(each, currency)
    return amounts.read(text, currency)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("35", "EUR", 3500), ("35.5", "EUR", 3550), ("35,50", "EUR", 3550), (".50", "EUR", 50),
        ("0", "EUR", 0), ("0,00", "EUR", 0), ("free", "EUR", 0), ("Gratis", "EUR", 0),
        ("1.234,50", "EUR", 123_450), ("1,234.50", "EUR", 123_450), ("1'200.50", "CHF", 120_050),
        ("1’200", "CHF", 120_000), ("1 200,50", "EUR", 120_050), ("1\u00a0200", "EUR", 120_000),
        ("1\u202f200,5", "EUR", 120_050), ("1,234,567", "EUR", 123_456_700),
        ("1,20,000", "INR", 12_000_000), ("1200.50", "EUR", 120_050),
        ("€35", "EUR", 3500), ("35 €", "EUR", 3500), ("EUR 35", "EUR", 3500), ("35eur", "EUR", 3500),
        ("US$ 35", "USD", 3500), ("$.50", "USD", 50), ("Rs.500", "INR", 50_000),
        ("500 р.", "RUB", 50_000), ("35,-", "EUR", 3500), ("CHF 35.–", "CHF", 3500),
        ("３５．５０", "EUR", 3550), ("１，２００円", "JPY", 1200), ("٣٥٫٥", "EGP", 3550),
        ("۱٬۲۰۰", "AFN", 120_000), ("\u200e35\u200f", "EUR", 3500),
        ("3,000", "JPY", 3000), ("12.000", "CLP", 12_000), ("35.00", "JPY", 35),
        ("1.500.000", "VND", 1_500_000), ("25 000", "XOF", 25_000), ("1,000", "XTR", 1000),
        ("5.5", "KWD", 5500), ("1,234.567", "KWD", 1_234_567),
    ],
)  # fmt: skip
def test_what_reads_in_one_way_is_read(text: str, currency: str, minor: int) -> None:
    assert read(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "ways"),
    [
        ("1,200", "EUR", ("1200.00", "1.20")),
        ("1.250", "USD", ("1250.00", "1.25")),
        ("12.345", "EUR", ("12345.00",)),
        ("1.234", "KWD", ("1234.000", "1.234")),
    ],
)
def test_what_reads_in_two_ways_is_refused_and_both_are_named(
    text: str, currency: str, ways: tuple[str, ...]
) -> None:
    with pytest.raises(TwoReadings) as refused:
        read(text, currency)
    assert refused.value.readings == ways


def test_the_file_decides_what_its_points_and_commas_mean() -> None:
    assert read("1.200", "EUR", "1.234,50") == 120_000
    assert read("1.200", "EUR", "35,50") == 120_000
    assert read("1,200", "USD", "35.50") == 120_000
    assert read("1,200", "USD", "1,234,567") == 120_000
    assert read("1.234", "KWD", "5.5") == 1_234
    assert read("1.234", "KWD", "5,5") == 1_234_000


def test_where_the_file_has_two_customs_none_decides() -> None:
    with pytest.raises(TwoReadings):
        read("1.200", "EUR", "35,50", "35.50")
    with pytest.raises(TwoReadings):
        read("3.000", "JPY", "35.00")


def test_three_digits_of_cents_are_doubted_also_where_a_comma_begins_the_cents() -> None:
    with pytest.raises(TwoReadings):
        read("1,200", "EUR", "1.234,50")


def test_another_currency_decides_nothing() -> None:
    amounts = Amounts()
    amounts.notice("35,50", "EUR")
    with pytest.raises(TwoReadings):
        amounts.read("1.200", "USD")


@pytest.mark.parametrize(
    "text",
    [
        "", "-35", "−35", "35-", "(35)", "+35", "1e3", "1e999999", "1E+05", "NaN", "Infinity",
        "from 20", "ab 20", "20+", "10-20", "10–20", "10/20", "ca. 20", "~20", "20%", "2x10",
        "35²", "35½", "½", "35.555", "1.2000", "0.500", "1,0000", "12.34.5", "1,20,000",
        "12 50", "35.", "1, 200", "1_000", "5:30", "0x10", "$35", "35 USD", "call us",
        "9" * 20, "9" * 5000, "35 35", "1.234.567,890", "\x0035", "12.05.2024",
    ],
)  # fmt: skip
def test_what_is_not_one_amount_is_refused(text: str) -> None:
    with pytest.raises((NoAmount, TwoReadings)):
        read(text, "EUR")


@pytest.mark.parametrize("text", ["35.5", "1,234.50", "3,50 円"])
def test_a_finer_amount_than_the_currency_has_is_refused(text: str) -> None:
    with pytest.raises(NoAmount):
        read(text, "JPY")


STYLES = [(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u202f", ","), ("", "."), ("", ",")]


@given(
    some.integers(0, 10**9),
    some.sampled_from(["EUR", "INR", "HUF", *sorted(WHOLE), *sorted(THOUSANDTHS)]),
    some.sampled_from(STYLES),
)
def test_whatever_style_it_is_written_in_it_is_read_right_or_refused(
    minor: int, currency: str, style: tuple[str, str]
) -> None:
    grouping, point = style
    exponent = minor_exponent(currency)
    written = f"{Decimal(minor).scaleb(-exponent):,.{exponent}f}"
    turned = written.replace(",", "G").replace(".", point).replace("G", grouping)
    try:
        assert read(turned, currency) == minor
    except TwoReadings:
        assert len(turned) >= 5
    assert read(turned, currency, f"5{point}5") == minor or not exponent
