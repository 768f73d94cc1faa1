"""Days, times and numbers as people say them in seventeen languages: seen from a Wednesday at ten."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from understanding import Wish, understand
from understanding.lexicon import LANGUAGES
from understanding.notation import noted

NOW = datetime(2026, 12, 2, 10, 0)  # noqa: DTZ001 - local to whoever types
PHRASES = Path(__file__).parent / "dates"
LEAST = 30

MEANT = {
    "today": "day: 2026-12-02",
    "tomorrow": "day: 2026-12-03",
    "day_after_tomorrow": "day: 2026-12-04",
    "friday": "day: 2026-12-04",
    "sunday": "day: 2026-12-06",
    "next_monday": "day: 2026-12-07",
    "next_friday": "day: 2026-12-11",
    "weekend": "day: 2026-12-05..2026-12-06",
    "next_weekend": "day: 2026-12-12..2026-12-13",
    "this_week": "day: 2026-12-02..2026-12-06",
    "next_week": "day: 2026-12-07..2026-12-13",
    "next_month": "day: 2027-01-01..2027-01-31",
    "in_three_days": "day: 2026-12-05",
    "in_two_weeks": "day: 2026-12-16",
    "in_two_hours": "moment: 2026-12-02 12:00",
    "in_an_hour": "moment: 2026-12-02 11:00",
    "in_twenty_minutes": "moment: 2026-12-02 10:20",
    "in_half_an_hour": "moment: 2026-12-02 10:30",
    "in_an_hour_and_a_half": "moment: 2026-12-02 11:30",
    "december_5": "day: 2026-12-05",
    "december_21": "day: 2026-12-21",
    "february_14": "day: 2027-02-14",
    "march_1_2027": "day: 2027-03-01",
    "december_24": "day: 2026-12-24",
    "the_15th": "day: 2026-12-15",
    "at_1530": "at: 15:30",
    "at_20": "at: 20:00",
    "at_9": "at: 09:00",
    "at_1930": "at: 19:30",
    "at_1615": "at: 16:15",
    "at_1645": "at: 16:45",
    "at_11": "at: 11:00",
    "noon": "at: 12:00",
    "from_10_to_12": "between: 10:00-12:00",
    "from_14_to_16": "between: 14:00-16:00",
    "after_18": "between: 18:00-23:59",
    "before_11": "between: 00:00-11:00",
    "tomorrow_at_15": "day: 2026-12-03; at: 15:00",
    "monday_at_1030": "day: 2026-12-07; at: 10:30",
    "now": "moment: 2026-12-02 10:00",
    "six_people": "party: 6",
    "two_people": "party: 2",
}
PARTS = {
    "tomorrow_morning": ("2026-12-03", 6, 13),
    "friday_evening": ("2026-12-04", 16, 24),
    "saturday_afternoon": ("2026-12-05", 11, 20),
    "tonight": ("2026-12-02", 16, 24),
    "after_work": ("", 15, 23),
}
"""The day, and within which hours: evenings are not the same everywhere."""


def phrases(language: str) -> Iterator[tuple[str, str]]:
    text = (PHRASES / f"{language}.toml").read_text("utf-8")
    for meaning, said in tomllib.loads(text).items():
        yield from ((meaning, each) for each in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_understood(language: str) -> None:
    misread = [
        (said, meaning, noted(wish))
        for meaning, said in phrases(language)
        if not is_right(meaning, wish := understand(said, NOW, [language]))
    ]

    assert misread == []


def is_right(meaning: str, wish: Wish) -> bool:
    if meaning in PARTS:
        return is_within(wish, *PARTS[meaning])
    return noted(wish) == MEANT[meaning]


def is_within(wish: Wish, day: str, begin: int, end: int) -> bool:
    """Nothing but a part of that day."""
    times, days = wish.when.times, wish.when.days
    said = "" if days is None else str(days.first)
    if wish.what or times is None or said != day:
        return False
    last = times.end.hour + (times.end.minute > 0)
    return begin <= times.begin.hour < last <= end


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_enough_phrases(language: str) -> None:
    assert len(list(phrases(language))) >= LEAST
    assert {meaning for meaning, _ in phrases(language)} == MEANT.keys() | PARTS.keys()
