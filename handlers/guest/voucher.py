"""The code that a guest shows at the counter: text, copy button and a picture to scan."""

from markupsafe import Markup

from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, CopyButton, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.crossed_out import crossed_out
from handlers.guest.actions import (
    OpenBooking,
    OpenCalendar,
    OpenDirections,
    OpenVoucher,
)
from handlers.guest.bill_rows import rest_row
from handlers.guest.calendar import is_to_come
from handlers.guest.owned import my_order
from handlers.home_visit import goes_there, is_fetched, is_visit
from handlers.merchant.actions import OpenRedemption
from handlers.orders import order_words, view_label
from handlers.qr import qr
from handlers.status_text import status_text
from orders import OrderView, codes
from orders.models import Fulfilment
from wording.paying import paying_words

flow = Flow()


def voucher_subject(order: int) -> str:
    """What the message with an order's code is about."""
    return f"voucher-{order}"


@flow.page(OpenVoucher)
def voucher_page(turn: Turn, press: OpenVoucher) -> Screen:
    order = my_order(turn, press.order)
    if not order.is_live() or order.code is None:
        raise PageOutdated(OpenBooking(press.order))
    return voucher_screen(turn, order, order.code)


def voucher_screen(turn: Turn, order: OrderView, code: str) -> Screen:
    """The voucher as a message to keep."""
    spaced = codes.spaced(code)
    comes = goes_there(order) or is_fetched(turn, order)
    return Screen(
        text=paragraphs(
            status_text(turn, order),
            order_words(turn, order),
            paying_words(turn, order),
            turn._("Your code: <code>{code}</code>", code=spaced),
            _showing(turn, order, comes=comes),
        ),
        rows=(
            (CopyButton(turn._("Copy the code"), spaced),),
            *_when_and_where(turn, order, comes=comes),
            *rest_row(turn, order),
            (Button(view_label(turn, order), OpenBooking(order.id)),),
        ),
        photo=qr(turn.link(OpenRedemption(code))),
        keep=True,
        subject=voucher_subject(order.id),
    )


def _when_and_where(turn: Turn, order: OrderView, *, comes: bool) -> tuple[Row, ...]:
    row = []
    if is_to_come(turn, order):
        row.append(Button(turn._("📅 Add to calendar"), OpenCalendar(order.id)))
    if comes:
        directions = OpenDirections(order.merchant_id, order.location_id)
        row.append(Button(turn._("🗺 Directions"), directions))
    return (tuple(row),) if row else ()


def _showing(turn: Turn, order: OrderView, *, comes: bool) -> Markup:
    if order.fulfilment is Fulfilment.DELIVERY and not comes:
        return turn._("Show it to the courier at your door. Anyone who has the code can use it.")
    if order.table is not None:
        return turn._("Show it when it's brought. Anyone who has the code can use it.")
    if is_visit(order):
        return turn._("Show it when they come. Anyone who has the code can use it.")
    return turn._("Show it at the counter. Anyone who has the code can use it.")


def closed_voucher(turn: Turn, order: OrderView) -> Screen:
    """What takes the voucher's place when its code is no longer good."""
    return Screen(
        text=paragraphs(order_words(turn, order), status_text(turn, order)),
        rows=((Button(view_label(turn, order), OpenBooking(order.id)),),),
        photo=crossed_out(),
        keep=True,
        subject=voucher_subject(order.id),
    )
