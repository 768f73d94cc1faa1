"""What a booking left for the counter: a press says how it was paid there, or that it never will be."""

from dataclasses import dataclass

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.merchant.actions import OpenServed, OpenStaffBooking
from handlers.merchant.authorising import may, our_order
from handlers.names import called
from handlers.orders import what_words
from orders import Means, OrderView, counter_payments, vouchers
from orders.rules import COMING
from people.rights import Right

flow = Flow()


@dataclass(frozen=True, slots=True)
class RecordCounterPayment(Move):
    """All that was left was paid, so."""

    code = "paid-here"
    order: int
    means: Means


@dataclass(frozen=True, slots=True)
class AskWriteOff(Page):
    """Whether it is really asked for no more."""

    code = "unpaid-ask"
    order: int


@dataclass(frozen=True, slots=True)
class WriteOff(Move):
    """It was never paid."""

    code = "unpaid"
    order: int


@flow.page(AskWriteOff)
def ask_write_off_page(turn: Turn, press: AskWriteOff) -> Screen:
    order = our_order(turn, press.order, Right.REFUND)
    if not can_write_off(turn, order):
        raise PageOutdated(OpenStaffBooking(order.id))
    amount = turn.texts.money(order.left_at_counter, order.currency)
    yes = Button(turn._("Yes, write it off"), WriteOff(order.id), Style.DANGER)
    return Screen(
        text=paragraphs(
            turn._("<b>Write off {amount}?</b>", amount=amount),
            what_words(turn, order),
            turn._("👤 {guest}", guest=called(turn, order.guest)),
            turn._("It was had and not paid: nobody asks for it any more. This can't be undone."),
        ),
        rows=((yes,),),
        back=OpenStaffBooking(order.id),
    )


@flow.move(WriteOff)
def write_off(turn: Turn, press: WriteOff) -> Page:
    our_order(turn, press.order, Right.REFUND)
    counter_payments.write_off(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


@flow.move(RecordCounterPayment)
def record_counter_payment(turn: Turn, press: RecordCounterPayment) -> Page:
    counter_payments.record(turn.connection, press.order, turn.person.id, press.means, turn.now)
    return OpenServed(press.order)


def left_rows(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """While something is left, from about the time of the visit on."""
    if not order.left_at_counter or order.state not in COMING:
        return ()
    if (
        order.starts_at is not None
        and turn.now < order.starts_at - vouchers.EARLY
        and not order.used
    ):
        return ()
    if not may(turn, Right.REDEEM, order.merchant_id):
        return ()
    cash = RecordCounterPayment(order.id, Means.CASH)
    card = RecordCounterPayment(order.id, Means.CARD)
    paid = Button(turn._("💶 Paid in cash"), cash), Button(turn._("💳 Paid by card"), card)
    if not can_write_off(turn, order):
        return (paid,)
    return (paid, (Button(turn._("Never paid: write it off"), AskWriteOff(order.id)),))


def can_write_off(turn: Turn, order: OrderView) -> bool:
    return counter_payments.can_write_off(order, turn.now) and may(
        turn, Right.REFUND, order.merchant_id
    )
