"""What is free of the day of a chair, a room or a person, as the staff reads it."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from catalog import equipping
from catalog.day_parts import Part, left_of, minute_of, shut_on
from catalog.rosters import CLOSED, Roster, rosters
from catalog.timetables import Premises
from catalog.views import LocationView, MerchantView
from chat.turn import Turn
from handlers.merchant.days import bounds
from orders import Entry, calendars

SHOWN = 12


def free_words(
    turn: Turn, merchant: MerchantView, day: date, resource_id: int | None
) -> Markup | None:
    """Nothing where nobody is meant: of a place with several seats no stretch is simply free."""
    at = None if resource_id is None else _where(turn, merchant, resource_id)
    if at is None:
        return None
    shut = shut_on(_roster(turn, at), resource_id, day, at.zone)
    if not left_of(shut):
        return turn._("Closed.")
    busy = [_part(each, day, at.zone) for each in _entries(turn, merchant, at, day, resource_id)]
    free = left_of([*shut, *busy])
    if not free:
        return turn._("Nothing is free.")
    parts = turn.texts.listed([_words(turn, each) for each in free[:SHOWN]])
    return turn._("Free: {parts}", parts=parts)


def _where(turn: Turn, merchant: MerchantView, resource_id: int) -> LocationView | None:
    """The place of a chair of this merchant's."""
    for each in merchant.locations:
        there = equipping.resources_of(turn.connection, each.id)
        if any(number == resource_id for number, _name, _retired in there):
            return each
    return None


def _entries(
    turn: Turn, merchant: MerchantView, at: LocationView, day: date, resource_id: int | None
) -> Sequence[Entry]:
    begin, until = bounds(day, at.zone)
    found = calendars.entries(turn.connection, merchant.id, at.id, begin, until, turn.now)
    return [each for each in found if each.resource_id == resource_id]


def _roster(turn: Turn, at: LocationView) -> Roster:
    premises = Premises(at.zone, at.point.latitude, at.point.longitude, at.opening_hours)
    return rosters(turn.connection, {at.id: premises}).get(at.id, CLOSED)


def _part(entry: Entry, day: date, zone: str) -> Part:
    begin = max(0, minute_of(entry.starts_at, day, zone))
    return Part(begin, max(0, minute_of(entry.ends_at, day, zone) - begin))


def _words(turn: Turn, part: Part) -> str:
    first, last = (turn.texts.clock(each % (24 * 60)) for each in (part.begin, part.end))
    return turn._("{first}–{last}", first=first, last=last)
