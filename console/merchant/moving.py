"""A booking is moved from the desk: what is free on a day and with whom, then a question, then the deed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from catalog import queries as catalog
from catalog.day_parts import moment_at
from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import our_order, our_shop
from console.merchant.booking import BOOKING
from console.moments import day_of, minutes_of, moment_of
from console.room import Room
from orders import Availability, Goal, Moving, OrderView, counter, proposals, proposing
from people.rights import Right

room = Room()


@room.page(f"{BOOKING}/move")
def move_page(turn: Turn, ask: Ask) -> View:
    """With a day and a time, as a booking that was dragged brings them, it is the question."""
    shop = our_shop(turn, ask, Right.BOOKINGS)
    order = our_order(turn, ask)
    if order.starts_at is None or not proposing.can_move(turn.connection, order, turn.now):
        raise NotHere
    offer = proposing.offer_for_staff(turn.connection, order.service, order.id)
    own_day = order.starts_at.astimezone(ZoneInfo(offer.zone)).date()
    day = day_of(ask.query.get("day"), own_day)
    givers = catalog.givers(turn.connection, order.service)
    who = wanted(ask, order, {each.id for each in givers})
    at = goal_of(ask, day, offer.zone)
    given = (offer, order.seats, turn.now, who)
    free = Availability.of(turn.connection, *given, moving=Moving.of(order))
    values = {
        "shop": shop,
        "order": order,
        "zone": offer.zone,
        "day": day,
        "days": [each for each in free.every_day() if free.has(each)][:14] if at is None else (),
        "times": [each.starts_at for each in free.free(day)] if at is None else (),
        "givers": givers,
        "who": who,
        "with_": next((each.name for each in givers if each.id == who), None),
        "at": at,
        "asks": not counter.is_written_in(turn.connection, order),
        "proposal": proposals.proposed(turn.connection, order.id, turn.now),
    }
    return View("merchant/move.html", values)


def wanted(ask: Ask, order: OrderView, givers: set[int]) -> int | None:
    """Whom the guest chose, unless it is said otherwise; of one who left, nobody."""
    given = ask.query.get("with")
    found = order.chosen_resource_id if given is None else whole(given)
    return found if found in givers else None


def goal_of(ask: Ask, day: date, zone: str) -> datetime | None:
    minutes = minutes_of(ask.query.get("time"))
    return None if minutes is None else moment_at(day, minutes, zone)


@room.move(f"{BOOKING}/propose")
def move(turn: Turn, ask: Ask) -> str:
    order = ours(turn, ask)
    goal = Goal(moment_of(ask.form.get("start")), whole(ask.form.get("with")))
    proposing.move_by_staff(turn.connection, order.id, turn.person.id, goal, turn.now)
    return BOOKING.format(**ask.place)


@room.move(f"{BOOKING}/unask")
def unask(turn: Turn, ask: Ask) -> str:
    order = ours(turn, ask)
    proposing.withdraw(turn.connection, order.id, turn.person.id, turn.now)
    return BOOKING.format(**ask.place)


def ours(turn: Turn, ask: Ask) -> OrderView:
    our_shop(turn, ask, Right.BOOKINGS)
    return our_order(turn, ask)
