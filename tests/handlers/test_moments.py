"""A moment as people type it, in the market's time zone."""

from datetime import UTC, datetime

import pytest
from babel import Locale

from handlers.operator.moments import read_moment

EN = Locale("en")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # 14:00 in Helsinki


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("18:30", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("18：30", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("１８：３０", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("١٨:٣٠", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("6:30\u202fPM", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("٦:٣٠\u00a0م", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("11:30 ص", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("２４.１２.　９：００", datetime(2026, 12, 24, 7, 0, tzinfo=UTC)),
        ("\u20682026‐12‐24\u2069，09：00", datetime(2026, 12, 24, 7, 0, tzinfo=UTC)),
        ("18.30", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("6:30 PM", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("6:30pm", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("12:15 am", datetime(2026, 11, 22, 22, 15, tzinfo=UTC)),
        (" 9:00 ", datetime(2026, 11, 23, 7, 0, tzinfo=UTC)),
        ("14:00", datetime(2026, 11, 23, 12, 0, tzinfo=UTC)),
        ("24.12. 9:00", datetime(2026, 12, 24, 7, 0, tzinfo=UTC)),
        ("24.12.2027, 9:00", datetime(2027, 12, 24, 7, 0, tzinfo=UTC)),
        ("2026-12-24 09:00", datetime(2026, 12, 24, 7, 0, tzinfo=UTC)),
        ("2026-12-24T09:00", datetime(2026, 12, 24, 7, 0, tzinfo=UTC)),
        ("21.11. 9:00", datetime(2027, 11, 21, 7, 0, tzinfo=UTC)),
        ("2026-07-01 9:00", datetime(2026, 7, 1, 6, 0, tzinfo=UTC)),
    ],
)
def test_what_is_read(typed: str, read: datetime) -> None:
    assert read_moment(typed, "Europe/Helsinki", NOW, EN) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "9",
        "25:00",
        "9:60",
        "0:30 pm",
        "13:00 pm",
        "31.2. 9:00",
        "2/30 9:00",
        "13/13 9:00",
        "Smarch 9, 9:00",
        "12 24",
        "2026-13-01 9:00",
        "x 9:00",
    ],
)
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert read_moment(typed, "Europe/Helsinki", NOW, EN) is None


CHRISTMAS_EVE = datetime(2026, 12, 24, 7, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "12/24 9:00", CHRISTMAS_EVE),
        ("en", "12/24/26, 9:00 AM", CHRISTMAS_EVE),
        ("en", "Dec 24, 9:00 AM", CHRISTMAS_EVE),
        ("en", "24 December 2026 at 9 am", CHRISTMAS_EVE),
        ("en", "tomorrow at 9", TOMORROW),
        ("en", "Tomorrow 9am", TOMORROW),
        ("en", "Monday 9:00", TOMORROW),
        ("en", "at 9 am", TOMORROW),
        ("ru", "24.12. 9:00", CHRISTMAS_EVE),
        ("ru", "24 декабря в 9:00", CHRISTMAS_EVE),
        ("ru", "24/12 9:00", CHRISTMAS_EVE),
        ("ru", "завтра в 9", TOMORROW),
        ("ru", "Понедельник, 9:00", TOMORROW),
        ("zh_Hans", "12月24日 9:00", CHRISTMAS_EVE),
        ("zh_Hans", "2026年12月24日上午9点", CHRISTMAS_EVE),
        ("zh_Hans", "12/24 9:00", CHRISTMAS_EVE),
        ("zh_Hans", "明天上午９点", TOMORROW),
        ("zh_Hans", "周一 9:00", TOMORROW),
        ("zh_Hans", "今天下午6点半", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)),
        ("ar", "24/12 9:00", CHRISTMAS_EVE),
        ("ar", "٢٤/١٢ الساعة ٩:٠٠", CHRISTMAS_EVE),
        ("ar", "24 ديسمبر 9:00 ص", CHRISTMAS_EVE),
        ("ar", "غدًا الساعة 9", TOMORROW),
    ],
)
def test_each_language_writes_its_own_dates(language: str, typed: str, read: datetime) -> None:
    assert read_moment(typed, "Europe/Helsinki", NOW, Locale.parse(language)) == read


@pytest.mark.parametrize(("language", "day"), [("en", (12, 1)), ("ru", (1, 12)), ("ar", (1, 12))])
def test_which_number_is_the_month_is_the_languages_habit(
    language: str, day: tuple[int, int]
) -> None:
    read = read_moment("12/1 12:00", "UTC", NOW, Locale.parse(language))

    assert read is not None
    assert (read.month, read.day) == day
