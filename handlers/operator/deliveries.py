"""What is on its way in the whole market, and what is decided where a courier has vanished with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chat.action import Move, Page
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.hours import near_time
from handlers.layout import columns, leafing
from handlers.merchant.delivery_rows import standing_words
from handlers.operator.actions import OpenOperatorDesk, OpenOrder
from handlers.operator.guarding import OperatorFlow
from orders import Job, OrderView, deciding, delivery_lists
from orders.models import Fulfilment
from people.rights import Right

flow = OperatorFlow(Right.REFUND)

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class OpenAllDeliveries(Page):
    """What is on its way anywhere, what is lost first, a page of it."""

    code = "op-del"
    page: int = 0


@dataclass(frozen=True, slots=True)
class SendAnotherFor(Move):
    """The place makes it again, and another courier brings it."""

    code = "op-dnew"
    order: int


@dataclass(frozen=True, slots=True)
class RefundLostFor(Move):
    """The guest of a lost one gets everything back."""

    code = "op-dback"
    order: int


@flow.page(OpenAllDeliveries)
def all_deliveries_page(turn: Turn, press: OpenAllDeliveries) -> Screen:
    offset = press.page * AT_ONCE
    found = delivery_lists.under_way(turn.connection, None, AT_ONCE + 1, offset)
    shown = found[:AT_ONCE]
    return Screen(
        text=paragraphs(
            turn._("<b>🛵 Deliveries</b>"),
            *(_line(turn, each) for each in shown),
            None if shown else turn._("Nothing is on its way right now."),
        ),
        rows=(
            *columns(1, (_key(turn, each) for each in shown)),
            *leafing(turn, press.page, OpenAllDeliveries, more=len(found) > AT_ONCE),
        ),
        back=OpenOperatorDesk(),
    )


@flow.move(SendAnotherFor)
def send_another_for(turn: Turn, press: SendAnotherFor) -> Page:
    deciding.send_another(turn.connection, press.order, turn.person.id, turn.now)
    return OpenAllDeliveries()


@flow.move(RefundLostFor)
def refund_lost_for(turn: Turn, press: RefundLostFor) -> Page:
    deciding.refund_lost(turn.connection, press.order, turn.person.id, turn.now)
    return OpenAllDeliveries()


def delivery_lost(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """That a courier has vanished with an order; nothing once it is decided or found."""
    job = delivery_lists.job(turn.connection, payload["order"])
    if job is None or job.lost_at is None or job.why is not None or not turn.person.operator:
        return None
    return Screen(
        text=_line(turn, job),
        rows=(*_deciding(turn, job), (_key(turn, job),)),
        keep=True,
        subject=f"delivery-lost-{job.order_id}",
    )


def lost_rows_of(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """On the page of an order that is lost."""
    if order.fulfilment is not Fulfilment.DELIVERY or not order.is_live():
        return ()
    job = delivery_lists.job(turn.connection, order.id)
    if job is None or job.lost_at is None or not turn.person.may(Right.REFUND):
        return ()
    return _deciding(turn, job)


def _deciding(turn: Turn, job: Job) -> tuple[Row, ...]:
    """What was collected from its guest there is only once."""
    again = turn._("🔁 Make it again, another courier")
    back = turn._("💸 Give the money back")
    return (
        *(() if job.is_collection else ((Button(again, SendAnotherFor(job.order_id)),),)),
        (Button(back, RefundLostFor(job.order_id), Style.DANGER),),
    )


def _line(turn: Turn, job: Job) -> Markup:
    return lines(
        turn._(
            "<b>{when}</b> · {merchant} · {what}",
            when=near_time(turn, job.starts_at, job.zone),
            merchant=job.merchant,
            what=job.title,
        ),
        standing_words(turn, job),
    )


def _key(turn: Turn, job: Job) -> Button:
    label = turn._("Order {number} · {merchant}", number=str(job.order_id), merchant=job.merchant)
    return Button(label, OpenOrder(job.order_id))
