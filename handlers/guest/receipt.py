"""What was paid and what went back, as a message to keep."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenReceipt
from handlers.guest.owned import my_order
from handlers.orders import order_words, total_words, view_label
from handlers.status_text import refund_words
from orders import OrderView

flow = Flow()


@flow.page(OpenReceipt)
def receipt_page(turn: Turn, press: OpenReceipt) -> Screen:
    order = my_order(turn, press.order)
    if not order.counter_means and not any(each.captured for each in order.payments):
        raise PageOutdated(OpenBooking(press.order))
    return Screen(
        text=paragraphs(
            turn._("<b>Receipt</b> · order {number}", number=order.id),
            order_words(turn, order),
            lines(total_words(turn, order), *_paid(turn, order), *refund_words(turn, order)),
            turn._("Seller: {merchant}", merchant=order.merchant),
        ),
        rows=((Button(view_label(turn, order), OpenBooking(order.id)),),),
        keep=True,
    )


def _paid(turn: Turn, order: OrderView) -> Iterator[Markup]:
    """Each on the day on which its money came, by the clock of the place."""
    for payment in order.payments:
        if payment.captured:
            amount = turn.texts.money(payment.captured, payment.currency)
            came = (payment.captured_at or order.created_at).astimezone(ZoneInfo(order.zone))
            when = turn.texts.full_day(came.date())
            yield turn._("Paid {amount} on {day}", amount=amount, day=when)
