"""What a field of a merchant was and is, in words: the same in the chat and at the desk."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from catalog.categories import known_category
from catalog.changes import ChangeView, Subject
from catalog.closing import Bookings
from catalog.errors import HoursUnreadable
from catalog.keeping import DAYS, OFF
from catalog.menu.item_fields import item_field_of
from catalog.service_fields import field_of
from catalog.typed_hours import clock, spans_of
from catalog.views import MerchantState
from chat.turn import Turn
from people.rights import Role
from wording.changed_fields import DATE, changed_field
from wording.figures import percent
from wording.hours import spans_words
from wording.kinds import kind_name
from wording.menu_fields import item_value_words
from wording.merchant_states import merchant_states
from wording.roles import role_name
from wording.service_fields import value_words

Reads = Callable[[Any], str]
MONEY = frozenset({"fee", "least_order", "courier_fixed", "courier_per_km"})

Line = tuple[str, str, str]
"""A field, what it was and what it is."""


def change_lines(turn: Turn, change: ChangeView, currency: str) -> Iterator[Line]:
    """Each field that differs; of something new all that is known of it."""
    for name in dict.fromkeys((*change.before, *change.after)):
        before, after = (
            "" if name not in each else said(turn, change, name, each[name], currency)
            for each in (change.before, change.after)
        )
        yield changed_field(turn, change, name), before, after


def said(turn: Turn, change: ChangeView, name: str, value: Any, currency: str) -> str:
    """A value as a person reads it; whoever shows it escapes it."""
    field = field_of(name) if change.subject is Subject.SERVICE else None
    if field is not None:
        return unescaped(value_words(turn, field, value, currency))
    item = item_field_of(name) if change.subject is Subject.ITEM else None
    if item is not None:
        return unescaped(item_value_words(turn, item, value, currency))
    if name in {"archived_at", "retired_at"}:
        return unescaped(turn._("yes") if value else turn._("no"))
    if value is None or value in ("", [], {}):
        return turn._("none").unescape()
    if name in MONEY:
        return unescaped(turn.texts.money(value, currency))
    return unescaped(_reader(turn, name)(value))


def unescaped(words: str) -> str:
    return words.unescape() if isinstance(words, Markup) else words


def _reader(turn: Turn, name: str) -> Reads:
    if name in DAYS or DATE.match(name):
        return lambda value: hours_words(turn, value)
    return _readers(turn).get(name) or (lambda value: plain(turn, value))


def _readers(turn: Turn) -> Mapping[str, Reads]:
    return {
        "photo": lambda _value: turn._("a photo"),
        "role": lambda value: role_name(turn, Role(value)),
        "state": lambda value: merchant_states(turn)[MerchantState(value)],
        "category": lambda value: kind_name(turn, known_category(value)),
        "bookings": lambda value: bookings_words(turn, Bookings(value)),
        "commission": lambda value: percent(turn.texts, value),
        "confirm_minutes": turn.texts.minutes,
        "tax_basis_points": lambda value: percent(turn.texts, value / 100),
        "first": lambda value: turn.texts.full_day(date.fromisoformat(value)),
        "last": lambda value: turn.texts.full_day(date.fromisoformat(value)),
        "times": lambda value: hours_words(turn, value),
        "sold_out_on": lambda value: turn.texts.full_day(date.fromisoformat(value)),
        "from_minute": clock,
        "until_minute": clock,
        "lead_minutes": turn.texts.minutes,
        "cancel_free_minutes": turn.texts.minutes,
        "radius_metres": turn.texts.distance,
        "ring": lambda value: turn.ngettext("{number} corner", "{number} corners", len(value)),
        "travel_kmh": lambda value: turn._("{number} km/h", number=turn.texts.number(value)),
    }


def plain(turn: Turn, value: Any) -> str:
    """A value that says itself what it is."""
    if isinstance(value, bool):
        return turn._("yes") if value else turn._("no")
    if isinstance(value, int):
        return turn.texts.number(value)
    if isinstance(value, list):
        return turn.texts.listed([str(each) for each in value])
    return str(value)


def hours_words(turn: Turn, value: str) -> str:
    """What is kept in the map's syntax, as people read clocks."""
    try:
        return spans_words(turn, () if value == OFF else spans_of(value))
    except HoursUnreadable:
        return value


def bookings_words(turn: Turn, bookings: Bookings) -> str:
    """What became of what stood in a time that was closed."""
    words = {
        Bookings.KEEP: turn._("kept"),
        Bookings.ASK: turn._("asked to move"),
        Bookings.CANCEL: turn._("cancelled"),
    }
    return words[bookings]
