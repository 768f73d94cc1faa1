"""Days to choose from, a page of them, or typed: for closing, blocking and other hours."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from catalog.folding import as_typed
from chat.action import Action, Page
from chat.screen import Button, Row
from chat.turn import Turn
from handlers.layout import columns, leafing
from handlers.operator.dates import read_day

AT_ONCE = 12
PAGES = 12
_BETWEEN = re.compile(r"\s+(?:-|to|until|till|bis|по|до|到|至|إلى|حتى)\s+|\s*[–—~～至到]\s*")


def day_rows(
    turn: Turn,
    begin: date,
    page: int,
    to: Callable[[date], Action],
    leaf: Callable[[int], Page],
) -> tuple[Row, ...]:
    """The days from one on, so many on a page."""
    shown = min(page, PAGES - 1)
    days = (begin + timedelta(days=shown * AT_ONCE + n) for n in range(AT_ONCE))
    keys = (Button(turn.texts.day(day), to(day)) for day in days)
    return *columns(3, keys), *leafing(turn, shown, leaf, more=shown < PAGES - 1)


def read_days(turn: Turn, text: str, today: date) -> tuple[date, date] | None:
    """One day, or the first and the last of several; None for what cannot be read."""
    parts = [each for each in _BETWEEN.split(as_typed(text).strip().casefold()) if each]
    if not 1 <= len(parts) <= 2:
        return None
    try:
        days = [read_day(each.strip(), today, turn.texts.locale) for each in parts]
    except ValueError:
        return None
    first, last = days[0], days[-1]
    return None if first is None or last is None or last < first else (first, last)
