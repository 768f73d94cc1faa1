"""What a change of a merchant is about, and what the field is called that it changed."""

import re
from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from catalog.changes import ChangeView, Subject
from catalog.hours import ANY_WEEK
from catalog.keeping import DAYS
from catalog.menu.item_fields import item_field_of
from catalog.service_fields import field_of
from chat.turn import Turn
from wording.menu_fields import item_field_name
from wording.service_fields import field_name

DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def subject_words(turn: Turn, subject: Subject) -> Markup:
    """The thing that was changed."""
    words = {
        Subject.MERCHANT: turn._("Page"),
        Subject.LOCATION: turn._("Address"),
        Subject.SERVICE: turn._("Service"),
        Subject.HOURS: turn._("Hours"),
        Subject.CLOSURE: turn._("Closure"),
        Subject.RESOURCE: turn._("Team and rooms"),
        Subject.STAFF: turn._("Staff"),
        Subject.PAYOUT: turn._("Payout account"),
        Subject.REVIEW: turn._("Review"),
        Subject.ITEM: turn._("On the menu"),
        Subject.SECTION: turn._("Section of the menu"),
        Subject.PICKUP: turn._("Pick-up"),
        Subject.DELIVERY: turn._("Delivery"),
        Subject.TABLE: turn._("Table"),
        Subject.AREA: turn._("Visits to guests"),
        Subject.LEGAL: turn._("Receipts"),
    }
    return words[subject]


def changed_field(turn: Turn, change: ChangeView, name: str) -> Markup:
    """Days of the week and dates are fields of hours; what has no name here is told as it is kept."""
    field = field_of(name) if change.subject is Subject.SERVICE else None
    if field is not None:
        return field_name(turn, field)
    item = item_field_of(name) if change.subject is Subject.ITEM else None
    if item is not None:
        return item_field_name(turn, item)
    if name in DAYS:
        return Markup.escape(turn.texts.weekday(ANY_WEEK[DAYS.index(name)]))
    if DATE.match(name):
        return Markup.escape(turn.texts.full_day(date.fromisoformat(name)))
    names = _names(turn)
    return names[name] if name in names else Markup.escape(name.replace("_", " "))


def _names(turn: Turn) -> Mapping[str, Markup]:
    return {
        "name": turn._("Name"),
        "description": turn._("Description"),
        "category": turn._("Category"),
        "auto_confirm": turn._("Confirmed automatically"),
        "confirm_minutes": turn._("Time to answer"),
        "state": turn._("State"),
        "badge": turn._("Badge"),
        "commission": turn._("Commission"),
        "takes_bills": turn._("Bills paid in the chat"),
        "bill_discount_percent": turn._("Discount on bills, in percent"),
        "takes_tips": turn._("Tips"),
        "max_no_shows": turn._("Missed visits before paying ahead"),
        "photo": turn._("Photo"),
        "active": turn._("On offer"),
        "archived_at": turn._("Taken off"),
        "position": turn._("Place in the list"),
        "role": turn._("Role"),
        "holder": turn._("Account holder"),
        "account": turn._("Account"),
        "address": turn._("Address"),
        "phone": turn._("Phone"),
        "website": turn._("Website"),
        "zone": turn._("Time zone"),
        "day": turn._("Day"),
        "first": turn._("First day"),
        "last": turn._("Last day"),
        "opens": turn._("Opens"),
        "closes": turn._("Closes"),
        "times": turn._("Time"),
        "bookings": turn._("Bookings"),
        "gives": turn._("Services given"),
        "own": turn._("Own hours"),
        "retired_at": turn._("Retired"),
        "resource": turn._("Calendar"),
        "answer": turn._("Answer"),
        "reported": turn._("Reported"),
        "hidden": turn._("Hidden"),
        "section_id": turn._("Section"),
        "sold_out_on": turn._("Sold out on"),
        "from_minute": turn._("Served from"),
        "until_minute": turn._("Served until"),
        "items_per_window": turn._("Items in ten minutes"),
        "lead_minutes": turn._("Soonest pick-up"),
        "cancel_free_minutes": turn._("Free cancellation"),
        "collections_per_window": turn._("Collections in ten minutes"),
        "radius_metres": turn._("Radius"),
        "ring": turn._("Drawn area"),
        "centre_latitude": turn._("Centre, latitude"),
        "centre_longitude": turn._("Centre, longitude"),
        "fee": turn._("Fee"),
        "least_order": turn._("Least order"),
        "currency": turn._("Currency"),
        "travel_kmh": turn._("Speed"),
        "courier_fixed": turn._("Couriers' pay for each delivery"),
        "courier_per_km": turn._("Couriers' pay for each kilometre"),
        "courier_currency": turn._("Currency"),
        "tax_number": turn._("Tax number"),
        "offered_with": turn._("Offered with"),
        "tax_basis_points": turn._("Usual tax rate"),
    }
