"""An order as operators see it who are asked for help: what, whose, what was paid, and all that happened."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, Seen, lines, paragraphs
from chat.turn import Turn
from handlers.merchant.giving_back_row import giving_back_row
from handlers.names import called
from handlers.operator.actions import (
    AskAnswer,
    OpenMerchantCard,
    OpenOperatorDesk,
    OpenOrder,
    OpenPerson,
)
from handlers.operator.complaint_actions import OpenComplaintCase
from handlers.operator.deliveries import lost_rows_of
from handlers.operator.guarding import OperatorFlow
from handlers.orders import note_words, order_words, total_words
from handlers.status_text import refund_words
from orders import Change, OrderView, PaymentBrief, complaint_views, finding, queries
from orders.models import OrderState
from people.looking import Place
from people.rights import Right

flow = OperatorFlow(Right.PERSONS)


@flow.page(OpenOrder)
def order_page(turn: Turn, press: OpenOrder) -> Screen:
    order = queries.order(turn.connection, press.order)
    if order is None:
        raise PageOutdated(OpenOperatorDesk())
    past = finding.past(turn.connection, order.id)
    return Screen(
        text=paragraphs(
            turn._("<b>Order {number}</b>", number=str(order.id)),
            lines(order_words(turn, order), turn._("👤 {guest}", guest=called(turn, order.guest))),
            lines(total_words(turn, order), *(_paid(turn, each) for each in order.payments)),
            lines(*refund_words(turn, order)),
            note_words(turn, order),
            _uses(turn, order),
            lines(*(_step(turn, order, each) for each in past)),
        ),
        rows=(
            (
                Button(turn._("👤 Guest"), OpenPerson(order.guest_id)),
                Button(turn._("🏪 Merchant"), OpenMerchantCard(order.merchant_id)),
            ),
            *lost_rows_of(turn, order),
            *giving_back_row(turn, order),
            *_complaint(turn, order),
            (Button(turn._("💬 Write to the guest"), AskAnswer(order.guest_id, order.id)),),
        ),
        back=OpenOperatorDesk(),
        shows=(Seen(order.guest_id, Place.ORDER, order.id),),
    )


def _complaint(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    found = complaint_views.latest_of(turn.connection, order.id)
    if found is None or not turn.person.may(Right.REFUND):
        return ()
    return ((Button(turn._("⚠️ Complaint"), OpenComplaintCase(found.id)),),)


def _paid(turn: Turn, payment: PaymentBrief) -> Markup:
    if not payment.captured:
        return turn._("Requested, not paid")
    amount = turn.texts.money(payment.captured, payment.currency)
    return turn._("Paid {amount} by {provider}", amount=amount, provider=payment.provider)


def _uses(turn: Turn, order: OrderView) -> Markup | None:
    if order.voucher_id is None:
        return None
    used, uses = turn.texts.number(order.used), turn.texts.number(order.uses)
    return turn._("Code used {used} of {uses} times", used=used, uses=uses)


def _step(turn: Turn, order: OrderView, change: Change) -> Markup:
    when = turn.texts.stamp(change.at, order.zone)
    state = STATES[change.state](turn)
    if change.actor is not None:
        return turn._(
            "{when}: {state}, {person}", when=when, state=state, person=called(turn, change.actor)
        )
    return turn._("{when}: {state}", when=when, state=state)


STATES: Mapping[OrderState, Callable[[Turn], Markup]] = MappingProxyType(
    {
        OrderState.HELD: lambda turn: turn._("held"),
        OrderState.LAPSED: lambda turn: turn._("expired unpaid"),
        OrderState.PLACED: lambda turn: turn._("booked"),
        OrderState.CONFIRMED: lambda turn: turn._("confirmed"),
        OrderState.REDEEMED: lambda turn: turn._("redeemed"),
        OrderState.DECLINED: lambda turn: turn._("declined"),
        OrderState.CANCELLED: lambda turn: turn._("cancelled"),
        OrderState.EXPIRED: lambda turn: turn._("expired"),
    }
)
