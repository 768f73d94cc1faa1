"""What is on its way to a merchant's guests: given to couriers, and decided where one is lost."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.asked_number import number_screen
from handlers.hours import near_time
from handlers.layout import columns, leafing, shortened
from handlers.merchant.actions import OpenDesk, OpenStaffBooking
from handlers.merchant.authorising import may, our_merchant, our_order
from handlers.merchant.delivery_actions import (
    AskFetchCode,
    AskRefundLost,
    GiveFetchCode,
    OpenDeliveries,
    ReceiveCollected,
    RefundLost,
    SendAnother,
)
from handlers.merchant.delivery_rows import standing_words
from handlers.merchant.whose import whose_words
from handlers.names import called
from handlers.orders import what_words
from orders import (
    DeliveryState,
    Job,
    Step,
    carrying,
    collecting,
    couriers,
    deciding,
    delivery_lists,
)
from people.rights import Right

flow = Flow()

AT_ONCE = 8
NAME = 16
DIGITS = 4
"""Of the number that a courier shows."""


@flow.page(OpenDeliveries)
def deliveries_page(turn: Turn, press: OpenDeliveries) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    offset = press.page * AT_ONCE
    found = delivery_lists.under_way(turn.connection, merchant.id, AT_ONCE + 1, offset)
    shown = found[:AT_ONCE]
    return Screen(
        text=paragraphs(
            turn._("<b>🛵 Deliveries</b>"),
            on_shift_words(turn, merchant.id),
            *(job_line(turn, each) for each in shown),
            None if shown else turn._("Nothing is on its way right now."),
        ),
        rows=(
            *columns(1, (_key(turn, each) for each in shown)),
            *leafing(
                turn,
                press.page,
                lambda page: OpenDeliveries(merchant.id, page),
                more=len(found) > AT_ONCE,
            ),
        ),
        back=OpenDesk(merchant.id),
    )


def on_shift_words(turn: Turn, merchant_id: int) -> Markup:
    number = couriers.on_shift(turn.connection, merchant_id, turn.now)
    return turn.ngettext("{number} courier is on shift.", "{number} couriers are on shift.", number)


def job_line(turn: Turn, job: Job) -> Markup:
    return lines(
        turn._(
            "<b>{when}</b> · {guest} · {what}",
            when=near_time(turn, job.starts_at, job.zone),
            guest=called(turn, job.guest),
            what=job.title,
        ),
        standing_words(turn, job),
    )


def _key(turn: Turn, job: Job) -> Button:
    label = turn._(
        "{time} · {guest}",
        time=turn.texts.time(job.starts_at, job.zone),
        guest=shortened(called(turn, job.guest), NAME),
    )
    return Button(label, OpenStaffBooking(job.order_id))


def for_fetch_number(turn: Turn, text: str) -> Page | None:
    """The order for which the courier comes whose number staff typed; None for any other words."""
    if len(text) != DIGITS or not text.isdecimal():
        return None
    merchants = [each for each in turn.person.merchants if may(turn, Right.BOOKINGS, each)]
    order = delivery_lists.fetched_by(turn.connection, merchants, text) if merchants else None
    return None if order is None else AskFetchCode(order, int(text))


@flow.page(AskFetchCode)
def ask_fetch_code_page(turn: Turn, press: AskFetchCode) -> Screen:
    order = our_order(turn, press.order)
    job = delivery_lists.job(turn.connection, order.id)
    if job is None or job.is_collection or job.state is not DeliveryState.ACCEPTED:
        raise PageOutdated(OpenStaffBooking(order.id))
    name = called(turn, job.courier or "")
    if press.number is not None:
        give = Button(
            turn._("🛵 Give it to {courier}", courier=name),
            GiveFetchCode(order.id, press.number),
            Style.SUCCESS,
        )
        return Screen(
            text=paragraphs(
                turn._("🛵 {courier} comes for it.", courier=name), what_words(turn, order)
            ),
            rows=((give,),),
            back=OpenStaffBooking(order.id),
        )
    question = turn._("<b>🛵 Which number does {courier} show?</b>", courier=name)
    return number_screen(turn, question, GiveFetchCode(order.id), OpenStaffBooking(order.id))


@flow.move(GiveFetchCode)
def give_fetch_code(turn: Turn, press: GiveFetchCode) -> Page:
    number = press.text if press.number is None else f"{press.number:04}"
    given = (press.order, turn.person.id, number)
    carrying.hand_to_courier(turn.connection, *given, turn.now)
    return OpenStaffBooking(press.order)


@flow.move(ReceiveCollected)
def receive_collected(turn: Turn, press: ReceiveCollected) -> Page:
    our_order(turn, press.order)
    collecting.receive(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


@flow.move(SendAnother)
def send_another(turn: Turn, press: SendAnother) -> Page:
    our_order(turn, press.order)
    deciding.send_another(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


@flow.page(AskRefundLost)
def ask_refund_lost_page(turn: Turn, press: AskRefundLost) -> Screen:
    order = our_order(turn, press.order)
    job = delivery_lists.job(turn.connection, order.id)
    if job is None or job.lost_at is None or not order.is_live():
        raise PageOutdated(OpenStaffBooking(order.id))
    return Screen(
        text=paragraphs(
            turn._("<b>Give the guest all the money back?</b>"),
            job_line(turn, job),
        ),
        rows=(
            (Button(turn._("Yes, give it back"), RefundLost(order.id), Style.DANGER),),
            (Button(turn._("No, keep it"), OpenStaffBooking(order.id), Style.PRIMARY),),
        ),
        back=OpenStaffBooking(order.id),
    )


@flow.move(RefundLost)
def refund_lost(turn: Turn, press: RefundLost) -> Page:
    our_order(turn, press.order)
    deciding.refund_lost(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


def delivery_alert(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """What the place has to see to; nothing where it does no longer."""
    if not may(turn, Right.BOOKINGS, payload["merchant"]):
        return None
    job = delivery_lists.job(turn.connection, payload["order"])
    step = Step(payload["step"])
    if job is None or not _still(job, step):
        return None
    return Screen(
        text=paragraphs(
            standing_words(turn, job),
            lines(job_line_short(turn, job), whose_words(turn, job.merchant)),
        ),
        rows=((Button(turn._("View order"), OpenStaffBooking(job.order_id), Style.PRIMARY),),),
        keep=True,
        subject=f"delivery-alert-{job.order_id}",
    )


def job_line_short(turn: Turn, job: Job) -> Markup:
    return turn._("{what} · {guest}", what=job.title, guest=called(turn, job.guest))


def _still(job: Job, step: Step) -> bool:
    match step:
        case Step.LOST:
            return job.lost_at is not None and job.why is None
        case Step.NOBODY:
            return job.state is DeliveryState.OFFERED and job.told_at is not None
        case Step.FETCHES:
            return job.state is DeliveryState.AT_COUNTER
    return True


def deliveries_row(turn: Turn, merchant_id: int) -> tuple[Row, ...]:
    """The way to what is under way, where anything is or could be."""
    number = delivery_lists.count_under_way(turn.connection, merchant_id)
    if not number:
        return ()
    label = turn._("🛵 Deliveries ({number})", number=number)
    return ((Button(label, OpenDeliveries(merchant_id)),),)
