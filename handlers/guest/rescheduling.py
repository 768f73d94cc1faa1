"""Another time for a booking: the new seat is there first, or nothing changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.views import Giver
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import MoveTaken
from handlers.guest.actions import OpenBooking, OpenReschedule, SayOfBooking
from handlers.guest.choosing import (
    IN_WORDS,
    LONGEST,
    WhoGives,
    at_what_time,
    choice_key,
    choice_of,
)
from handlers.guest.owned import can_move, my_order
from handlers.guest.times import Choice, Offered, day_words, missed_words, offered, time_rows
from handlers.layout import shortened
from handlers.orders import order_words
from orders import Availability, Moving, OrderView, rescheduling, terms_offered
from orders.errors import NotReschedulable, SoldOut

flow = Flow()


@dataclass(frozen=True, slots=True)
class Reschedule(Move):
    """Move a booking to another start."""

    code = "moveto"
    order: int
    starts_at: datetime
    anyone: bool = False


@dataclass(frozen=True, slots=True)
class AskReschedule(Page):
    """Whether a booking shall move to that start."""

    code = "askmove"
    order: int
    starts_at: datetime
    anyone: bool = False


@flow.page(OpenReschedule, asks=lambda press: SayOfBooking(press.order, day=press.day))
def reschedule_page(turn: Turn, press: OpenReschedule) -> Screen:
    order = my_order(turn, press.order)
    if not order.is_live():
        raise PageOutdated(OpenBooking(press.order))
    if not can_move(turn, order):
        raise NotReschedulable(press.order)
    kept = _kept(turn, order)
    who = None if press.anyone else kept.chosen
    anyone = who is None and order.chosen_resource_id is not None
    service = rescheduling.offer_of(turn.connection, order.service, order.id)
    given = (service, order.seats, turn.now, None if who is None else who.id)
    free = Availability.of(turn.connection, *given, moving=Moving.of(order))
    offer = offered(free, press.day, press.hour)
    choice = Choice(
        on_day=lambda day: OpenReschedule(order.id, day, anyone=anyone),
        at=lambda moment: AskReschedule(order.id, moment, anyone),
        from_hour=lambda day, hour: OpenReschedule(order.id, day, hour, anyone),
    )
    return Screen(
        text=paragraphs(
            turn._("<b>Another time?</b>"),
            order_words(turn, order),
            kept.gone,
            _question(turn, offer, who),
        ),
        rows=(*_keeping(turn, press, kept.chosen), *time_rows(turn, offer, choice)),
        back=OpenBooking(order.id),
    )


@flow.page(AskReschedule)
def ask_reschedule_page(turn: Turn, press: AskReschedule) -> Screen:
    order = my_order(turn, press.order)
    if not order.is_live() or order.starts_at in (None, press.starts_at):
        raise PageOutdated(OpenBooking(press.order))
    if not can_move(turn, order):
        raise NotReschedulable(press.order)
    zone = terms_offered(turn.connection, order.service).zone
    when = turn.texts.day_and_time(press.starts_at, zone)
    yes = Reschedule(order.id, press.starts_at, press.anyone)
    day = press.starts_at.astimezone(ZoneInfo(zone)).date()
    times = OpenReschedule(order.id, day, anyone=press.anyone)
    return Screen(
        text=paragraphs(
            turn._("<b>Move to {when}?</b>", when=when),
            order_words(turn, order),
            _maybe_another(turn, order) if press.anyone else None,
            None if order.terms.auto_confirm else turn._("The place has to confirm the new time."),
        ),
        rows=(
            (Button(turn._("Yes, move it"), yes, Style.SUCCESS),),
            (Button(turn._("No, keep my time"), OpenBooking(order.id)),),
        ),
        back=times,
    )


@flow.move(Reschedule)
def reschedule(turn: Turn, press: Reschedule) -> Page:
    whose = (press.order, turn.person.id)
    try:
        rescheduling.reschedule(
            turn.connection, *whose, press.starts_at, turn.now, anyone=press.anyone
        )
    except SoldOut as error:
        raise MoveTaken(press.order, press.starts_at, anyone=press.anyone) from error
    return OpenBooking(press.order)


def _kept(turn: Turn, order: OrderView) -> WhoGives:
    """Whom the guest chose gives it at the other time too."""
    return choice_of(turn, order.service, order.chosen_resource_id)


def _keeping(turn: Turn, press: OpenReschedule, chosen: Giver | None) -> tuple[Row, ...]:
    """Still with whom the guest chose, or with anyone."""
    if chosen is None:
        return ()
    name = shortened(chosen.name, LONGEST)
    anyone = choice_key(turn, turn._("Anyone"), replace(press, anyone=True), press.anyone)
    return ((anyone, choice_key(turn, name, replace(press, anyone=False), not press.anyone)),)


def _maybe_another(turn: Turn, order: OrderView) -> Markup | None:
    if order.resource is None:
        return None
    name = shortened(order.resource, IN_WORDS)
    return turn._("It may be with someone other than {name}.", name=name)


def _question(turn: Turn, offer: Offered, chosen: Giver | None) -> str:
    if offer.shown is not None:
        question = at_what_time(turn, day_words(turn, offer.shown, offer.zone), chosen)
        return lines(missed_words(turn, offer), question)
    if chosen is None:
        return turn._("Nothing else is free. Your time stays as it is.")
    return turn._(
        "{name} has nothing else free. Your time stays as it is.",
        name=shortened(chosen.name, IN_WORDS),
    )
