"""A booking as a file that any calendar takes (iCalendar, RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, datetime

from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Document, Screen
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenCalendar
from handlers.guest.owned import my_order
from handlers.orders import when_words
from orders.queries import OrderView

flow = Flow()

FOLD = 74
"""Bytes of a line, its break not counted; longer ones are folded."""


@flow.page(OpenCalendar)
def calendar_page(turn: Turn, press: OpenCalendar) -> Screen:
    order = my_order(turn, press.order)
    if order.starts_at is None or order.ends_at is None or not order.is_live():
        raise PageOutdated(OpenBooking(press.order))
    entry = calendar_entry(turn, order, order.starts_at, order.ends_at)
    return Screen(
        text=turn._("For your calendar: {when}", when=when_words(turn, order)),
        document=Document(f"booking-{order.id}.ics", "text/calendar", entry),
        rows=((Button(turn._("The booking"), OpenBooking(order.id)),),),
        keep=True,
    )


def calendar_entry(turn: Turn, order: OrderView, starts_at: datetime, ends_at: datetime) -> bytes:
    """The file; entered twice, it is the same entry, brought up to date."""
    title = turn._("{service} at {merchant}", service=order.title, merchant=order.merchant)
    values = {
        "UID": f"order-{order.id}@{turn.market.name}",
        "DTSTAMP": _stamp(turn.now),
        "SEQUENCE": str(int(turn.now.timestamp()) // 60),
        "DTSTART": _stamp(starts_at),
        "DTEND": _stamp(ends_at),
        "SUMMARY": _escaped(str(title.unescape())),
        "LOCATION": _escaped(order.address or order.merchant),
        "GEO": f"{order.latitude};{order.longitude}",
        "URL": turn.link(OpenBooking(order.id)),
    }
    body = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{turn.market.name}//EN",
        "BEGIN:VEVENT",
        *(f"{name}:{value}" for name, value in values.items()),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(part + b"\r\n" for line in body for part in _folded(line.encode()))


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, escaped)
    return text


def _folded(line: bytes) -> Iterator[bytes]:
    """Parts of at most FOLD bytes, never within a character; the later ones begin with a space."""
    lead = b""
    while len(line) > FOLD:
        cut = FOLD
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        yield lead + line[:cut]
        line, lead = line[cut:], b" "
    yield lead + line
