"""Opening hours in words: the clock of the language, and the marks of others kept to themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.hours import DayHours, OpenState
from catalog.weekly import Span
from handlers.hours import open_words, week_words
from tests.structure.turns import Turns

MONDAY = date(2026, 3, 2)


def week(*spans: Span) -> list[DayHours]:
    return [DayHours(MONDAY + timedelta(days=day), spans) for day in range(7)]


@pytest.mark.parametrize(
    ("locale", "spans", "said"),
    [
        ("en", (Span(1080, 1560),), "Mon–Sun: 6:00\u202fPM–2:00\u202fAM"),
        ("zh_Hans", (Span(1080, 1470),), "周一至周日: 18:00至00:30"),
        ("ru", (Span(540, 720), Span(780, 1440)), "пн–вс: 09:00–12:00 и 13:00–00:00"),
        ("en", (Span(0, 1440),), "Mon–Sun: 24 hours"),
    ],
)
def test_a_week_is_told_by_the_clock_of_the_language(
    now: datetime, locale: str, spans: tuple[Span, ...], said: str
) -> None:
    turn = Turns(now, locale).of(None)
    assert str(week_words(turn, week(*spans))).replace("：", ": ") == said


def test_what_the_source_says_beside_does_not_turn_the_line(now: datetime) -> None:
    turn = Turns(now).of(None)
    words = open_words(turn, OpenState(None, comment="בתיאום <מראש>"), "Asia/Jerusalem")
    assert words == "\u2068בתיאום &lt;מראש&gt;\u2069"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Open until midnight"),
        ("zh_Hans", "营业至午夜"),
        ("ru", "Открыто до полуночи"),
        ("ar", "مفتوح حتى منتصف الليل"),
    ],
)
def test_nobody_says_twelve_in_the_morning(now: datetime, locale: str, said: str) -> None:
    midnight = datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1)
    assert open_words(Turns(now, locale).of(None), OpenState(True, until=midnight), "UTC") == said
