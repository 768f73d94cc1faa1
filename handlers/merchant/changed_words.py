"""What was changed of a merchant, in words: the thing, its field, and the values before and after."""

from typing import Any

from markupsafe import Markup

from catalog.changes import ChangeView, Subject
from catalog.service_fields import field_of
from chat.turn import Turn
from people.rights import Role
from wording.changed_fields import changed_field
from wording.roles import role_name
from wording.service_fields import field_name, value_words

CLOCK_TIMES = frozenset({"opens", "closes"})


def field_words(
    turn: Turn, change: ChangeView, name: str, value: Any, currency: str
) -> tuple[Markup, Markup]:
    """What the field is called, and its value."""
    field = field_of(name) if change.subject is Subject.SERVICE else None
    if field is not None:
        return field_name(turn, field), Markup.escape(value_words(turn, field, value, currency))
    return changed_field(turn, change, name), _value(turn, name, value)


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
