"""What was understood of a search, each as a button that opens a page of alternatives to it."""

from collections.abc import Iterator, Sequence

from catalog.looking import Looking, Sort
from chat.screen import Button, Row
from chat.turn import Turn
from handlers.guest.actions import OpenFilters, OpenResults
from handlers.guest.how_far import OpenHowFar, distance_words
from handlers.guest.preferring import OpenPreferred, preferred_words
from handlers.layout import cells

ROOM = (40, 20, 13, 9)
"""Cells that each of one, two, three, four buttons beside each other has room for on a phone."""


def chips(turn: Turn, press: OpenResults, looking: Looking) -> tuple[Row, ...]:
    """As many beside each other as can be read."""
    rows: list[list[Button]] = []
    for each in chips_of(turn, press, looking):
        if rows and has_room((*rows[-1], each)):
            rows[-1].append(each)
        else:
            rows.append([each])
    return tuple(map(tuple, rows))


def has_room(row: Sequence[Button]) -> bool:
    return len(row) <= len(ROOM) and max(cells(each.label) for each in row) <= ROOM[len(row) - 1]


def chips_of(turn: Turn, press: OpenResults, looking: Looking) -> Iterator[Button]:
    """Nothing where a search says no more than what and where it was looked for last."""
    for words in preferred_words(turn, looking.preferred):
        yield Button(words, OpenPreferred(press.search))
    where = distance_words(turn, looking)
    if where is not None:
        yield Button(where, OpenHowFar(press.search))
    filters = OpenFilters(press.search)
    if looking.price_to is not None:
        price = turn.texts.money(looking.price_to, turn.market.currency)
        yield Button(turn._("≤ {price}", price=price), filters)
    if looking.sort is Sort.PRICE:
        yield Button(turn._("💶 Cheapest first"), filters)
    if looking.sort is Sort.RATING:
        yield Button(turn._("⭐ Best rated first"), filters)
    if looking.open_now:
        yield Button(turn._("🟢 Open now"), filters)
