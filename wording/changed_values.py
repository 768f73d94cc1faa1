"""What was changed, in words: the field, and its values before and after."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from catalog.changes import ChangeView, Subject
from catalog.closing import Bookings
from catalog.service_fields import field_of
from catalog.views import MerchantState
from chat.turn import Turn
from console.figures import percent
from console.states import merchant_states
from people.rights import Role
from wording.changed_fields import changed_field
from wording.roles import role_name
from wording.service_fields import value_words

CLOCK_TIMES = frozenset({"opens", "closes"})
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
    field = field_of(name) if change.subject is Subject.SERVICE else None
    if field is not None:
        return value_words(turn, field, value, currency)
    if name == "role" and value in set(Role):
        return role_name(turn, Role(value))
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
        return number(turn, name, value)
    if name in {"first", "last"}:
        return turn.texts.full_day(date.fromisoformat(value))
    if name == "bookings" and value in set(Bookings):
        return bookings_words(turn, Bookings(value))
    if value == "off":
        return turn._("closed")
    return (
        turn.texts.listed([str(each) for each in value]) if isinstance(value, list) else str(value)
    )


def number(turn: Turn, name: str, value: int) -> str:
    if name in CLOCK_TIMES:
        return turn.texts.clock(value)
    minutes = name.endswith("_minutes")
    return turn.texts.minutes(value) if minutes else turn.texts.number(value)


def bookings_words(turn: Turn, bookings: Bookings) -> str:
    """What became of what stood in a time that was closed."""
    words = {
        Bookings.KEEP: turn._("kept"),
        Bookings.ASK: turn._("asked to move"),
        Bookings.CANCEL: turn._("cancelled"),
    }
    return words[bookings]
