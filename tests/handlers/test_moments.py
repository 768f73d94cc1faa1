"""A moment as people type it, in the market's time zone."""

from datetime import UTC, datetime

import pytest

from handlers.operator.moments import read_moment

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
    assert read_moment(typed, "Europe/Helsinki", NOW) == read


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
        "2026-13-01 9:00",
        "x 9:00",
    ],
)
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert read_moment(typed, "Europe/Helsinki", NOW) is None
