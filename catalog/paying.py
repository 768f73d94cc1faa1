"""How guests may pay a merchant, as its people set it; each change is recorded."""

from datetime import datetime

from sqlalchemy import Connection

from catalog.changing import change
from catalog.errors import DetailRefused

MOST_NO_SHOWS = 99
MOST_DISCOUNT = 90
"""Per cent: a bill of nothing is none."""


def set_max_no_shows(
    connection: Connection, merchant_id: int, number: int, by: int, now: datetime
) -> None:
    """From so many missed visits on, a guest pays ahead what others pay at the shop."""
    if not 1 <= number <= MOST_NO_SHOWS:
        raise DetailRefused("no_shows")
    change(connection, merchant_id, by, now, max_no_shows=number)


def set_takes_bills(
    connection: Connection, merchant_id: int, by: int, now: datetime, *, on: bool
) -> None:
    """Whether what was had at the counter can be paid in the chat."""
    change(connection, merchant_id, by, now, takes_bills=on)


def set_bill_discount(
    connection: Connection, merchant_id: int, percent: int, by: int, now: datetime
) -> None:
    """What the merchant takes off every bill that is paid in the chat, from now on."""
    if not 0 <= percent <= MOST_DISCOUNT:
        raise DetailRefused("discount")
    change(connection, merchant_id, by, now, bill_discount_percent=percent)


def set_takes_tips(
    connection: Connection, merchant_id: int, by: int, now: datetime, *, on: bool
) -> None:
    """Whether guests are offered to give one."""
    change(connection, merchant_id, by, now, takes_tips=on)
