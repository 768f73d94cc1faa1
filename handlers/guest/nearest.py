"""Where nothing is free when it was asked for: the nearest in time, and the nearest place that is free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.looking import ANY_TIME, WIDEST, Looking, Preferred
from catalog.views import Nearby
from chat.turn import Turn
from handlers.guest.found_free import LOOKED_AT, Entry, bookable, fitting_of, search
from handlers.hours import near_time
from handlers.layout import shortened

FURTHER = 48
"""So many places are looked at beyond the first ones."""

NAME = 40


@dataclass(frozen=True, slots=True)
class Nearest:
    """`beyond` lies further away than the list goes: free when it was asked for, or near to that
    where nothing in the list can be had at all.
    """

    in_time: Entry | None
    beyond: Entry | None


NONE = Nearest(None, None)


def nearest(turn: Turn, looking: Looking, shown: Sequence[Entry], page: int) -> Nearest:
    """Nothing where the list has what was asked for, or nothing of it was asked for."""
    limited = looking.radius < WIDEST
    if page or any(each.free and each.free.fits for each in shown if asks_when(looking)):
        return NONE
    if not asks_when(looking) and not (limited and not shown):
        return NONE
    waiting = [each for each in shown if each.free is not None]
    other = beyond(turn, looking, shown, strict=bool(waiting))
    if len(waiting) == 1 and other is None:
        return NONE  # the list says so of the one
    in_time = min(waiting, key=lambda each: gap(each, looking.preferred), default=None)
    return Nearest(in_time, other)


def asks_when(looking: Looking) -> bool:
    return looking.preferred != ANY_TIME


def beyond(turn: Turn, looking: Looking, shown: Sequence[Entry], *, strict: bool) -> Entry | None:
    """The first place outside the circle, or behind the first ones, that can be had then.

    Unless that is meant strictly, where there is none the one that can be had nearest to that time.
    """
    limited = looking.radius < WIDEST
    wider = replace(looking, radius=WIDEST, bookable_only=asks_when(looking))
    further = search(turn, wider, FURTHER, 0 if limited else LOOKED_AT).results
    known = {each.place.location_id for each in shown}
    places = [each for each in further if each.location_id not in known]
    if not asks_when(looking):
        return next((Entry(0, each, None) for each in places), None)
    free = fitting_of(turn, looking, places) if bookable(places) else {}
    entries = [
        Entry(0, each, free[each.location_id]) for each in places if each.location_id in free
    ]
    fits = next((each for each in entries if each.free and each.free.fits), None)
    if fits is not None or strict:
        return fits
    return min(entries, key=lambda each: gap(each, looking.preferred), default=None)


def gap(entry: Entry, preferred: Preferred) -> timedelta:
    """How long the first start of a place is from what was asked for."""
    assert entry.free is not None
    zone = ZoneInfo(entry.place.zone)
    return min(abs(each - wanted(preferred, each, zone)) for each in entry.free.starts)


def wanted(preferred: Preferred, start: datetime, zone: ZoneInfo) -> datetime:
    day: date = preferred.first_day or start.astimezone(zone).date()
    begin = preferred.minute_from or 0
    return datetime.combine(day, time(begin // 60, begin % 60), zone)


def nearest_words(turn: Turn, looking: Looking, found: Nearest) -> Markup | None:
    """In one sentence."""
    other = None if found.beyond is None else place_and_distance(turn, found.beyond.place)
    if not asks_when(looking):
        distance = turn.texts.distance(looking.radius)
        if other is None:
            return None
        return turn._(
            "Nothing within {distance}. The nearest is {other}.", distance=distance, other=other
        )
    when, place = when_and_where(turn, found.in_time)
    if found.beyond and found.beyond.free and not found.beyond.free.fits:
        when, _ = when_and_where(turn, found.beyond)
        other, place = None, other
    if when is None and other is None:
        return None
    if other is None:
        return turn._(
            "Nothing is free here then. The nearest time is {when} at {place}.",
            when=when,
            place=place,
        )
    if when is None:
        return turn._("Nothing is free here then. The nearest place that is: {other}.", other=other)
    return turn._(
        "Nothing is free here then. The nearest time is {when} at {place}; the nearest place that is free then is {other}.",
        when=when,
        place=place,
        other=other,
    )


def when_and_where(turn: Turn, entry: Entry | None) -> tuple[str | None, str | None]:
    if entry is None or entry.free is None:
        return None, None
    return near_time(turn, entry.free.starts[0], entry.place.zone), shortened(
        entry.place.name, NAME
    )


def place_and_distance(turn: Turn, place: Nearby) -> str:
    name = shortened(place.name, NAME)
    if place.distance_m is None:
        return name
    return turn._("{place}, {distance}", place=name, distance=turn.texts.distance(place.distance_m))
