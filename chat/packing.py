"""Actions as text for buttons and links: one place packs, the same place unpacks."""

import re
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from operator import attrgetter

from chat.action import GIVEN, Action, Hour, Page
from chat.errors import ActionTooLong, LinkThatActs, UnknownAction

LINK_LENGTH = 40
PACKED_LENGTH = 52
SOURCE_LENGTH = 10
_SEPARATOR = "_"
_SOURCE_SEPARATOR = "__"
_NOTHING = "-"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CACHED = 4096
_TOO_LARGE = 2**31
"""Six digits, which every action has room for; no market counts so far, and any column does."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_FIRST_DAY = _EPOCH.date()
_LAST_DAY = date(2999, 12, 31)
"""Far enough from the end of the calendar to reckon with."""
_HOURS = range(24)
_SAFE_TEXT = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}\Z")
_SOURCE = re.compile(r"[A-Za-z0-9-]{1,10}\Z")


@lru_cache(_CACHED)
def base36(number: int) -> str:
    """A whole number in base 36; ids, pages and moments are never negative nor beyond counting.

    What is forged into a button must neither reach a database that cannot hold it, nor make a
    page whose own buttons are too long.
    """
    if not 0 <= number < _TOO_LARGE:
        raise ValueError(f"not to be packed: {number}")
    digits = ""
    rest = number
    while rest or not digits:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _pack_text(text: str) -> str:
    if not _SAFE_TEXT.match(text):
        raise ValueError(f"not link-safe: {text!r}")
    return text


@lru_cache(_CACHED)
def _pack_day(day: date) -> str:
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError(f"not to be packed: {day}")
    return base36(day.toordinal())


@lru_cache(_CACHED)
def _pack_moment(moment: datetime) -> str:
    if not _FIRST_DAY <= moment.date() <= _LAST_DAY:
        raise ValueError(f"not to be packed: {moment}")
    return base36((moment - _EPOCH) // _MINUTE)


def _pack_hour(hour: int) -> str:
    if hour not in _HOURS:
        raise ValueError(f"not to be packed: {hour}")
    return base36(hour)


def _unpack_hour(text: str) -> Hour:
    return Hour(_unpack_number(text))


def _unpack_number(text: str) -> int:
    return int(text, 36)


def _unpack_day(text: str) -> date:
    return date.fromordinal(_unpack_number(text))


def _unpack_moment(text: str) -> datetime:
    return _EPOCH + timedelta(minutes=_unpack_number(text))


@dataclass(frozen=True, slots=True)
class _Field:
    """How one field of an action becomes text and comes back, in one way only."""

    name: str
    optional: bool
    required: bool
    pack: Callable[[typing.Any], str]
    unpack: Callable[[str], object]

    def unpacked(self, text: str) -> object:
        if text == _NOTHING and self.optional:
            return None
        value = self.unpack(text)
        if self.pack(value) != text:
            raise ValueError(text)
        return value


def _codec(kind: type) -> tuple[Callable[[typing.Any], str], Callable[[str], object]]:
    if issubclass(kind, StrEnum):
        return _pack_text, kind
    codecs: dict[type, tuple[Callable[[typing.Any], str], Callable[[str], object]]] = {
        bool: (lambda value: "1" if value else "0", lambda text: text == "1"),
        int: (base36, _unpack_number),
        Hour: (_pack_hour, _unpack_hour),
        str: (_pack_text, str),
        datetime: (_pack_moment, _unpack_moment),
        date: (_pack_day, _unpack_day),
    }
    return codecs[kind]


def _field(name: str, hint: typing.Any, *, required: bool) -> _Field:
    optional = isinstance(hint, types.UnionType)
    kind = (
        next(part for part in typing.get_args(hint) if part is not type(None)) if optional else hint
    )
    pack, unpack = _codec(kind)
    return _Field(name=name, optional=optional, required=required, pack=pack, unpack=unpack)


_Packing = list[tuple[Callable[[Action], typing.Any], Callable[[typing.Any], str]]]
"""What reads each field of an action, and what makes text of it."""


@cache
def _packed_fields(kind: type[Action]) -> tuple[_Field, ...]:
    """Looking up what the annotations of all actions mean takes longer than building a bot."""
    hints = typing.get_type_hints(kind)
    return tuple(
        _field(each.name, hints[each.name], required=each.default is MISSING)
        for each in fields(kind)
        if GIVEN not in each.metadata
    )


@cache
def _packing(kind: type[Action]) -> _Packing:
    known = _packed_fields(kind)  # type: ignore[arg-type]  # classes have a hash
    return [(attrgetter(each.name), each.pack) for each in known]


class ActionCodec:
    """Packs and unpacks the actions it was built from.

    The text is `code_field_field`, numbers in base 36, `-` for nothing, and `__source` behind it
    where a source brought the person: at most 52 characters of `A-Za-z0-9_-`, 40 without source.
    An action may grow at its end: what an earlier link or button lacks takes its default.
    """

    def __init__(self, kinds: typing.Iterable[type[Action]]) -> None:
        self._kinds: dict[str, type[Action]] = {}
        self._fields: dict[type[Action], tuple[_Field, ...]] = {}
        self._packing: dict[type[Action], _Packing] = {}
        for kind in kinds:
            self._learn(kind)
        self.unpack: Callable[[str], tuple[Action, str | None]] = lru_cache(_CACHED)(self._unpack)

    def _learn(self, kind: type[Action]) -> None:
        if kind.code in self._kinds:
            raise ValueError(f"two actions share the code {kind.code!r}")
        self._kinds[kind.code] = kind
        self._fields[kind] = _packed_fields(kind)  # type: ignore[arg-type]  # classes have a hash
        self._packing[kind] = _packing(kind)  # type: ignore[arg-type]

    def pack(self, action: Action, source: str | None = None) -> str:
        """The text of an action, with the source that brought the person where there is one."""
        parts = [action.code]
        for of, pack in self._packing[type(action)]:
            value = of(action)
            parts.append(_NOTHING if value is None else pack(value))
        packed = _SEPARATOR.join(parts)
        if len(packed) > LINK_LENGTH:
            raise ActionTooLong(action, packed)
        return f"{packed}{_SOURCE_SEPARATOR}{source}" if source else packed

    def _unpack(self, text: str) -> tuple[Action, str | None]:
        """The action and the source in a text; `UnknownAction` for what is old, forged or cut."""
        packed, _, source = text.partition(_SOURCE_SEPARATOR)
        code, *values = packed.split(_SEPARATOR)
        kind = self._kinds.get(code)
        fits = len(packed) <= LINK_LENGTH
        if not fits or kind is None or not self._complete(kind, len(values)):
            raise UnknownAction(text)
        try:
            filled = {
                each.name: each.unpacked(value)
                for each, value in zip(self._fields[kind], values, strict=False)
            }
        except (ValueError, OverflowError) as error:
            raise UnknownAction(text) from error
        return kind(**filled), source if _SOURCE.match(source) else None

    def _complete(self, kind: type[Action], given: int) -> bool:
        known = self._fields[kind]
        return given <= len(known) and not any(each.required for each in known[given:])

    def unpack_page(self, text: str) -> tuple[Page, str | None]:
        """The page that a link opens; `LinkThatActs` for one that carries a move."""
        action, source = self.unpack(text)
        if not isinstance(action, Page):
            raise LinkThatActs
        return action, source
