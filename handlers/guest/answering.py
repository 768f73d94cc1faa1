"""What a sentence changes of the search that is shown; whatever else it says is a search of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from catalog import places
from catalog.looking import WIDEST, Looking, Preferred, Sort
from catalog.places import called
from chat.turn import Turn
from handlers.guest.wishing import LAST_MINUTE, SORTED, preferred_of, price_of, said, zone
from understanding import Change, Wish

DAY = timedelta(days=1)
NEARER = (500, 1_000, 2_000, 5_000)
"""Metres: who wants it nearer goes on with the next smaller one."""

Fields = Mapping[str, Any]


def answer(turn: Turn, words: str) -> Wish:
    """Read as an answer to what is shown: `earlier`, `five` and `the second one` say something."""
    return said(turn, words, answers=True)


def changed(turn: Turn, looking: Looking, wish: Wish) -> Looking | None:
    """The search with what the sentence says; None where that is nothing of it, or a thing to find."""
    if wish.what:
        return None
    moved = looking if wish.near is None else _moved(turn, looking, wish.near)
    if moved is None:
        return None
    fields = {**_filters(turn, wish), **_changes(looking, wish)}
    preferred = changed_preferred(turn, looking.preferred, wish)
    says = fields or preferred is not None or wish.near or wish.here
    return replace(moved, **fields, preferred=preferred or looking.preferred) if says else None


def changed_preferred(turn: Turn, before: Preferred, wish: Wish) -> Preferred | None:
    """A day keeps the time that was asked for, and a time the day; None where neither is said."""
    new = preferred_of(wish)
    fields: dict[str, Any] = {}
    if new.first_day is not None:
        fields |= {"first_day": new.first_day, "last_day": new.last_day}
    if new.minute_from is not None:
        fields |= {"minute_from": new.minute_from, "minute_to": new.minute_to}
    if wish.party is not None:
        fields["party"] = wish.party
    if wish.giver is not None:
        fields["giver"] = wish.giver
    for each in wish.changes & LOOSER.keys():
        fields |= dict(LOOSER[each])
    today = turn.now.astimezone(zone(turn)).date()
    for each in wish.changes & SHIFTS.keys():
        fields |= SHIFTS[each](before, today)
    return replace(before, **fields) if fields else None


def earlier(before: Preferred, today: date) -> Fields:
    """Before the time that was asked for; without one, a day before."""
    if before.minute_from:
        return {"minute_from": 0, "minute_to": before.minute_from - 1}
    return _on(max(today, before.first_day - DAY)) if before.first_day else _on(today)


def later(before: Preferred, today: date) -> Fields:
    if before.minute_to is not None and before.minute_to < LAST_MINUTE:
        return {"minute_from": before.minute_to + 1, "minute_to": LAST_MINUTE}
    return _on((before.last_day or today) + DAY)


def _on(day: date) -> Fields:
    return {"first_day": day, "last_day": day}


LOOSER: Mapping[Change, Fields] = MappingProxyType(
    {
        Change.ANY_DAY: {"first_day": None, "last_day": None},
        Change.ANY_TIME: {"minute_from": None, "minute_to": None},
        Change.ANYONE: {"giver": None},
    }
)
SHIFTS: Mapping[Change, Callable[[Preferred, date], Fields]] = MappingProxyType(
    {Change.EARLIER: earlier, Change.LATER: later}
)


def _moved(turn: Turn, looking: Looking, near: str) -> Looking | None:
    found = places.find(turn.connection, near)
    if not found:
        return None
    chosen = (called(found) or found)[0]
    return replace(looking, point=chosen.point, place=chosen.name)


def _filters(turn: Turn, wish: Wish) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if wish.order is not None:
        fields["sort"] = SORTED.get(wish.order, Sort.DISTANCE)
    if wish.here:
        fields["sort"] = Sort.DISTANCE
    if wish.price_to is not None:
        fields["price_to"] = price_of(turn, wish)
    if wish.open_now:
        fields["open_now"] = True
    if wish.radius is not None:
        fields["radius"] = min(wish.radius, WIDEST)
    return fields


def _changes(looking: Looking, wish: Wish) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if Change.NEARER in wish.changes:
        nearer = [each for each in NEARER if each < looking.radius]
        fields |= {"sort": Sort.DISTANCE, "radius": max(nearer, default=looking.radius)}
    if Change.ANY_DISTANCE in wish.changes:
        fields["radius"] = WIDEST
    if Change.ANY_PRICE in wish.changes:
        sort = Sort.DISTANCE if looking.sort is Sort.PRICE else looking.sort
        fields |= {"price_to": None, "sort": sort}
    return fields
