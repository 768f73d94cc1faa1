"""The keys of a list: each place, and the times at which it can be had."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from catalog.looking import Looking
from chat.action import Action, Hour
from chat.screen import Button, Row
from chat.turn import Turn
from handlers.guest.actions import OpenResults, OpenService
from handlers.guest.found_free import Entry, Free, opens_place
from handlers.guest.found_menu import menu_keys
from handlers.guest.taking import TakeNext
from handlers.hours import near_time
from handlers.layout import shortened

NAME = 24


def keys(
    turn: Turn, press: OpenResults, looking: Looking, entry: Entry, menus: Sequence[int]
) -> Iterator[Row]:
    """The place and its next time beside each other; of several times each has a key below it."""
    name = shortened(entry.place.name, NAME)
    label = turn._("{number}. {name}", number=entry.number, name=name)
    place = Button(label, opens_place(press.search, looking, entry))
    times = time_keys(turn, press.search, looking, entry)
    if entry.place.location_id in menus:
        yield from menu_keys(turn, place, entry, menus, looking.words)
    elif len(times) > 1:
        yield (place,)
        yield times
    else:
        yield (place, *times)


def beyond_keys(turn: Turn, press: OpenResults, looking: Looking, entry: Entry) -> tuple[Row, ...]:
    """It is no part of the list, and has no number in it."""
    name = turn._("📍 {place}", place=shortened(entry.place.name, NAME))
    place = Button(name, opens_place(press.search, looking, entry))
    times = time_keys(turn, press.search, looking, entry)
    return ((place,), times) if times else ((place,),)


def time_keys(turn: Turn, search: int, looking: Looking, entry: Entry) -> Row:
    """When it can be had; a press takes it, or asks first for how many."""
    if entry.free is None:
        return ()
    zone, party = entry.place.zone, looking.preferred.party
    return tuple(
        Button(
            turn._("🕐 {when}", when=_start(turn, looking, entry.free, start, zone)),
            _take(search, entry.free, start, zone, party),
        )
        for start in entry.free.starts
    )


def _start(turn: Turn, looking: Looking, free: Free, start: datetime, zone: str) -> str:
    """The time alone where it is on the one day that was asked for, which stands above the list."""
    asked = looking.preferred
    if free.fits and asked.first_day is not None and asked.first_day == asked.last_day:
        return turn.texts.time(start, zone)
    return near_time(turn, start, zone)


def _take(search: int, free: Free, start: datetime, zone: str, party: int | None) -> Action:
    """Where one order may be for several, they say first for how many."""
    resource = None if free.giver is None else free.giver.id
    if party is not None or free.most == 1:
        return TakeNext(free.service_id, start, party or 1, resource)
    local = start.astimezone(ZoneInfo(zone))
    return OpenService(free.service_id, local.date(), 1, search, Hour(local.hour), resource)
