"""A guest waits for a time that others have taken; what frees up is held for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog import queries
from catalog.views import ServiceView
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBookings, OpenCheckout, OpenHome, OpenMerchant, OpenService
from handlers.guest.checkout import Release
from handlers.guest.times import Offered, day_words, full_days, naming
from handlers.hours import near_time
from handlers.layout import columns, leaf, leafing
from handlers.orders import at_words
from orders import Availability, Offer, Wait, address_for, waits
from orders.rules import HOLD
from payments.port import limits_of
from wording.queueing import MINUTE, people_words

flow = Flow()

TIMES = 24
LATER = 6


@dataclass(frozen=True, slots=True)
class OpenTaken(Page):
    """The starts of a day that others have taken, a page of them."""

    code = "taken"
    service: int
    day: date
    seats: int = 1
    page: int = 0


@dataclass(frozen=True, slots=True)
class WaitFor(Move):
    """So many seats of that start, should they free up."""

    code = "waitfor"
    service: int
    starts_at: datetime
    seats: int = 1


@dataclass(frozen=True, slots=True)
class OpenWait(Page):
    """How a wait stands."""

    code = "wait"
    wait: int


@dataclass(frozen=True, slots=True)
class LeaveWaitlist(Move):
    """The guest waits no more."""

    code = "waitno"
    wait: int


@flow.page(OpenTaken)
def taken_page(turn: Turn, press: OpenTaken) -> Screen:
    service = queries.service(turn.connection, press.service)
    if service is None or not service.bookable or service.duration_minutes is None:
        raise PageOutdated(OpenHome() if service is None else OpenMerchant(service.merchant_id))
    offer = Offer.of_service(service)
    found = Availability.of(turn.connection, offer, press.seats, turn.now)
    page, shown, more = leaf(list(found.taken_starts(press.day)), press.page, TIMES)
    back = OpenService(press.service, press.day, press.seats)
    if not shown:
        raise PageOutdated(back)
    return Screen(
        text=paragraphs(
            _title(turn, service),
            turn._(
                "{day}: these times are taken. Which one would you like if it frees up?",
                day=day_words(turn, press.day, service.zone),
            ),
            _promise(turn),
        ),
        rows=(
            *columns(4, (_time(turn, service, each, press.seats) for each in shown)),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
            *columns(3, _later_days(turn, service, found, press)),
        ),
        back=back,
    )


def _later_days(
    turn: Turn, service: ServiceView, found: Availability, press: OpenTaken
) -> Iterator[Button]:
    """To the next days that are taken altogether: nothing of them is among the days to book."""
    later = list(islice((each for each in full_days(found) if each > press.day), LATER))
    name = naming(turn, service.zone, later)
    return (Button(name(each), OpenTaken(service.id, each, press.seats)) for each in later)


@flow.move(WaitFor)
def wait_for(turn: Turn, press: WaitFor) -> Page:
    wait = waits.join(
        turn.connection,
        turn.person.id,
        press.service,
        press.starts_at,
        press.seats,
        turn.brought_by,
        turn.now,
        partial(limits_of, cards=turn.market.cards),
    )
    return OpenWait(wait)


@flow.page(OpenWait)
def wait_page(turn: Turn, press: OpenWait) -> Screen:
    one = waits.wait(turn.connection, press.wait)
    if one is None or one.guest_id != turn.person.id:
        raise PageOutdated(OpenBookings())
    return Screen(
        text=paragraphs(_what(turn, one), _standing(turn, one)),
        rows=_rows(turn, one),
        back=OpenBookings(),
    )


@flow.move(LeaveWaitlist)
def leave_waitlist(turn: Turn, press: LeaveWaitlist) -> Page:
    waits.leave(turn.connection, press.wait, turn.person.id)
    return OpenWait(press.wait)


def freed_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """Seats are held for whoever waited; nothing once that is over."""
    one = waits.wait(turn.connection, payload["wait"])
    if one is None or (one.state == "offered" and not one.held):
        return None
    return Screen(
        text=paragraphs(_standing(turn, one), _what(turn, one)),
        rows=_rows(turn, one),
        keep=True,
        subject=f"wait-{one.id}",
    )


def taken_row(turn: Turn, service: int, offer: Offered, seats: int) -> tuple[Row, ...]:
    """To the times that others have taken, where there are any."""
    if offer.taken is None:
        return ()
    return ((Button(turn._("🔔 Taken times"), OpenTaken(service, offer.taken, seats)),),)


def wait_rows(turn: Turn) -> tuple[Row, ...]:
    """To what the guest waits for."""
    return tuple(
        (Button(_label(turn, each), OpenWait(each.id)),)
        for each in waits.waits_of(turn.connection, turn.person.id, turn.now)
    )


def _label(turn: Turn, one: Wait) -> Markup:
    return turn._("🔔 {when} · {service}", when=_when(turn, one), service=one.service)


def _title(turn: Turn, service: ServiceView) -> Markup:
    name = turn._("<b>{service}</b>", service=service.name)
    return lines(name, at_words(turn, service.merchant_name, service.address))


def _promise(turn: Turn) -> Markup:
    return turn._(
        "Whoever has waited longest gets it first: it is held for {minutes}, "
        "and you get a message here.",
        minutes=turn.texts.minutes(HOLD // MINUTE),
    )


def day_promise(turn: Turn) -> Markup:
    return turn._(
        "When somebody can come to you on that day after all, the first such time is held for "
        "{minutes} for whoever has waited longest, and you get a message here.",
        minutes=turn.texts.minutes(HOLD // MINUTE),
    )


def _time(turn: Turn, service: ServiceView, start: datetime, seats: int) -> Button:
    label = turn.texts.time(start.astimezone(ZoneInfo(service.zone)), service.zone)
    return Button(label, WaitFor(service.id, start, seats))


def _when(turn: Turn, one: Wait) -> str:
    """The time that is held or waited for; of a visit the day."""
    if one.day_ends_at is None:
        return turn.texts.day_and_time(one.starts_at, one.zone)
    if one.held and one.held_at is not None:
        return turn.texts.day_and_time(one.held_at, one.zone)
    return turn.texts.day(one.starts_at.astimezone(ZoneInfo(one.zone)).date())


def _what(turn: Turn, one: Wait) -> Markup:
    at = at_words(turn, one.merchant, one.address)
    return lines(
        turn._("<b>{service}</b>", service=one.service),
        at if one.day_ends_at is None else turn._("by {merchant}", merchant=one.merchant),
        _home_words(turn, one),
        turn._("📅 {when}", when=_when(turn, one)),
        people_words(turn, one.seats) if one.seats > 1 else None,
    )


def _home_words(turn: Turn, one: Wait) -> Markup | None:
    """Of a visit where it would be, or is held for."""
    home = one.home
    if one.held and one.order_id is not None:
        agreed = address_for(turn.connection, turn.person.id, one.order_id)
        home = "" if agreed is None else agreed.text
    if one.day_ends_at is None or not home:
        return None
    return turn._("🏠 to {address}", address=home)


def _standing(turn: Turn, one: Wait) -> Markup:
    match one.state:
        case "waiting" if one.ends_at > turn.now:
            return _waiting(turn, one)
        case "offered" if one.held and one.held_until is not None:
            until = near_time(turn, one.held_until, one.zone)
            return turn._("🎉 It's free! It is held for you until {time}.", time=until)
        case "offered":
            return turn._("It was held for you.")
        case "left":
            return turn._("You don't wait for it any more.")
        case "missed":
            return turn._("It was free, but couldn't be held for you.")
        case _:
            return turn._("Nothing became free.")


def _waiting(turn: Turn, one: Wait) -> Markup:
    ahead = waits.ahead_of(turn.connection, one)
    before = (
        turn.ngettext("{number} guest is before you.", "{number} guests are before you.", ahead)
        if ahead
        else turn._("You are first on the waitlist.")
    )
    return lines(before, _promise(turn) if one.day_ends_at is None else day_promise(turn))


def _rows(turn: Turn, one: Wait) -> tuple[Row, ...]:
    if one.state == "offered" and one.held and one.order_id is not None:
        return (
            (Button(turn._("Book it"), OpenCheckout(one.order_id), Style.PRIMARY),),
            (Button(turn._("Never mind"), Release(one.order_id, again=False)),),
        )
    day = one.starts_at.astimezone(ZoneInfo(one.zone)).date()
    others = Button(turn._("Other times"), OpenService(one.service_id, day, one.seats))
    if one.state == "waiting":
        return ((others,), (Button(turn._("Leave the waitlist"), LeaveWaitlist(one.id)),))
    return ((others,),)
