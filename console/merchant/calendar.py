"""A merchant's calendar: a day with people and chairs as columns, or a week, with what is free and taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog import equipping
from catalog.day_parts import minute_of, shut_on
from catalog.rosters import CLOSED, Roster, rosters
from catalog.timetables import Premises
from catalog.views import LocationView, MerchantView
from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import our_shop
from console.days import ONE, begin_of, today
from console.grid import Column, blocks_of, grid
from console.moments import day_of
from console.room import Room
from orders import Entry, calendars
from people import queries
from people.rights import Right

room = Room()

WEEK = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A location with its chairs, rooms and people, as far as whoever looks may see them."""

    shop: MerchantView
    at: LocationView
    givers: Sequence[tuple[int, str]]
    own: int | None

    @property
    def zone(self) -> str:
        return self.at.zone


@room.page("/m/{merchant}/calendar")
def calendar_page(turn: Turn, ask: Ask) -> View:
    place = place_of(turn, ask)
    day = day_of(ask.query.get("day"), today(turn.now, place.zone))
    week = ask.query.get("view") == "week"
    who = chosen(place, ask)
    first = day - ONE * day.weekday() if week else day
    days = [first + ONE * n for n in range(WEEK)] if week else [day]
    columns = columns_of(turn, place, days, who, week=week)
    step = ONE * (WEEK if week else 1)
    values: dict[str, Any] = {
        "shop": place.shop,
        "place": place,
        "grid": grid(columns),
        "day": day,
        "days": days,
        "week": week,
        "who": who,
        "before": day - step,
        "after": day + step,
        "today": today(turn.now, place.zone),
        "minute": minute_of(turn.now, today(turn.now, place.zone), place.zone),
        "edits": place.own is None,
    }
    return View("merchant/calendar.html", values)


def place_of(turn: Turn, ask: Ask) -> Place:
    """For who looks after bookings, or who sees their own; NotHere for everybody else."""
    shop = our_shop(turn, ask)
    own = own_column(turn, shop)
    wanted = whole(ask.query.get("place"))
    if not shop.locations:
        raise NotHere
    at = next((each for each in shop.locations if each.id == wanted), shop.locations[0])
    every = equipping.resources_of(turn.connection, at.id)
    givers = [(number, name) for number, name, retired in every if not retired]
    if own is not None:
        at = at if any(number == own for number, _name in givers) else place_with(turn, shop, own)
        every = equipping.resources_of(turn.connection, at.id)
        givers = [(number, name) for number, name, _retired in every if number == own]
    return Place(shop, at, givers, own)


def own_column(turn: Turn, shop: MerchantView) -> int | None:
    """None for who sees everybody's."""
    rights = turn.person.rights.get(shop.id, ())
    if Right.BOOKINGS in rights:
        return None
    own = queries.resource_of(turn.connection, shop.id, turn.person.id)
    if Right.OWN_CALENDAR not in rights or own is None:
        raise NotHere
    return own


def place_with(turn: Turn, shop: MerchantView, resource_id: int) -> LocationView:
    for each in shop.locations:
        there = equipping.resources_of(turn.connection, each.id)
        if any(number == resource_id for number, _name, _retired in there):
            return each
    raise NotHere


def chosen(place: Place, ask: Ask) -> int | None:
    """Whose week is looked at; None for everybody's."""
    if place.own is not None:
        return place.own
    wanted = whole(ask.query.get("who"))
    return wanted if any(number == wanted for number, _name in place.givers) else None


def columns_of(
    turn: Turn, place: Place, days: Sequence[date], who: int | None, *, week: bool
) -> list[Column]:
    """In a week its days; in a day all who are there, and what none of them gives."""
    entries = seen(turn, place, days, who)
    roster = roster_of(turn, place)
    if week:
        return [column(place, roster, (each, turn.texts.day(each)), who, entries) for each in days]
    day = days[0]
    found = [
        column(place, roster, (day, name), number, of(entries, number))
        for number, name in place.givers
        if who in {None, number}
    ]
    others = [each for each in entries if each.resource_id not in {n for n, _ in place.givers}]
    if who is None and place.own is None and (others or not found):
        name = turn._("Others").unescape() if found else place.at.name or place.shop.name
        found.append(column(place, roster, (day, name), None, others))
    return found


def column(
    place: Place,
    roster: Roster,
    head: tuple[date, str],
    resource: int | None,
    entries: Sequence[Entry],
) -> Column:
    day, label = head
    return Column(
        day,
        label,
        resource,
        blocks_of(entries, day, place.zone),
        shut_on(roster, resource, day, place.zone),
    )


def of(entries: Sequence[Entry], resource_id: int) -> list[Entry]:
    return [each for each in entries if each.resource_id == resource_id]


def seen(turn: Turn, place: Place, days: Sequence[date], who: int | None) -> list[Entry]:
    begin, until = begin_of(days[0], place.zone), begin_of(days[-1] + ONE, place.zone)
    where = (place.shop.id, place.at.id)
    found = calendars.entries(turn.connection, *where, begin, until, turn.now)
    return found if who is None else of(found, who)


def roster_of(turn: Turn, place: Place) -> Roster:
    at = place.at
    premises = Premises(at.zone, at.point.latitude, at.point.longitude, at.opening_hours)
    return rosters(turn.connection, {at.id: premises}).get(at.id, CLOSED)
