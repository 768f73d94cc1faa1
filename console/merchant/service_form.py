"""The form of a service: its fields as they stand or were typed, and what of them was changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from catalog.errors import FieldRefused
from catalog.service_fields import BOUNDS, Kind, ServiceField
from catalog.service_values import check, check_payable, value_of
from catalog.views import ServiceView
from chat.turn import Turn
from console.asking import Ask, Problem
from console.service_words import GROUPS, group_names, written
from database.money import Limits
from payments.port import limits_of
from wording.service_fields import field_name, question

WAS = "was-"
"""Before the name of a field, what stood there when the form was shown."""

NUMERIC = frozenset({Kind.NUMBER, Kind.DAYS, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Line:
    """A field of the form; `shown` is what stands there now, `was` what stood there before."""

    name: str
    label: Markup
    hint: Markup
    kind: str
    shown: str
    was: str
    required: bool
    most: int


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together."""

    label: Markup
    lines: tuple[Line, ...]


def groups(turn: Turn, ask: Ask, service: ServiceView) -> list[Group]:
    """All of them, with what was typed where the form is shown once more."""
    named = zip(group_names(turn), GROUPS, strict=True)
    return [
        Group(label, tuple(line(turn, ask, each, stands(service, each)) for each in fields))
        for label, fields in named
    ]


def line(turn: Turn, ask: Ask, field: ServiceField, value: tuple[Any, str]) -> Line:
    bounds = BOUNDS[field]
    text = written(turn, field, *value)
    return Line(
        name=field.value,
        label=field_name(turn, field),
        hint=question(turn, field),
        kind="number" if bounds.kind in NUMERIC else bounds.kind.value,
        shown=ask.form.get(field, "") if ask.form else text,
        was=ask.typed(f"{WAS}{field}", text),
        required=not bounds.optional and bounds.kind is not Kind.CHOICE,
        most=bounds.most if bounds.kind is Kind.TEXT else LONGEST_VALUE,
    )


LONGEST_VALUE = 40


def stands(service: ServiceView, field: ServiceField) -> tuple[Any, str]:
    return getattr(service, BOUNDS[field].column), service.currency


Errors = dict[str, Problem]


def read(
    turn: Turn, ask: Ask, service: ServiceView, fields: Iterable[ServiceField], errors: Errors
) -> Mapping[ServiceField, Any]:
    """What was changed of these fields, where it would do; why not of the others, in `errors`."""
    found: dict[ServiceField, Any] = {}
    for field in fields:
        text = ask.form.get(field, "")
        if text != ask.form.get(f"{WAS}{field}", ""):
            attempt(errors, field, partial(_take, turn, service, found, field, text))
    return found


def attempt(errors: Errors, name: str, doing: Callable[[], None]) -> None:
    """A field that would not do is told beside it, and the next one is looked at."""
    try:
        doing()
    except FieldRefused as error:
        errors[name] = error


def _take(
    turn: Turn,
    service: ServiceView,
    found: dict[ServiceField, Any],
    field: ServiceField,
    text: str,
) -> None:
    value = meant(service, field, text)
    check(service.id, field, value)
    if field is ServiceField.PRICE:
        check_payable(service.id, field, value, service.currency, limits(turn))
    found[field] = value


def meant(service: ServiceView, field: ServiceField, text: str) -> Any:
    bounds = BOUNDS[field]
    if bounds.kind is Kind.CHOICE:
        return bool(text)
    if bounds.optional and not text.strip():
        return "" if bounds.kind is Kind.TEXT else None
    return value_of(service.id, field, text, service.currency)


def limits(turn: Turn) -> Callable[[str], Limits | None]:
    """What one payment may come to."""
    return partial(limits_of, cards=turn.market.cards)
