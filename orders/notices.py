"""News of orders, put into the outbox with the change that made them.

A notice says what it is about and to whom; it is rendered when it is delivered. A quiet one only
brings an earlier message about the same thing up to date.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from database.outbox import Message
from database.outbox_table import Urgency
from orders.loading import OrderRow
from orders.models import OrderState
from people.queries import operators, staff_of
from people.rights import Right

NOTICE = "notice"
RETRACT = "retract"
REFUND = "refund"
VOUCHER = "voucher"
"""About what a guest hears that a code is theirs; the audit looks for it."""


class News(StrEnum):
    """What staff hear of a booking."""

    NEW = "new"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    RESCHEDULED = "rescheduled"
    REDEEMED = "redeemed"
    EXPIRED = "expired"
    UNUSED = "unused"  # it is over, and nobody has used the code
    PROPOSED = "proposed"  # its guest is asked for another time
    KEPT = "kept"  # the guest would rather not
    WITHDRAWN = "withdrawn"  # the guest is asked no more
    UNMOVED = "unmoved"  # the guest did not answer


AWAITED = frozenset(
    (
        VOUCHER,
        "redeemed",
        "late_payment",
        "ticket",
        "delivery",
        "replacement",
        "bill_paid",
        "bill_taken",
    )
)
"""What somebody stands there and waits for: a code, word of its use, or why there is none."""


LAST_CALL = timedelta(minutes=15)
SOON = timedelta(minutes=2)
"""Nobody is reminded of what they were told so shortly before."""


def notice(
    about: str,
    person_id: int,
    mark: object,
    *,
    quiet: bool = False,
    urgency: Urgency = Urgency.NEWS,
    **ids: Any,
) -> Message:
    """`mark` tells news about the same thing apart, such as the order's id and the third use."""
    payload = {"about": about, "person": person_id, "quiet": quiet, **ids}
    urgency = Urgency.FIRST if about in AWAITED and not quiet else urgency
    return Message(NOTICE, f"{about}:{mark}:{person_id}", payload, urgency=urgency)


def to_guest(
    order: OrderRow, about: str, *, mark: object = "", quiet: bool = False, **more: Any
) -> Message:
    return notice(about, order.guest_id, f"{order.id}:{mark}", quiet=quiet, order=order.id, **more)


def to_staff(
    connection: Connection,
    order: OrderRow,
    news: News,
    *,
    mark: object = "",
    quiet: bool = False,
    **more: Any,
) -> list[Message]:
    """One message for each who works there, so that everybody's shows how it stands."""
    about = (order.id, order.merchant_id)
    return to_staff_of(connection, about, news, mark=mark, quiet=quiet, **more)


def to_staff_of(
    connection: Connection,
    about: tuple[int, int],
    news: News,
    *,
    mark: object = "",
    quiet: bool = False,
    **more: Any,
) -> list[Message]:
    """Likewise about an order, and its merchant, of which only the numbers are known."""
    order_id, merchant_id = about
    return [
        notice(
            "booking",
            person_id,
            f"{order_id}:{news}:{mark}",
            quiet=quiet,
            order=order_id,
            merchant=merchant_id,
            news=news,
            **more,
        )
        for person_id in staff_of(connection, merchant_id, Right.BOOKINGS)
    ]


def up_to_date(
    connection: Connection,
    order: OrderRow,
    now: datetime,
    what: str = "ticket",
    news: News = News.CONFIRMED,
) -> list[Message]:
    """What both sides have of an order from a menu, as it is by now; `what` has happened to it."""
    mark = f"{what}:{microseconds(now)}"
    staff = to_staff(connection, order, news, mark=mark, quiet=True)
    return [to_guest(order, VOUCHER, mark=mark, quiet=True), *staff]


def of_other_lines(
    connection: Connection, order: OrderRow, now: datetime, what: str
) -> list[Message]:
    """The same where something else is had of it than what was ordered, answered or not."""
    news = News.NEW if order.state == OrderState.PLACED else News.CONFIRMED
    return up_to_date(connection, order, now, what, news)


def answer_due(
    connection: Connection, order: OrderRow, by: datetime | None, now: datetime
) -> list[Message]:
    """The staff is reminded of an answer at half its time, and shortly before it is too late."""
    if by is None:
        return []
    moments = {now + (by - now) / 2, by - LAST_CALL}
    return [
        replace(
            notice(
                "answer_due",
                person_id,
                f"{order.id}:{microseconds(moment)}",
                order=order.id,
                merchant=order.merchant_id,
                by=by.isoformat(),
            ),
            due_at=moment,
        )
        for moment in sorted(moments)
        if moment > now + SOON
        for person_id in staff_of(connection, order.merchant_id, Right.BOOKINGS)
    ]


def to_operators(connection: Connection, about: str, mark: object, **ids: Any) -> list[Message]:
    """Whatever comes in numbers is folded into one message, and waits for that of guests."""
    last = Urgency.LAST
    return [
        notice(about, each, mark, urgency=last, **ids)
        for each in operators(connection, Right.REFUND)
    ]


def invoice_subject(payment: int) -> str:
    """What an invoice's message is about: it goes once the invoice can't be paid any more."""
    return f"invoice-{payment}"


def checkout_subject(order: int) -> str:
    """What the page with the key that pays is about: word of a hold that ran out takes its place."""
    return f"checkout-{order}"


def retract_invoices(requests: Iterable[tuple[int, int]], now: datetime) -> list[Message]:
    """Delete the invoices of (payment id, guest id): paying them would come too late.

    The same request may be shown, and taken away, more than once.
    """
    mark = microseconds(now)
    return [
        Message(
            RETRACT,
            f"retract:{payment}:{mark}",
            {"person": guest, "subject": invoice_subject(payment)},
        )
        for payment, guest in requests
    ]


def retract_checkout(order: OrderRow) -> Message:
    """Take away the page with the key that pays: the order is paid, or its word of lapsing is over."""
    about = {"person": order.guest_id, "subject": checkout_subject(order.id)}
    return Message(RETRACT, f"retract-checkout:{order.id}", about)


def microseconds(now: datetime) -> str:
    """A mark for what may happen to one order several times."""
    return f"{now:%Y%m%d%H%M%S%f}"
