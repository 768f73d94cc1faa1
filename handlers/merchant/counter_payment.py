"""What a booking left for the counter: a press says how it was paid there."""

from dataclasses import dataclass

from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Row
from chat.turn import Turn
from handlers.merchant.actions import OpenServed
from handlers.merchant.authorising import may
from orders import Means, OrderView, counter_payments, vouchers
from people.rights import Right
from wording.paying import COMING

flow = Flow()


@dataclass(frozen=True, slots=True)
class RecordCounterPayment(Move):
    """All that was left was paid, so."""

    code = "paid-here"
    order: int
    means: Means


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
    return ((Button(turn._("💶 Paid in cash"), cash), Button(turn._("💳 Paid by card"), card)),)
