"""What was changed, in words: the field, and its values before and after."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from catalog.changes import ChangeView, Subject
from catalog.closing import Bookings
from catalog.hours import ANY_WEEK
from catalog.keeping import DAYS
from catalog.service_fields import field_of
from catalog.views import MerchantState
from chat.turn import Turn
from console.figures import percent
from console.service_words import field_name, value_words
from console.states import merchant_states

DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
Line = tuple[str, str, str]
"""A field, what it was and what it is."""


def change_lines(turn: Turn, change: ChangeView, currency: str) -> Iterator[Line]:
    """Each field that differs; of something new all that is known of it."""
    for name in dict.fromkeys((*change.before, *change.after)):
        before, after = (
            "" if name not in each else said(turn, change, name, each[name], currency)
            for each in (change.before, change.after)
        )
        yield named(turn, change, name), before, after


def said(turn: Turn, change: ChangeView, name: str, value: Any, currency: str) -> str:
    field = field_of(name) if change.subject is Subject.SERVICE else None
    if field is not None:
        return value_words(turn, field, value, currency)
    if name in {"photo", "state", "commission", "archived_at"}:
        return special(turn, name, value)
    if value is None or value in ("", [], {}):
        return turn._("none")
    return plain(turn, name, value)


def special(turn: Turn, name: str, value: Any) -> str:
    if name == "state":
        return merchant_states(turn)[MerchantState(value)]
    if name == "commission":
        return percent(turn.texts, value)
    if name == "photo":
        return turn._("a photo") if value else turn._("none")
    return turn._("yes") if value else turn._("no")


def plain(turn: Turn, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return turn._("yes") if value else turn._("no")
    if isinstance(value, int):
        minutes = name.endswith("_minutes")
        return turn.texts.minutes(value) if minutes else turn.texts.number(value)
    if name in {"first", "last"}:
        return turn.texts.full_day(date.fromisoformat(value))
    if name == "bookings" and value in set(Bookings):
        return bookings_words(turn, Bookings(value))
    if value == "off":
        return turn._("closed")
    return (
        turn.texts.listed([str(each) for each in value]) if isinstance(value, list) else str(value)
    )


def bookings_words(turn: Turn, bookings: Bookings) -> str:
    """What became of what stood in a time that was closed."""
    words = {
        Bookings.KEEP: turn._("kept"),
        Bookings.ASK: turn._("asked to move"),
        Bookings.CANCEL: turn._("cancelled"),
    }
    return words[bookings]


def named(turn: Turn, change: ChangeView, name: str) -> str:
    field = field_of(name) if change.subject is Subject.SERVICE else None
    if field is not None:
        return field_name(turn, field)
    if name in DAYS:
        return turn.texts.weekday(ANY_WEEK[DAYS.index(name)])
    names: Mapping[str, Markup] = {
        "name": turn._("Name"),
        "description": turn._("Description"),
        "category": turn._("Category"),
        "auto_confirm": turn._("Confirmed automatically"),
        "confirm_minutes": turn._("Time to answer"),
        "state": turn._("State"),
        "badge": turn._("Badge"),
        "commission": turn._("Commission"),
        "photo": turn._("Photo"),
        "active": turn._("On offer"),
        "archived_at": turn._("Taken off"),
        "position": turn._("Place in the list"),
        "role": turn._("Role"),
        "address": turn._("Address"),
        "phone": turn._("Phone"),
        "website": turn._("Website"),
        "zone": turn._("Time zone"),
        "first": turn._("First day"),
        "last": turn._("Last day"),
        "times": turn._("Time"),
        "bookings": turn._("Bookings"),
        "gives": turn._("Services given"),
        "resource": turn._("Calendar"),
    }
    if DATE.match(name):
        return turn.texts.full_day(date.fromisoformat(name))
    return names[name] if name in names else name.replace("_", " ")
