"""The file that any calendar takes, which takes a booking in or out again (RFC 5545, 5546).

What writes it is loaded with the first one: few bookings are put into a calendar.
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vCalAddress

from chat.turn import Turn
from database.point import Point
from handlers.guest.actions import OpenBooking, OpenMerchant
from handlers.home_visit import is_visit
from orders import OrderView, address_for, transitions


def calendar_entry(
    turn: Turn, order: OrderView, starts_at: datetime, ends_at: datetime, *, off: bool
) -> bytes:
    """The file; entered twice, it is the same entry, brought up to date."""
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
