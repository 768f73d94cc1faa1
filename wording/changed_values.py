"""What a field of a merchant was and is, in words: the same in the chat and at the desk."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from catalog.changes import ChangeView, Subject
from catalog.closing import Bookings
from catalog.keeping import DAYS, OFF
from catalog.service_fields import field_of
from catalog.views import MerchantState
from chat.turn import Turn
from people.rights import Role
from wording.changed_fields import DATE, changed_field
from wording.roles import role_name
from wording.service_fields import value_words

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
    if name in {"archived_at", "retired_at"}:
        return turn._("yes") if value else turn._("no")
    if value is None or value in ("", [], {}):
        return turn._("none")
    reader = _readers(turn).get(name)
    return plain(turn, name, value) if reader is None else reader(value)


def _readers(turn: Turn) -> Mapping[str, Callable[[Any], str]]:
    return {
        "photo": lambda _value: turn._("a photo"),
        "role": lambda value: role_name(turn, Role(value)),
        "state": lambda value: state_words(turn, MerchantState(value)),
        "bookings": lambda value: bookings_words(turn, Bookings(value)),
        "commission": lambda value: turn._("{number}%", number=turn.texts.number(value)),
        "first": lambda value: turn.texts.full_day(date.fromisoformat(value)),
        "last": lambda value: turn.texts.full_day(date.fromisoformat(value)),
    }


def plain(turn: Turn, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return turn._("yes") if value else turn._("no")
    if isinstance(value, int):
        minutes = name.endswith("_minutes")
        return turn.texts.minutes(value) if minutes else turn.texts.number(value)
    if value == OFF and (name in DAYS or DATE.match(name)):
        return turn._("closed")
    return (
        turn.texts.listed([str(each) for each in value]) if isinstance(value, list) else str(value)
    )


def state_words(turn: Turn, state: MerchantState) -> str:
    words = {
        MerchantState.LISTED: turn._("Listed"),
        MerchantState.ACTIVE: turn._("Active"),
        MerchantState.SUSPENDED: turn._("Suspended"),
    }
    return words[state]


def bookings_words(turn: Turn, bookings: Bookings) -> str:
    """What became of what stood in a time that was closed."""
    words = {
        Bookings.KEEP: turn._("kept"),
        Bookings.ASK: turn._("asked to move"),
        Bookings.CANCEL: turn._("cancelled"),
    }
    return words[bookings]
