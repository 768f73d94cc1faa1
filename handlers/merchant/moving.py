"""The staff moves a booking: what is free, with whom, and whether its guest has to be asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.views import Giver
from chat.action import Hour, Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import TimeGone
from handlers.guest.choosing import WhoGives, at_what_time, choice_of
from handlers.guest.times import Choice, Offered, day_words, offered, time_rows
from handlers.merchant.actions import OpenMoving, OpenStaffBooking, WithdrawProposal
from handlers.merchant.authorising import our_order
from handlers.merchant.booking import booking_words
from handlers.merchant.choosing import Everyone, everyone_screen, giver_rows
from handlers.merchant.complaint_actions import OpenOwnComplaint
from orders import (
    Availability,
    Goal,
    Moving,
    OrderView,
    complaint_views,
    counter,
    proposing,
    terms_offered,
)
from orders.errors import NotBookable, NotMovable, ResourceGone, SlotGone, SoldOut

flow = Flow()


@dataclass(frozen=True, slots=True)
class OpenMovingGivers(Page):
    """All who give what is booked, a page of them."""

    code = "smovewho"
    order: int
    day: date | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskMoving(Page):
    """Whether a booking shall move there."""

    code = "smoveq"
    order: int
    starts_at: datetime
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class MoveBooking(Move):
    """Move it, or ask its guest."""

    code = "smovego"
    order: int
    starts_at: datetime
    resource: int | None = None


@flow.page(OpenMoving)
def moving_page(turn: Turn, press: OpenMoving) -> Screen:
    order = _movable(turn, press.order)
    who = choice_of(turn, order.service, _wanted(order, press))
    offer = _offered(turn, order, press, who)
    return Screen(
        text=paragraphs(
            turn._("<b>🔁 Move this booking</b>"),
            *booking_words(turn, order),
            who.gone,
            _question(turn, offer, who.chosen),
        ),
        rows=(*_givers(turn, press, who), *time_rows(turn, offer, _choice(press, who))),
        back=OpenStaffBooking(order.id),
    )


@flow.page(OpenMovingGivers)
def moving_givers_page(turn: Turn, press: OpenMovingGivers) -> Screen:
    order = _movable(turn, press.order)
    wish = OpenMoving(order.id, press.day)
    every = Everyone(
        title=turn._("<b>{service}</b>: with whom?", service=order.title),
        who=choice_of(turn, order.service, None),
        page=press.page,
        with_=lambda each: replace(wish, resource=each, anyone=each is None),
        to=lambda page: replace(press, page=page),
    )
    return everyone_screen(turn, every, wish)


@flow.page(AskMoving)
def ask_moving_page(turn: Turn, press: AskMoving) -> Screen:
    order = _movable(turn, press.order)
    zone = terms_offered(turn.connection, order.service).zone
    when = turn.texts.day_and_time(press.starts_at, zone)
    who = choice_of(turn, order.service, press.resource).chosen
    day = press.starts_at.astimezone(ZoneInfo(zone)).date()
    return Screen(
        text=paragraphs(
            turn._("<b>Move to {when}?</b>", when=when),
            None if who is None else turn._("with {resource}", resource=who.name),
            *booking_words(turn, order),
            _what_follows(turn, order),
        ),
        rows=(
            (_yes(turn, order, MoveBooking(order.id, press.starts_at, press.resource)),),
            (Button(turn._("No, leave it"), OpenStaffBooking(order.id)),),
        ),
        back=OpenMoving(order.id, day, resource=press.resource, anyone=press.resource is None),
    )


@flow.move(MoveBooking)
def move_booking(turn: Turn, press: MoveBooking) -> Page:
    order = our_order(turn, press.order)
    goal = Goal(press.starts_at, press.resource)
    try:
        proposing.move_by_staff(turn.connection, order.id, turn.person.id, goal, turn.now)
    except (SoldOut, SlotGone, ResourceGone) as error:
        zone = terms_offered(turn.connection, order.service).zone
        day = press.starts_at.astimezone(ZoneInfo(zone)).date()
        raise TimeGone(OpenMoving(order.id, day, resource=press.resource)) from error
    except NotBookable as error:
        raise PageOutdated(OpenStaffBooking(order.id)) from error
    return _after(turn, order)


def _after(turn: Turn, order: OrderView) -> Page:
    """A time that answered a complaint leads back to it."""
    found = complaint_views.latest_of(turn.connection, order.id)
    if found is None or found.answered_at != turn.now or found.offered is None:
        return OpenStaffBooking(order.id)
    return OpenOwnComplaint(found.id)


@flow.move(WithdrawProposal)
def withdraw_proposal(turn: Turn, press: WithdrawProposal) -> Page:
    proposing.withdraw(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


def _movable(turn: Turn, order_id: int) -> OrderView:
    order = our_order(turn, order_id)
    if not order.is_live():
        raise PageOutdated(OpenStaffBooking(order.id))
    if not proposing.can_move(turn.connection, order, turn.now):
        raise NotMovable(order.id)
    return order


def _wanted(order: OrderView, press: OpenMoving) -> int | None:
    """Whom the guest chose, unless the staff says otherwise."""
    return None if press.anyone else press.resource or order.chosen_resource_id


def _offered(turn: Turn, order: OrderView, press: OpenMoving, who: WhoGives) -> Offered:
    offer = proposing.offer_for_staff(turn.connection, order.service, order.id)
    given = (offer, order.seats, turn.now, who.resource)
    free = Availability.of(turn.connection, *given, moving=Moving.of(order))
    return offered(free, press.day or _day_of(order), press.hour)


def _day_of(order: OrderView) -> date | None:
    """Its own day is looked at first: mostly it moves by an hour or two."""
    if order.starts_at is None:
        return None
    return order.starts_at.astimezone(ZoneInfo(order.zone)).date()


def _choice(press: OpenMoving, who: WhoGives) -> Choice:
    wish = replace(press, resource=who.resource, anyone=who.resource is None)
    return Choice(
        on_day=lambda day: replace(wish, day=day, hour=None),
        at=lambda start: AskMoving(press.order, start, who.resource),
        from_hour=lambda day, hour: replace(wish, day=day, hour=Hour(hour)),
    )


def _question(turn: Turn, offer: Offered, chosen: Giver | None) -> str:
    if offer.shown is None:
        return turn._("Nothing else is free.")
    return at_what_time(turn, day_words(turn, offer.shown, offer.zone), chosen)


def _givers(turn: Turn, press: OpenMoving, who: WhoGives) -> tuple[Row, ...]:
    every = OpenMovingGivers(press.order, press.day)
    return giver_rows(
        turn, who, lambda each: replace(press, resource=each, anyone=each is None), every
    )


def _what_follows(turn: Turn, order: OrderView) -> Markup:
    if counter.is_written_in(turn.connection, order):
        return turn._("You wrote this guest in, so it moves at once. Please tell them yourself.")
    return turn._(
        "We ask the guest, and keep the new time for up to a day. Until they say yes, the booking"
        " stays as it is."
    )


def _yes(turn: Turn, order: OrderView, move: MoveBooking) -> Button:
    if counter.is_written_in(turn.connection, order):
        return Button(turn._("Yes, move it"), move, Style.SUCCESS)
    return Button(turn._("Yes, ask the guest"), move, Style.SUCCESS)
