"""Cancelling: what exactly comes back is said before, and holds for the press that follows."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenCancel, OpenReschedule
from handlers.guest.owned import can_move, my_order
from handlers.orders import cancel_question, order_words
from orders import OrderView, Quote, cancelling, rests
from orders.errors import MadeAlready
from orders.loading import lock

flow = Flow()


@dataclass(frozen=True, slots=True)
class Cancel(Move):
    """Cancel on the terms of the moment at which they were told, with so many uses made by then."""

    code = "cancelnow"
    order: int
    told: datetime
    used: int
    free: bool = False  # it cost nothing just then, whatever was agreed


@flow.page(OpenCancel)
def cancel_page(turn: Turn, press: OpenCancel) -> Screen:
    order = my_order(turn, press.order)
    if not order.is_live():
        raise PageOutdated(OpenBooking(press.order))
    if cancelling.is_made(order, order.terms):
        raise MadeAlready(order.id)
    free = cancelling.is_free(turn.connection, order, turn.now)
    quote = _quote(turn, order, turn.now, free=free)
    sure = Cancel(order.id, turn.now, order.used, free)
    return Screen(
        text=paragraphs(
            cancel_question(turn, order),
            order_words(turn, order),
            _nothing_left(turn, order, quote) or _what_comes_back(turn, order, quote),
        ),
        rows=(
            (Button(_yes(turn, quote), sure, Style.DANGER),),
            (Button(turn._("No, keep it"), OpenBooking(order.id), Style.PRIMARY),),
            *_instead(turn, order),
        ),
        back=OpenBooking(order.id),
    )


@flow.move(Cancel)
def cancel(turn: Turn, press: Cancel) -> Page:
    lock(turn.connection, press.order)
    order = my_order(turn, press.order)
    told = _quote(turn, order, press.told, free=press.free)
    free = cancelling.is_free(turn.connection, order, turn.now)
    stands = _quote(turn, order, turn.now, free=free)
    if told != stands or press.used != order.used:
        raise PageOutdated(OpenCancel(press.order))
    cancelling.cancel_by_guest(turn.connection, press.order, turn.person.id, turn.now)
    return OpenBooking(press.order)


def _nothing_left(turn: Turn, order: OrderView, quote: Quote) -> Markup | None:
    if not order.prepaid or quote.refund or quote.kept:
        return None
    return turn._("Everything you paid was given back. The place is notified right away.")


def _quote(turn: Turn, order: OrderView, at: datetime, *, free: bool) -> Quote:
    """With what was paid in the chat for the counter, which goes back as well."""
    rest = rests.rest_paid(turn.connection, order)
    return cancelling.quote(order, at, free=free, rest=rest)


def _what_comes_back(turn: Turn, order: OrderView, quote: Quote) -> Markup:
    if not order.prepaid and not quote.refund:
        return _nothing_paid(turn, order)
    refund, kept = (turn.texts.money(each, quote.currency) for each in (quote.refund, quote.kept))
    if not quote.kept and not order.used:
        return turn._("You get a full refund: <b>{refund}</b>.", refund=refund)
    if not quote.kept:
        return turn._("You get back <b>{refund}</b> for the unused part.", refund=refund)
    if not quote.refund and order.starts_at is None:
        return turn._("Its terms allow no refund: cancelling costs {kept}.", kept=kept)
    if not quote.refund:
        return turn._("It's too late for a refund: cancelling costs {kept}.", kept=kept)
    return turn._(
        "You get back <b>{refund}</b>; cancelling costs {kept}.", refund=refund, kept=kept
    )


def _nothing_paid(turn: Turn, order: OrderView) -> Markup:
    if order.total:
        return turn._("It costs you nothing. The place is notified right away.")
    return turn._("It's free. The place is notified right away.")


def _instead(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    if not can_move(turn, order):
        return ()
    return ((Button(turn._("Another time"), OpenReschedule(order.id)),),)


def _yes(turn: Turn, quote: Quote) -> Markup:
    if not quote.refund:
        return turn._("Yes, cancel it")
    refund = turn.texts.money(quote.refund, quote.currency)
    return turn._("Yes, cancel and refund {refund}", refund=refund)
