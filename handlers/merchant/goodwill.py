"""Giving a guest money back while the booking stays: all or a part, asked again, done once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chat.action import Move, Page, given
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Seen, Style, paragraphs
from chat.turn import Turn
from handlers.amount_back import check_amount, typed_amount
from handlers.merchant.actions import OpenGivingBack, OpenStaffBooking
from handlers.merchant.authorising import may
from handlers.merchant.booking import booking_words
from handlers.operator.actions import OpenOrder
from orders import Givable, OrderView, goodwill, queries
from orders.errors import TooLateToGiveBack
from payments.port import WHOLE_ONLY
from people.looking import Place
from people.rights import Right
from wording.giving_back import place_until

flow = Flow()


@dataclass(frozen=True, slots=True)
class GiveBackTyped(Move):
    """So much of it, typed."""

    code = "gbtyped"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenGivingBackSure(Page):
    """Whether they are sure to give so much back."""

    code = "gbsure"
    order: int
    amount: int


@dataclass(frozen=True, slots=True)
class GiveBack(Move):
    """Give so much back, if no more than `before` has gone back by now."""

    code = "gbnow"
    order: int
    amount: int
    before: int


@flow.page(OpenGivingBack)
def giving_back_page(turn: Turn, press: OpenGivingBack) -> Screen:
    order = theirs(turn, press.order)
    left = left_of(turn, order)
    in_market = turn.person.may(Right.REFUND)
    if not goodwill.can_give(order, turn.now, in_market=in_market):
        raise TooLateToGiveBack(order.id, left.until)
    whole = left.currency in WHOLE_ONLY
    amount = turn.texts.money(left.left, left.currency)
    return Screen(
        text=paragraphs(
            turn._("I couldn't read that as an amount.") if press.again else None,
            turn._("<b>Give money back</b>"),
            *booking_words(turn, order),
            turn._("Stars can only be given back in full.")
            if whole
            else turn._("How much? Type an amount up to {amount}, or choose all.", amount=amount),
            None if in_market else place_until(turn, order),
        ),
        rows=(
            (
                Button(
                    turn._("All: {amount}", amount=amount), OpenGivingBackSure(order.id, left.left)
                ),
            ),
        ),
        asks=None if whole else GiveBackTyped(order.id),
        back=_home(turn, order),
        shows=_seen(turn, order),
    )


@flow.move(GiveBackTyped)
def give_back_typed(turn: Turn, press: GiveBackTyped) -> Page:
    order = theirs(turn, press.order)
    left = left_of(turn, order)
    amount = typed_amount(order, left, press.text, OpenGivingBack(order.id))
    if amount is None:
        return OpenGivingBack(order.id, again=True)
    check_amount(order.id, left, amount)
    return OpenGivingBackSure(order.id, amount)


@flow.page(OpenGivingBackSure)
def sure_page(turn: Turn, press: OpenGivingBackSure) -> Screen:
    order = theirs(turn, press.order)
    left = left_of(turn, order)
    check_amount(order.id, left, press.amount)
    amount = turn.texts.money(press.amount, left.currency)
    yes = Button(
        turn._("Yes, give back {amount}", amount=amount),
        GiveBack(order.id, press.amount, left.given),
        Style.DANGER,
    )
    return Screen(
        text=paragraphs(
            turn._("<b>Give back {amount}?</b>", amount=amount),
            *booking_words(turn, order),
            turn._(
                "It's deducted from what the place earns, and any commission on it is returned."
                " This can't be undone."
            ),
            turn._("The booking stays as it is. To call it off, cancel it instead.")
            if order.is_live()
            else None,
        ),
        rows=((yes,),),
        back=OpenGivingBack(order.id),
        shows=_seen(turn, order),
    )


@flow.move(GiveBack)
def give_back(turn: Turn, press: GiveBack) -> Page:
    order = theirs(turn, press.order)
    goodwill.give_back(
        turn.connection, order.id, turn.person.id, press.amount, press.before, turn.now
    )
    return _home(turn, order)


def goodwill_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """Those who answer for the place's money hear what somebody else gave of it."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or not may(turn, Right.REFUND, order.merchant_id):
        return None
    refund = next((each for each in order.refunds if each.id == payload["refund"]), None)
    if refund is None:
        return None
    amount = turn.texts.money(refund.amount, refund.currency)
    return Screen(
        text=paragraphs(
            turn._("💸 {amount} was given back to the guest.", amount=amount),
            *booking_words(turn, order),
        ),
        rows=((Button(turn._("View booking"), OpenStaffBooking(order.id)),),),
        keep=True,
    )


def theirs(turn: Turn, order_id: int) -> OrderView:
    """An order whose money the person may give back: the place's own, or the market's support."""
    order = queries.order(turn.connection, order_id)
    if order is None or not turn.person.may(Right.REFUND, order.merchant_id):
        raise NotAllowed
    return order


def left_of(turn: Turn, order: OrderView) -> Givable:
    left = goodwill.givable(turn.connection, order.id)
    if left is None or order.disputed:
        raise PageOutdated(_home(turn, order))
    return left


def _seen(turn: Turn, order: OrderView) -> tuple[Seen, ...]:
    """Of what the market's people see of a guest there is a record."""
    if order.merchant_id in turn.person.merchants:
        return ()
    return (Seen(order.guest_id, Place.ORDER, order.id),)


def _home(turn: Turn, order: OrderView) -> Page:
    if may(turn, Right.BOOKINGS, order.merchant_id):
        return OpenStaffBooking(order.id)
    return OpenOrder(order.id)
