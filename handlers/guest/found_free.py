"""What a page of results can say of each place: when one could come, the nearest to what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from catalog import nearby
from catalog.looking import ANY_TIME, Looking
from catalog.views import Found, Giver, Nearby
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant
from handlers.guest.wishing import hour_of
from orders import Fitting, Soonest, fitting, soonest

PAGE = 6
LOOKED_AT = 24
"""Of so many of the first places those come first that are free when it was asked for."""


@dataclass(frozen=True, slots=True)
class Free:
    """A service and its starts (UTC); without `fits`, nothing is free when it was asked for."""

    service_id: int
    name: str
    price: int
    currency: str
    most: int  # seats that one order may take
    starts: tuple[datetime, ...]
    fits: bool = True
    giver: Giver | None = None

    @classmethod
    def soonest(cls, free: Soonest) -> Self:
        starts = (free.starts_at,)
        return cls(free.service_id, free.name, free.price, free.currency, free.most, starts)

    @classmethod
    def fitting(cls, free: Fitting) -> Self:
        given = (free.service_id, free.name, free.price, free.currency, free.most)
        return cls(*given, free.starts, free.fits, free.giver)


@dataclass(frozen=True, slots=True)
class Entry:
    """A result with its number in the list, and when one could come."""

    number: int
    place: Nearby
    free: Free | None


def entries(turn: Turn, looking: Looking, page: int) -> tuple[Found, Sequence[Entry]]:
    """A page of what is found."""
    if looking.preferred == ANY_TIME:
        found = search(turn, looking, PAGE, page * PAGE)
        free = soonest(turn.connection, bookable(found.results), turn.now, looking.words)
        told = {place: Free.soonest(each) for place, each in free.items()}
        return found, numbered(found.results, told, page)
    return preferred_entries(turn, looking, page)


def preferred_entries(turn: Turn, looking: Looking, page: int) -> tuple[Found, Sequence[Entry]]:
    """Of the first places those that are free then, those that are free near to it, the others."""
    begin, end = page * PAGE, (page + 1) * PAGE
    if begin >= LOOKED_AT:
        found = search(turn, looking, PAGE, begin)
        return found, numbered(found.results, fitting_of(turn, looking, found.results), page)
    first = search(turn, looking, LOOKED_AT, 0)
    told = fitting_of(turn, looking, first.results)
    ordered = sorted(first.results, key=lambda each: rank(each, told.get(each.location_id)))
    shown = tuple(ordered[begin:end])
    found = replace(first, results=shown, more=len(ordered) > end or first.more)
    return found, numbered(shown, told, page)


def rank(place: Nearby, free: Free | None) -> int:
    if free is not None:
        return 0 if free.fits else 1
    return 2 if place.bookable else 3


def fitting_of(turn: Turn, looking: Looking, places: Sequence[Nearby]) -> dict[int, Free]:
    wanted, words = looking.preferred, looking.words
    found = fitting(turn.connection, bookable(places), wanted, words, turn.now)
    return {place: Free.fitting(each) for place, each in found.items()}


def search(turn: Turn, looking: Looking, limit: int, offset: int) -> Found:
    return nearby.search(turn.connection, looking, turn.now, limit=limit, offset=offset)


def bookable(places: Sequence[Nearby]) -> list[int]:
    return [each.location_id for each in places if each.bookable]


def numbered(places: Sequence[Nearby], free: dict[int, Free], page: int) -> list[Entry]:
    counted = enumerate(places, page * PAGE + 1)
    return [Entry(number, each, free.get(each.location_id)) for number, each in counted]


def opens_place(search: int | None, looking: Looking, entry: Entry) -> OpenMerchant:
    """The place, whose services open when it was asked for on one day, and for as many."""
    asked = looking.preferred
    day = asked.first_day if asked.first_day == asked.last_day else None
    hour = hour_of(asked) if day else None
    return OpenMerchant(entry.place.merchant_id, search, day=day, seats=asked.party or 1, hour=hour)
