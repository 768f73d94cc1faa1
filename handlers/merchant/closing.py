"""Closing days, with what becomes of the bookings there, and opening them again."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from catalog import closing
from catalog.closing import Bookings, Closed, Closure
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.merchant.day_choice import day_rows, read_days
from handlers.merchant.days import ONE
from handlers.merchant.grounds import Ours, ours
from handlers.merchant.hours import closure_words
from handlers.merchant.moments_of import moments_of
from handlers.merchant.shop_actions import (
    OpenBlockSure,
    OpenClosing,
    OpenClosingSure,
    OpenClosingUntil,
    OpenClosure,
    OpenShopHours,
)
from handlers.merchant.what_stands import What, standing_words, ways, ways_words
from orders import clearing
from orders.errors import BookingsThere

flow = Flow()


@dataclass(frozen=True, slots=True)
class TypeClosing(Move):
    """The day, or the first and the last, typed."""

    code = "sclty"
    location: int
    resource: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class CloseDays(Move):
    """Close these days, over as many bookings as were seen."""

    code = "scl"
    location: int
    first: date
    last: date
    what: What
    seen: int
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class Reopen(Move):
    """Open again what was closed."""

    code = "sclop"
    closure: int


@flow.page(OpenClosing)
def closing_page(turn: Turn, press: OpenClosing) -> Screen:
    here = ours(turn, press.location, press.resource)
    where = (press.location, press.resource)
    return Screen(
        text=paragraphs(
            turn._("That doesn't look like a day.") if press.again else None,
            here.title(_title(turn, here)),
            turn._(
                "From which day on? Choose it, or type one or several: Dec 24, or Dec 24 – Dec 26."
            ),
        ),
        rows=day_rows(
            turn,
            here.today(turn),
            press.page,
            lambda day: OpenClosingUntil(press.location, day, press.resource),
            lambda page: OpenClosing(*where, page),
        ),
        asks=TypeClosing(*where),
        back=OpenShopHours(*where),
    )


def _title(turn: Turn, here: Ours) -> Markup:
    if here.resource is None:
        return turn._("<b>Close days</b>")
    return turn._("<b>Days off</b>")


@flow.move(TypeClosing)
def type_closing(turn: Turn, press: TypeClosing) -> Page:
    here = ours(turn, press.location, press.resource)
    days = read_days(turn, press.text, here.today(turn))
    if days is None:
        return OpenClosing(press.location, press.resource, again=True)
    return OpenClosingSure(press.location, *days, press.resource)


@flow.page(OpenClosingUntil)
def closing_until_page(turn: Turn, press: OpenClosingUntil) -> Screen:
    here = ours(turn, press.location, press.resource)

    def until(day: date) -> Page:
        return OpenClosingSure(press.location, press.first, day, press.resource)

    only = (Button(turn._("Only this day"), until(press.first)),)
    return Screen(
        text=paragraphs(
            here.title(_title(turn, here)),
            turn._("From {day}. Up to which day?", day=turn.texts.day(press.first)),
        ),
        rows=(only, *day_rows(turn, press.first + ONE, 0, until, lambda _: press)[:4]),
        back=OpenClosing(press.location, press.resource),
    )


@flow.page(OpenClosingSure)
def closing_sure_page(turn: Turn, press: OpenClosingSure) -> Screen:
    here = ours(turn, press.location, press.resource)
    closed = Closed(here.whose, press.first, press.last)
    closing.check_days(closed, here.place.zone, turn.now)
    number = clearing.count(turn.connection, closed, turn.now)
    return Screen(
        text=paragraphs(
            here.title(_title(turn, here)),
            _question_words(turn, here, _days(turn, press.first, press.last)),
            standing_words(turn, number),
            ways_words(turn, number),
        ),
        rows=ways(
            turn,
            number,
            lambda what: CloseDays(
                press.location, press.first, press.last, what, number, press.resource
            ),
        ),
        back=OpenClosing(press.location, press.resource),
    )


def _question_words(turn: Turn, here: Ours, when: str) -> Markup:
    if here.resource is None:
        return turn._("Closed on {when}?", when=when)
    return turn._("Off on {when}?", when=when)


def _days(turn: Turn, first: date, last: date) -> str:
    if first == last:
        return turn.texts.day(first)
    return turn._("{first}–{last}", first=turn.texts.day(first), last=turn.texts.day(last))


@flow.move(CloseDays)
def close_days(turn: Turn, press: CloseDays) -> Page:
    here = ours(turn, press.location, press.resource)
    closed = Closed(here.whose, press.first, press.last)
    question = OpenClosingSure(press.location, press.first, press.last, press.resource)
    return close(turn, closed, press.what, press.seen, question)


def close(turn: Turn, closed: Closed, what: What, seen: int, question: Page) -> Page:
    """Nothing is closed over bookings that nobody saw: it is asked anew."""
    given = (closed, what.bookings, seen, turn.person.id, turn.now)
    try:
        return OpenClosure(clearing.close(turn.connection, *given))
    except BookingsThere as error:
        raise PageOutdated(question) from error


@flow.page(OpenClosure)
def closure_page(turn: Turn, press: OpenClosure) -> Screen:
    found = closing.closure(turn.connection, press.closure)
    whose = found.closed.whose
    here = ours(turn, whose.location_id, whose.resource_id)
    number = 0 if found.reopened else clearing.count(turn.connection, found.closed, turn.now)
    return Screen(
        text=paragraphs(
            here.title(_state(turn, found)),
            None if found.reopened else _standing(turn, found, number),
        ),
        rows=() if found.reopened else _rows(turn, here, found, number),
        back=OpenShopHours(whose.location_id, whose.resource_id),
    )


def _state(turn: Turn, found: Closure) -> Markup:
    when = closure_words(turn, found)
    if found.reopened:
        return turn._("<b>Open again: {when}</b>", when=when)
    if found.closed.times is not None:
        return turn._("<b>🚫 Blocked: {when}</b>", when=when)
    if found.closed.whose.resource_id is not None:
        return turn._("<b>🚫 Off: {when}</b>", when=when)
    return turn._("<b>🚫 Closed: {when}</b>", when=when)


def _standing(turn: Turn, found: Closure, number: int) -> Markup | None:
    if not number:
        return turn._("No bookings are there.")
    if found.clearing and found.bookings is Bookings.CANCEL:
        return turn.ngettext(
            "⏳ {number} booking is still being cancelled and refunded.",
            "⏳ {number} bookings are still being cancelled and refunded.",
            number,
        )
    if found.bookings is Bookings.ASK:
        return turn.ngettext(
            "{number} booking is there. The guest was asked to move.",
            "{number} bookings are there. The guests were asked to move.",
            number,
        )
    return turn.ngettext(
        "{number} booking is there and stays as agreed.",
        "{number} bookings are there and stay as agreed.",
        number,
    )


def _rows(turn: Turn, here: Ours, found: Closure, number: int) -> tuple[Row, ...]:
    again = (Button(turn._("↩ Open again"), Reopen(found.id)),)
    if not number or found.clearing:
        return (again,)
    return (
        (Button(turn._("What happens to the bookings?"), _question(here, found.closed)),),
        again,
    )


def _question(here: Ours, closed: Closed) -> Page:
    where, resource = closed.whose.location_id, closed.whose.resource_id
    if closed.times is None:
        return OpenClosingSure(where, closed.first, closed.last, resource)
    return OpenBlockSure(where, *moments_of(closed, here.place.zone), resource)


@flow.move(Reopen)
def reopen(turn: Turn, press: Reopen) -> Page:
    whose = closing.closure(turn.connection, press.closure).closed.whose
    ours(turn, whose.location_id, whose.resource_id)
    closing.reopen(turn.connection, press.closure, turn.person.id, turn.now)
    return OpenClosure(press.closure)
