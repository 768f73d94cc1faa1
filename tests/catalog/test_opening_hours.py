"""What texts mean on days and at moments, as people who write them mean it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from catalog.hours import open_state, plain_week, timetable_of, week
from catalog.weekly import Span

BERLIN = ("Europe/Berlin", 52.52, 13.40)


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("Mo-Fr 07:00-01:00; Sa,Su,PH 08:00-02:30", "2026-03-09 01:10", True),
        ("Mo-Fr 07:00-01:00; Sa,Su,PH 08:00-02:30", "2026-03-10 01:10", False),
        ("Mo-Su 18:00-02:00; Tu off", "2026-03-10 01:00", True),
        ("Mo-Su 18:00-02:00; Tu off", "2026-03-11 01:00", False),
        ("24/7; Su 02:00-04:00 off", "2026-03-08 03:00", False),
        ('Mo-Fr 09:00-17:00 || "call us"', "2026-03-08 03:00", None),
        ('Mo-Fr 09:00-17:00; Sa "by appointment"', "2026-03-07 12:00", None),
        ("Mo-Fr 09:00-17:00; We 12:00-13:00 off", "2026-03-04 12:30", False),
        ("Mo-Fr 09:00-17:00; We 12:00-13:00 off", "2026-03-04 14:00", True),
        ("Mo-Sa 09:00-18:00; SH off", "2026-03-04 12:00", None),
        ("Mo-Sa 09:00-18:00; SH off", "2026-03-04 20:00", False),
        ("Su[1] 10:00-14:00", "2026-03-01 12:00", True),
        ("Su[1] 10:00-14:00", "2026-03-08 12:00", False),
        ("Apr-Sep 10:00-20:00; Oct-Mar 10:00-16:00", "2026-03-08 17:00", False),
        ("Apr-Sep 10:00-20:00; Oct-Mar 10:00-16:00", "2026-04-08 17:00", True),
        ("Mo-Sa 09:00-20:00; Dec 25-26 off", "2026-12-25 12:00", False),
        ("Mo-Su 10:00-18:00; easter -2 days off", "2026-04-03 12:00", False),
        ("17:00-Sunset", "2026-01-10 17:30", False),
        ("17:00-Sunset", "2026-06-10 20:30", True),
        ("Mo - Fr 09:00 - 17:00;", "2026-03-04 12:00", True),
        ("Mo–Fr 09：00–17：00", "2026-03-04 18:00", False),
        ("Sat-Sun 10am-4:30pm", "2026-03-07 16:15", True),
        ("Mo-Fr 9 a.m.–5:30 p.m.", "2026-03-04 17:15", True),
        ("Mo.-Fr. 9-18 Uhr, Sa. 9:30-13 Uhr", "2026-03-07 13:10", False),
        ("Mo-Fr 9h-12h30, 14h-18h", "2026-03-04 17:50", True),
        ("Mo-Fr 09:00h-17:00h", "2026-03-04 16:50", True),
        ("Mo-Fr 10:00-18:00 Sa 10:00-14:00", "2026-03-07 15:00", False),
        ("daily １８：３０-20:00", "2026-03-07 18:30", True),
        ("Mo-Su 18:00-24:30", "2026-03-07 00:20", True),
        ("Apr-Oct Su[2] 14:00-18:00", "2026-05-06 15:52", False),
        ("Mar Su[-1]-Oct Su[-1] 10:00-18:00", "2026-05-06 15:52", True),
        ("Dienstag-Sonntag, 17:00 - 23:00", "2026-03-04 12:00", False),
        ("2014/4 10:00-18:00", "2026-03-04 12:00", True),
        ("Mo-Su 09:00-17:00; 1 Apr - 30 Sep Mo-Su 09:00-19:00", "2026-06-04 18:30", True),
    ],
)
def test_a_text_says_whether_it_is_open(text: str, moment: str, expected: bool | None) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert open_state(text, *BERLIN, at).open is expected


@pytest.mark.parametrize(
    "text", ["1-5pm", "call us", "Mo-Fr 10:00", "", ";", "Mo-Fr 99:00-100:00", "24h", "Mo 9 Uhr"]
)
def test_what_is_unsure_is_no_hours(text: str) -> None:
    assert timetable_of(text, *BERLIN) is None


def test_an_open_end_is_shown_and_not_booked() -> None:
    text, day = "12:00+", date(2026, 3, 4)
    hours = timetable_of(text, *BERLIN)
    assert hours is not None
    assert hours.spans(day) == ()
    assert week(text, *BERLIN, day)[0].spans == (Span(720, 1440, open_end=True),)
    at = datetime(2026, 3, 4, 13, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (open_state(text, *BERLIN, at).open, open_state(text, *BERLIN, at).until) == (True, None)


def test_only_a_plain_week_is_one() -> None:
    assert plain_week("Mo-Tu 09:00-17:00; Tu off") == {0: (Span(540, 1020),)}
    assert set(plain_week("Mo-Su 18:00-02:00; Tu off")) == {0, 2, 3, 4, 5, 6}
    for text in ("Mo 09:00-17:00; PH off", "Apr 09:00-17:00", "12:00+", 'Mo 09:00-17:00 || "call"'):
        assert plain_week(text) == {}


def test_unknown_days_are_not_called_closed() -> None:
    found = week('Mo-Fr 09:00-17:00; Sa "by appointment"', *BERLIN, date(2026, 3, 6))
    assert [each.unknown for each in found[:3]] == [False, True, False]
