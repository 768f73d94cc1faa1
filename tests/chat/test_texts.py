"""Texts say messages and format values as the person's language writes them."""

from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest

from chat.texts import Texts

EVENING = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)


def texts(locale: str) -> Texts:
    return Texts(locale, NullTranslations())


def test_values_are_escaped_and_the_message_is_not() -> None:
    assert texts("en").say("<b>{name}</b>", name="<i>&") == "<b>&lt;i&gt;&amp;</b>"


def test_a_value_with_braces_stays_a_value() -> None:
    assert texts("en").say("Hello {name}", name="{name}") == "Hello {name}"


def test_names_are_isolated_where_the_language_runs_right_to_left() -> None:
    assert texts("ar").say("x {name}", name="Kim") == "x \u2068Kim\u2069"
    assert texts("ar").right_to_left
    assert not texts("en").right_to_left


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Kim", "Kim"),
        ("Élodie, 12", "Élodie, 12"),
        ("דנה כהן", "\u2068דנה כהן\u2069"),
        ("صالون نور", "\u2068صالون نور\u2069"),
        ("Salon صالون 5", "\u2068Salon صالون 5\u2069"),
        ("Eve\u202egnp.exe", "\u2068Evegnp.exe\u2069"),
        ("Eve\u2067", "\u2068Eve\u2069"),
        ("\u2068דנה\u2069 · Cut", "\u2068דנה\u2069 · Cut"),
        ("٥", "\u2068٥\u2069"),
    ],
)
def test_a_value_that_runs_the_other_way_is_isolated(value: str, shown: str) -> None:
    assert texts("en").say("{name} × 2", name=value) == f"{shown} × 2"
    assert texts("ru").listed([value, "<b>"]) == f"{shown} и &lt;b&gt;"
    assert texts("en").isolated(value) == shown


def test_one_of_several_is_told_from_all_of_them() -> None:
    assert texts("en").either(["1200.00", "1.20"]) == "1200.00 or 1.20"
    assert texts("en").listed(["gluten", "milk"]) == "gluten and milk"


def test_what_is_put_together_twice_keeps_its_isolates() -> None:
    arabic = texts("ar")
    inner = arabic.say("{name} (1)", name="Kim")
    outer = arabic.say("{when}, {who}", when="5", who=inner)
    assert arabic.say("{all}", all=outer) == f"\u2067{outer}\u2069"
    assert "\u2068Kim\u2069" in outer


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_what_a_tap_copies_has_no_mark_of_ours_in_it(locale: str) -> None:
    said = texts(locale).say("{name}: <code>{code}</code>", name="دنا", code="1234-5678-9AB")
    assert "<code>1234-5678-9AB</code>" in said
    assert said.startswith("\u2068دنا\u2069: ")


def test_a_span_of_days_runs_as_its_language_does() -> None:
    """Nothing but a dash stands between the isolates: the first day comes first, from the right."""
    arabic = texts("ar")
    days = arabic.say("{first} – {last}", first="الاثنين", last="الأحد")
    shown = arabic.say("<b>Sales, {day}</b>", day=days)
    assert "\u2067\u2068الاثنين\u2069 – \u2068الأحد\u2069\u2069" in shown
    other = arabic.say("<b>Sales, {day}</b>", day="\u2068Kim\u2069 الأحد")
    assert "\u2067" not in other


def test_hours_are_read_from_the_clock_of_the_language() -> None:
    assert texts("en").clock(18 * 60 + 30) == "6:30\u202fPM"
    assert texts("ru").clock(24 * 60) == "00:00"
    assert texts("zh_Hans").clock(24 * 60 + 30) == "00:30"


def test_money_whose_coins_are_out_of_use_keeps_its_minor_units() -> None:
    assert texts("en").money(350_000, "RSD") == "RSD3,500"
    assert texts("en").money(350_050, "RSD") == "RSD3,500.50"


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "shown"),
    [
        ("en", 2500, "EUR", "€25"),
        ("en", 2550, "EUR", "€25.50"),
        ("en", 0, "EUR", "€0"),
        ("de", 2500, "EUR", "25\xa0€"),
        ("ru", 123456, "RUB", "1\xa0234,56\xa0₽"),
        ("en", 1234, "JPY", "¥1,234"),
        ("en", 5, "XTR", "⭐ 5"),
    ],
)
def test_money(locale: str, amount: int, currency: str, shown: str) -> None:
    assert texts(locale).money(amount, currency) == shown


def test_times_are_the_wall_clock_of_the_place() -> None:
    assert texts("zh_Hans").time(EVENING, "Europe/Helsinki") == "19:30"
    assert texts("ru").day_and_time(EVENING, "Europe/Helsinki") == "вс, 22 нояб., 19:30"
    assert texts("en").day(date(2026, 11, 22)) == "Sun, Nov 22"


@pytest.mark.parametrize(
    ("meters", "shown"),
    [
        (3, "10 m"),
        (234, "230 m"),
        (994, "990 m"),
        (996, "1 km"),
        (1234, "1.2 km"),
        (23400, "23 km"),
    ],
)
def test_distances_as_one_would_walk_them(meters: float, shown: str) -> None:
    assert texts("en").distance(meters) == shown


@pytest.mark.parametrize(
    ("locale", "average", "shown"),
    [("en", 5, "5.0"), ("en", 4.75, "4.8"), ("ru", 3.333, "3,3"), ("ar", 4, "4.0")],
)
def test_stars_always_have_one_decimal(locale: str, average: float, shown: str) -> None:
    assert texts(locale).stars(average) == shown


def test_lengths_of_time_in_units_that_people_use() -> None:
    assert texts("en").minutes(45) == "45 minutes"
    assert texts("en").minutes(90) == "1 hour 30 minutes"
    assert texts("en").minutes(2880) == "2 days"
    assert texts("en").minutes(0) == "0 minutes"


def test_lengths_of_time_where_only_short_words_are_known() -> None:
    assert texts("zh_Hans").minutes(90) == "1小时 30分钟"


def test_records_carry_the_year_in_words_that_no_channel_takes_for_a_command() -> None:
    assert texts("ar").full_day(date(2026, 11, 22)) == "22 نوفمبر 2026"
    assert texts("en").stamp(EVENING, "Europe/Helsinki") == "Nov 22, 2026, 7:30\u202fPM"


def test_counting_chooses_the_plural() -> None:
    assert texts("en").count("{number} seat", "{number} seats", 1) == "1 seat"
    assert texts("en").count("{number} seat", "{number} seats", 1200) == "1,200 seats"
