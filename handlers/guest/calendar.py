"""A booking as a file that any calendar takes, and one that takes it out again (RFC 5545, 5546)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vCalAddress

from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Document, Row, Screen
from chat.turn import Turn
from database.point import Point
from handlers.guest.actions import OpenBooking, OpenCalendar, OpenMerchant
from handlers.guest.owned import my_order
from handlers.home_visit import is_visit
from handlers.orders import view_label, when_words
from orders import OrderView, address_for, transitions
from orders.models import OrderState

flow = Flow()

CALLED_OFF = frozenset({OrderState.CANCELLED, OrderState.DECLINED})


@flow.page(OpenCalendar)
def calendar_page(turn: Turn, press: OpenCalendar) -> Screen:
    order = my_order(turn, press.order)
    off = is_called_off(turn, order)
    if order.starts_at is None or order.ends_at is None or not (off or order.is_live()):
        raise PageOutdated(OpenBooking(press.order))
    entry = calendar_entry(turn, order, order.starts_at, order.ends_at)
    when = when_words(turn, order)
    return Screen(
        text=turn._("Open it to remove this from your calendar: {when}", when=when)
        if off
        else turn._("For your calendar: {when}", when=when),
        document=Document(f"booking-{order.id}.ics", "text/calendar", entry),
        rows=((Button(view_label(turn, order), OpenBooking(order.id)),),),
        keep=True,
    )


def is_called_off(turn: Turn, order: OrderView) -> bool:
    """Whether it stands in a calendar that it should leave."""
    to_come = order.starts_at is not None and order.starts_at > turn.now
    return to_come and order.placed_at is not None and order.state in CALLED_OFF


def calendar_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """Into the calendar while it is to come, and out again when it is called off."""
    if is_called_off(turn, order):
        return ((Button(turn._("📅 Remove from calendar"), OpenCalendar(order.id)),),)
    if order.is_live() and order.starts_at is not None and order.starts_at > turn.now:
        return ((Button(turn._("📅 Add to calendar"), OpenCalendar(order.id)),),)
    return ()


def calendar_entry(turn: Turn, order: OrderView, starts_at: datetime, ends_at: datetime) -> bytes:
    """The file; entered twice, it is the same entry, brought up to date."""
    off = is_called_off(turn, order)
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Hereabouts//EN")
    calendar.add("METHOD", "CANCEL" if off else "PUBLISH")
    calendar.add_component(_event(turn, order, starts_at, ends_at, off=off))
    return bytes(calendar.to_ical())


def _event(
    turn: Turn, order: OrderView, starts_at: datetime, ends_at: datetime, *, off: bool
) -> Event:
    place = address_for(turn.connection, turn.person.id, order.id) if is_visit(order) else None
    title = turn._("{service} at {merchant}", service=order.title, merchant=order.merchant)
    event = Event()
    event.add("UID", uid(turn, order))
    event.add("DTSTAMP", turn.now.astimezone(UTC))
    event.add("SEQUENCE", transitions.changes(turn.connection, order.id))
    event.add("STATUS", "CANCELLED" if off else "CONFIRMED")
    event.add("DTSTART", starts_at.astimezone(UTC))
    event.add("DTEND", ends_at.astimezone(UTC))
    event.add("SUMMARY", str(title.unescape()))
    event.add("LOCATION", place.text if place else order.address or order.merchant)
    point = place.point if place else Point(order.latitude, order.longitude)
    event.add("GEO", (point.latitude, point.longitude))
    event.add("URL", turn.link(OpenBooking(order.id)))
    event.add("ORGANIZER", _organizer(turn, order))
    return event


def _organizer(turn: Turn, order: OrderView) -> vCalAddress:
    """Who publishes the entry, without whom nobody may call it off (RFC 5546)."""
    merchant = vCalAddress(turn.link(OpenMerchant(order.merchant_id)))
    merchant.params["CN"] = order.merchant
    return merchant


def uid(turn: Turn, order: OrderView) -> str:
    """The same for as long as there is the order, and no other's: a market is known by its address,
    which stays when it gets another name, and an order's moment tells apart what a market that
    began anew counts from one again.
    """
    home = urlsplit(turn.links.prefix)
    made = int(order.created_at.timestamp() * 1_000_000)
    return f"{order.id}-{made:x}@{home.path.strip('/').lower()}.{home.netloc}"
