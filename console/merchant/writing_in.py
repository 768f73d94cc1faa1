"""Somebody who walks in or telephones is written in at the desk; or a time is blocked instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from catalog import queries as catalog
from catalog.closing import Bookings, Closed
from catalog.day_parts import moment_at
from catalog.views import ServiceBrief, ServiceView
from catalog.weekly import Span
from catalog.whose import Whose
from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import our_shop
from console.days import today
from console.merchant.calendar import Place, place_of
from console.merchant.visit_address import Whither, areas, choices, take_down, whither
from console.merchant.visits import Words
from console.moments import day_of, minutes_of, moment_of
from console.room import Room
from orders import Availability, CounterGuest, Free, Offer, clearing, counter
from people.naming import NAME_LENGTH, is_visible
from people.rights import Right

room = Room()

NEW = "/m/{merchant}/calendar/new"
BLOCK = "/m/{merchant}/calendar/block"
HOUR = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: which day and time, whom, what, for how many."""

    day: date
    minutes: int | None
    who: int | None
    service: ServiceBrief | None
    seats: int


@room.page(NEW)
def new_page(turn: Turn, ask: Ask) -> View:
    our_shop(turn, ask, Right.BOOKINGS)
    place = place_of(turn, replace(ask, query=ask.form or ask.query))
    timed = [
        each
        for each in place.shop.services
        if each.duration_minutes is not None and each.location_id == place.at.id
    ]
    given = ask.form or ask.query
    wish = wanted(turn, given, place, timed)
    service = None if wish.service is None else catalog.service(turn.connection, wish.service.id)
    home = service is not None and service.at_home
    visit = None
    if service is not None and service.at_home:
        visit = whither(turn, service, wish.seats, whole(given.get("address")))
    found = found_for(turn, wish, service, visit)
    free = [] if found is None else list(found.free(wish.day))
    givers = [] if wish.service is None else catalog.givers(turn.connection, wish.service.id)
    values: dict[str, Any] = {
        "shop": place.shop,
        "place": place,
        "wish": wish,
        "services": timed,
        "givers": givers,
        "times": free,
        "at": chosen(free, wish, place),
        "next": None if free or found is None else nearest(found, wish.day),
        "clock": given.get("time", ""),
        "ask": ask,
        "home": home,
        "visit": visit,
        "areas": areas(turn, place.at) if home and visit is None else (),
        "choices": choices(turn, ask),
        "v": Words(turn),
        "until": (wish.minutes if wish.minutes is not None else 12 * HOUR) + HOUR,
        "longest": NAME_LENGTH,
    }
    return View("merchant/write_in.html", values)


def wanted(turn: Turn, given: Mapping[str, str], place: Place, timed: list[ServiceBrief]) -> Wanted:
    number = whole(given.get("service"))
    service = next((each for each in timed if each.id == number), timed[0] if timed else None)
    who = whole(given.get("with"))
    return Wanted(
        day_of(given.get("day"), today(turn.now, place.zone)),
        minutes_of(given.get("time")),
        who if any(each == who for each, _name in place.givers) else None,
        service,
        max(1, whole(given.get("seats")) or 1),
    )


def found_for(
    turn: Turn, wish: Wanted, service: ServiceView | None, visit: Whither | None
) -> Availability | None:
    """None for what can't be had, or not there."""
    if service is None or not service.bookable:
        return None
    offer = counter.at_the_counter(Offer.of_service(service))
    if service.at_home:
        if visit is None or visit.offer is None:
            return None
        offer = visit.offer
    who = wish.who if offer.shared else None
    return Availability.of(turn.connection, offer, wish.seats, turn.now, who)


def nearest(found: Availability, day: date) -> date | None:
    """The nearest day that has anything free."""
    return min(found.days(), key=lambda each: abs(each - day), default=None)


def chosen(free: Iterable[Free], wish: Wanted, place: Place) -> datetime | None:
    """The start within which an empty time was pressed, where it is free."""
    if wish.minutes is None:
        return None
    pressed = moment_at(wish.day, wish.minutes, place.zone)
    return max((each.starts_at for each in free if each.starts_at <= pressed), default=None)


@room.move("/m/{merchant}/calendar/address")
def take_address(turn: Turn, ask: Ask) -> str:
    """The way on has times that leave room for the way there."""
    shop = our_shop(turn, ask, Right.BOOKINGS)
    service = catalog.service(turn.connection, ask.number("service"))
    if service is None or service.merchant_id != shop.id or not service.at_home:
        raise NotHere
    at = next((each for each in shop.locations if each.id == service.location_id), None)
    if at is None:
        raise NotHere
    address = take_down(turn, ask, at, new_page)
    kept = {name: ask.form.get(name, "") for name in ("service", "day", "time", "with", "seats")}
    given = {**kept, "place": str(at.id), "address": str(address)}
    return f"{NEW.format(merchant=shop.id)}?{urlencode(given)}"


@room.move("/m/{merchant}/calendar/write")
def write_in(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    service = next((each for each in shop.services if each.id == ask.number("service")), None)
    name = ask.form.get("name", "").strip()[:NAME_LENGTH]
    if service is None or not is_visible(name):
        raise NotHere
    order = counter.write_in(
        turn.connection,
        turn.person.id,
        service.id,
        moment_of(ask.form.get("start")),
        max(1, ask.number("seats")),
        CounterGuest(name, turn.person.locale),
        turn.now,
        resource_id=whole(ask.form.get("with")),
        address_id=whole(ask.form.get("address")),
    )
    return f"/m/{shop.id}/bookings/{order}"


@room.page(BLOCK)
def block_page(turn: Turn, ask: Ask) -> View:
    """What stands in the time is said before the deed."""
    our_shop(turn, ask, Right.SHOP)
    place = place_of(turn, ask)
    closed = closed_by(turn, place, ask.query)
    values = {
        "shop": place.shop,
        "place": place,
        "closed": closed,
        "name": dict(place.givers).get(closed.whose.resource_id or 0),
        "number": clearing.count(turn.connection, closed, turn.now),
        "ways": ways(turn),
        "given": ask.query,
    }
    return View("merchant/block.html", values)


def closed_by(turn: Turn, place: Place, given: Any) -> Closed:
    day = day_of(given.get("day"), today(turn.now, place.zone))
    begin, end = minutes_of(given.get("from")), minutes_of(given.get("until"))
    if begin is None or end is None:
        raise NotHere
    who = whole(given.get("with"))
    if who is not None and who not in dict(place.givers):
        raise NotHere
    over = end if end > begin else end + 24 * HOUR
    return Closed(Whose(place.at.id, who), day, day, Span(begin, over))


def ways(turn: Turn) -> list[tuple[Bookings, str]]:
    """What may become of bookings that stand there."""
    return [
        (Bookings.KEEP, turn._("keep the bookings")),
        (Bookings.ASK, turn._("ask the guests to move")),
        (Bookings.CANCEL, turn._("cancel and refund in full")),
    ]


@room.move("/m/{merchant}/calendar/close")
def block(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = place_of(turn, Ask(ask.path, ask.place, ask.form, ask.form))
    closed = closed_by(turn, place, ask.form)
    what = ask.form.get("bookings", "")
    if what not in set(Bookings):
        raise NotHere
    seen = ask.number("seen")
    clearing.close(turn.connection, closed, Bookings(what), seen, turn.person.id, turn.now)
    return f"/m/{shop.id}/calendar?day={closed.first.isoformat()}&place={place.at.id}"
