"""The tabs of days fit a phone in every language."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chat.action import Action
from chat.screen import Button
from handlers.guest.actions import OpenService
from handlers.guest.times import Choice, Offered, time_rows
from handlers.layout import cells
from tests.structure.turns import Turns

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
DAYS = tuple(date(2026, 11, 18) + timedelta(days=each) for each in range(18))


def tabs(locale: str, shown: date) -> list[str]:
    def on_day(day: date) -> Action:
        return OpenService(1, day)

    offer = Offered(DAYS, shown, (), "Europe/Helsinki")
    choice = Choice(on_day, lambda _: OpenService(1), lambda day, _: OpenService(1, day))
    rows = time_rows(Turns(NOW, locale).of(None), offer, choice)
    return [each.label for row in rows[:2] for each in row if isinstance(each, Button)]


@pytest.mark.parametrize(
    ("locale", "labels"),
    [
        ("en", ["Tue, Nov 24", "Wed, Nov 25", "Thu, Nov 26", "Fri, Nov 27", "· 28 Sat ·"]),
        ("zh_Hans", ["11/24周二", "11/25周三", "11/26周四", "11/27周五", "· 11/28周六 ·"]),
        ("ru", ["вт, 24.11", "ср, 25.11", "чт, 26.11", "пт, 27.11", "· сб, 28.11 ·"]),
    ],
)
def test_days_too_wide_with_the_name_of_their_month_have_its_number(
    locale: str, labels: list[str]
) -> None:
    assert tabs(locale, date(2026, 11, 28))[:5] == labels


@pytest.mark.parametrize("locale", ["en", "zh_Hans", "ru", "ar"])
@pytest.mark.parametrize("shown", DAYS)
def test_no_tab_is_wider_than_a_third_of_a_phone(locale: str, shown: date) -> None:
    assert max(map(cells, tabs(locale, shown))) <= 16


def test_a_chinese_character_takes_two_cells_and_a_mark_none() -> None:
    assert cells("28日周六") == 8
    assert cells("\u2068غدًا\u2069") == 3
