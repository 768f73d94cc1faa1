"""How buttons are laid out so that they read well on a phone, and how long texts are kept short."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeVar
from unicodedata import category, east_asian_width

from markupsafe import Markup

from chat.action import Page
from chat.markup import escaped, trusted
from chat.screen import AnyButton, Button, Row
from chat.turn import Turn

T = TypeVar("T")
CACHED = 4096
UNBROKEN = "\u00a0"
DOT = "\u00a0· "


def columns(width: int, buttons: Iterable[AnyButton]) -> tuple[Row, ...]:
    """Rows of at most `width` buttons."""
    rest = iter(buttons)
    rows: list[Row] = []
    while row := tuple(islice(rest, width)):
        rows.append(row)
    return tuple(rows)


def dotted(facts: Iterable[str | None]) -> Markup:
    """Short facts on a line that breaks only between them, and never before the dot."""
    whole = (str(escaped(each)).replace(" ", UNBROKEN) for each in facts if each)
    return trusted(DOT.join(whole))


def paging(turn: Turn, before: Page | None, after: Page | None) -> tuple[Row, ...]:
    """The row that leafs through a list; none where there is nothing more either way."""
    back = () if before is None else (Button(turn._("‹ Previous"), before),)
    on = () if after is None else (Button(turn._("Next ›"), after),)
    return ((*back, *on),) if back or on else ()


def leafing(turn: Turn, page: int, to: Callable[[int], Page], *, more: bool) -> tuple[Row, ...]:
    """Likewise for a list whose pages are numbered from 0."""
    return paging(turn, to(page - 1) if page else None, to(page + 1) if more else None)


def leaf(found: Sequence[T], page: int, size: int) -> tuple[int, Sequence[T], bool]:
    """One page of a whole list (its last one, where there are not so many), and if more follow."""
    last = max(0, len(found) - 1) // size
    shown = min(page, last)
    return shown, found[shown * size : (shown + 1) * size], shown < last


def days_paging(
    turn: Turn, before: tuple[date, Page] | None, after: tuple[date, Page] | None
) -> tuple[Row, ...]:
    """The row that leads from a day to its neighbours, each by its name."""
    back, on = (
        None if each is None else (turn.texts.day(each[0]), each[1]) for each in (before, after)
    )
    row = (
        *(() if back is None else (Button(turn._("‹ {day}", day=back[0]), back[1]),)),
        *(() if on is None else (Button(turn._("{day} ›", day=on[0]), on[1]),)),
    )
    return (row,) if row else ()


def beginning(text: str, length: int) -> str:
    """How a text begins, with its lines as they were written."""
    return text if len(text) <= length else f"{text[:length]}…"


def shortened(text: str, length: int) -> str:
    """The text in at most `length` characters; an ellipsis stands for what is left out."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else f"{plain[: length - 1].rstrip()}…"


@lru_cache(CACHED)
def cells(label: str) -> int:
    """How wide a label is: a Chinese character takes two, what has no width of its own none."""
    shown = (each for each in label if category(each) not in {"Mn", "Cf"})
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in shown)
