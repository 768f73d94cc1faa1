"""What a field of a merchant was before a change, and what it is, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from catalog.categories import known_category
from catalog.changes import ChangeView, Subject
from catalog.closing import Bookings
from catalog.errors import HoursUnreadable
from catalog.keeping import DAYS
from catalog.service_fields import field_of
from catalog.typed_hours import spans_of, written_as
from catalog.views import MerchantState
from chat.turn import Turn
from people.rights import Role
from wording.changed_fields import DATE
from wording.figures import percent
from wording.hours import spans_words
from wording.kinds import kind_name
from wording.merchant_states import merchant_states
from wording.roles import role_name
from wording.service_fields import value_words

CLOSED = written_as(())
Reads = Callable[[Turn, Any], str]


@dataclass(frozen=True, slots=True)
class Around:
    """What values are read by: a currency, and the names of the merchant's chairs, rooms and people."""

    currency: str
    resources: Mapping[int, str]


def changed_value(turn: Turn, change: ChangeView, name: str, value: Any, around: Around) -> Markup:
    """As a person reads it."""
    field = field_of(name) if change.subject is Subject.SERVICE else None
    if field is not None:
        return Markup.escape(value_words(turn, field, value, around.currency))
    if name in {"photo", "archived_at"}:
        return _kept(turn, name, value)
    if value is None or value in ("", [], {}):
        return turn._("none")
    if name == "resource" and isinstance(value, int):
        return turn.texts.isolated(around.resources.get(value, str(value)))
    return Markup.escape(_reads(name)(turn, value))


def _kept(turn: Turn, name: str, value: Any) -> Markup:
    """Whether it is there."""
    if name == "photo":
        return turn._("a photo") if value else turn._("none")
    return turn._("yes") if value else turn._("no")


def _reads(name: str) -> Reads:
    if name in DAYS or DATE.match(name):
        return hours_words
    return NAMED.get(name, plain)


def plain(turn: Turn, value: Any) -> str:
    """A value that says itself what it is."""
    if isinstance(value, bool):
        return turn._("yes") if value else turn._("no")
    if isinstance(value, int):
        return turn.texts.number(value)
    if isinstance(value, list):
        return turn.texts.listed([str(each) for each in value])
    return turn.texts.isolated(str(value))


def hours_words(turn: Turn, value: Any) -> str:
    """What is kept in the map's syntax, as people read clocks."""
    try:
        return spans_words(turn, () if value == CLOSED else spans_of(value))
    except HoursUnreadable:
        return turn.texts.isolated(value)


def bookings_words(turn: Turn, value: Any) -> str:
    """What became of what stood in a time that was closed."""
    words = {
        Bookings.KEEP: turn._("kept"),
        Bookings.ASK: turn._("asked to move"),
        Bookings.CANCEL: turn._("cancelled"),
    }
    return words[Bookings(value)]


NAMED: Mapping[str, Reads] = MappingProxyType(
    {
        "role": lambda turn, value: role_name(turn, Role(value)),
        "state": lambda turn, value: merchant_states(turn)[MerchantState(value)],
        "category": lambda turn, value: kind_name(turn, known_category(value)),
        "commission": lambda turn, value: percent(turn.texts, value),
        "confirm_minutes": lambda turn, value: turn.texts.minutes(value),
        "opens": lambda turn, value: turn.texts.clock(value),
        "closes": lambda turn, value: turn.texts.clock(value),
        "first": lambda turn, value: turn.texts.full_day(date.fromisoformat(value)),
        "last": lambda turn, value: turn.texts.full_day(date.fromisoformat(value)),
        "times": hours_words,
        "bookings": bookings_words,
    }
)
