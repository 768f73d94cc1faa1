"""Hours in OpenStreetMap's syntax mean what whoever wrote them meant."""

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from catalog import hours
from catalog.hours import USUAL_HOURS, OpenState, is_readable
from catalog.opening_hours.reading import read
from catalog.weekly import Span
from tests.thoroughness import many

HELSINKI = ("Europe/Helsinki", 60.17, 24.94)


def state(text: str | None, moment: str) -> OpenState:
    """At a moment in UTC; Helsinki is two hours ahead of it in March."""
    return hours.open_state(text, *HELSINKI, datetime.fromisoformat(f"2026-03-{moment}:00+00:00"))


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{moment}:00+00:00")


def test_open_until_closing_time() -> None:
    assert state("Mo-Fr 09:00-17:00", "04 12:00") == OpenState(True, until=utc("04 15:00"))


def test_closed_until_it_opens() -> None:
    assert state("Mo-Fr 09:00-17:00", "06 20:00") == OpenState(False, opens=utc("09 07:00"))


def test_open_at_the_minute_of_opening_and_closed_at_that_of_closing() -> None:
    assert state("Mo-Fr 09:00-17:00", "04 07:00").open is True
    assert state("Mo-Fr 09:00-17:00", "04 15:00").open is False


@pytest.mark.parametrize("text", [None, "", "call us", "Mo-Fr 9am", "24/7 24/7 24/7 ,"])
def test_without_readable_hours_nobody_knows(text: str | None) -> None:
    assert state(text, "04 12:00") == OpenState(None)


@pytest.mark.parametrize("text", ['"temporarily closed"', ' "temporarily closed" ; '])
def test_a_mere_comment_is_no_hours(text: str) -> None:
    assert state(text, "04 12:00").open is None
    assert "temporarily closed" in (state(text, "04 12:00").comment or "")
    assert hours.week(text, *HELSINKI, date(2026, 3, 4)) == ()


def test_a_comment_beside_hours_is_told() -> None:
    assert state('Mo-Fr 09:00-17:00 "ring twice"', "04 12:00").comment == "ring twice"


def test_round_the_clock_never_closes() -> None:
    assert state("24/7", "04 12:00") == OpenState(True)


def test_constant_rules_are_answered_at_once() -> None:
    began = time.process_time()
    assert state("Mo-Su 12:00-12:00", "04 12:00").open is True
    assert time.process_time() - began < 0.5


def test_a_loose_list_of_weekdays_is_not_all_day() -> None:
    assert state("Mo-Th, Su 17:00-22:00", "04 12:00").open is False
    assert state("Mo-Th, Su 17:00-22:00", "04 16:00").open is True


@pytest.mark.parametrize("text", ["Mo-Fr 18:00-02:00; Sa 19:00-03:00", "Fr 18:00-02:00; Sa off"])
def test_saturdays_rule_does_not_cut_fridays_night(text: str) -> None:
    assert state(text, "06 23:30") == OpenState(True, until=utc("07 00:00"))


def test_rules_for_the_same_day_still_replace_one_another() -> None:
    text = "Mo-Fr 18:00-02:00; We 20:00-23:00"
    assert state(text, "04 17:00").open is False


def test_a_holiday_needs_the_country() -> None:
    """The sixth of December is Finland's."""
    text = "Mo-Su 09:00-17:00; PH off"
    noon = datetime(2026, 12, 6, 12, tzinfo=UTC)
    assert hours.open_state(text, *HELSINKI, noon).open is False
    assert hours.open_state(text, "Europe/Stockholm", 59.33, 18.07, noon).open is True


def test_a_country_without_known_holidays_is_no_error() -> None:
    noon = datetime(2026, 12, 6, 12, tzinfo=UTC)
    assert hours.open_state("PH off; 08:00-23:00", "Asia/Pyongyang", 39.0, 125.7, noon).open is True


def test_the_shortest_day_is_known_by_the_place() -> None:
    noon = datetime(2026, 12, 20, 15, tzinfo=UTC)
    assert hours.open_state("sunrise-sunset", *HELSINKI, noon).open is False
    assert hours.open_state("sunrise-sunset", "Europe/Madrid", 40.4, -3.7, noon).open is True


def test_a_week_lists_each_days_hours_where_they_open() -> None:
    week = hours.week("Mo-Th 10:00-18:00; Fr 18:00-02:00", *HELSINKI, date(2026, 3, 5))
    assert [each.spans for each in week] == [
        (Span(600, 1080),),
        (Span(1080, 1560),),
        (),
        (),
        (Span(600, 1080),),
        (Span(600, 1080),),
        (Span(600, 1080),),
    ]


def test_a_week_round_the_clock_is_cut_at_midnight() -> None:
    week = hours.week("24/7", *HELSINKI, date(2026, 3, 26))
    assert {each.spans for each in week} == {(Span(0, 1440),)}


def test_what_cannot_be_read_is_known() -> None:
    assert is_readable("Mo-Fr 09:00-17:00")
    assert not is_readable("Mo-Fr 08:00-19:00 Sa 09:00-19:00 Su")


@settings(max_examples=many(15, 60), phases=[Phase.generate])
@given(st.from_regex(USUAL_HOURS, fullmatch=True))
def test_what_is_taken_for_readable_by_its_form_is_read(text: str) -> None:
    assert read(text).rules
