"""What was changed of a merchant, in words: the thing, its field, and the values before and after."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from catalog.changes import ChangeView, Subject
from catalog.service_fields import field_of
from chat.turn import Turn
from handlers.merchant.service_words import field_name, value_words
from handlers.role_names import role_name
from people.rights import Role

CLOCK_TIMES = frozenset({"opens", "closes"})


def subject_words(turn: Turn, subject: Subject) -> Markup:
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
    }
    return words[subject]


def field_words(
    turn: Turn, change: ChangeView, name: str, value: Any, currency: str
) -> tuple[Markup, Markup]:
    """What the field is called, and its value."""
    field = field_of(name) if change.subject is Subject.SERVICE else None
    if field is not None:
        return field_name(turn, field), Markup.escape(value_words(turn, field, value, currency))
    return _named(turn, name), _value(turn, name, value)


def _named(turn: Turn, name: str) -> Markup:
    names: Mapping[str, Markup] = {
        "name": turn._("Name"),
        "description": turn._("Description"),
        "category": turn._("Category"),
        "auto_confirm": turn._("Confirmed automatically"),
        "confirm_minutes": turn._("Time to answer"),
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
        "opens": turn._("Opens"),
        "closes": turn._("Closes"),
        "gives": turn._("Services given"),
        "answer": turn._("Answer"),
        "reported": turn._("Reported"),
        "hidden": turn._("Hidden"),
    }
    return names[name] if name in names else Markup.escape(name.replace("_", " "))


def _value(turn: Turn, name: str, value: Any) -> Markup:
    if name == "photo":
        return turn._("a photo") if value else turn._("none")
    if name == "archived_at":
        return turn._("yes") if value else turn._("no")
    if name == "role" and value in set(Role):
        return role_name(turn, Role(value))
    if value is None or value in ("", [], {}):
        return turn._("none")
    return _plain(turn, name, value)


def _plain(turn: Turn, name: str, value: Any) -> Markup:
    if isinstance(value, bool):
        return turn._("yes") if value else turn._("no")
    if isinstance(value, int):
        if name.endswith("_minutes"):
            return Markup.escape(turn.texts.minutes(value))
        clock = turn.texts.clock(value) if name in CLOCK_TIMES else turn.texts.number(value)
        return Markup.escape(clock)
    if isinstance(value, list):
        return turn.texts.listed([str(each) for each in value])
    return turn.texts.isolated(str(value))
