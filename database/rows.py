"""Rows as dataclasses, so that types see what a column holds."""

from typing import Any, TypeVar

from sqlalchemy import Result, Row

T = TypeVar("T")


def one(kind: type[T], result: Result[*tuple[Any, ...]]) -> T:
    """The only row, as a dataclass whose fields are named as the columns; all of them."""
    return kind(**named(result.one()))


def one_or_none(kind: type[T], result: Result[*tuple[Any, ...]]) -> T | None:
    """The only row, or None where there is none."""
    row = result.one_or_none()
    return None if row is None else kind(**named(row))


def every(kind: type[T], result: Result[*tuple[Any, ...]]) -> list[T]:
    """All rows, likewise."""
    return [kind(**named(row)) for row in result]


def named(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """What a row holds, by name: anew for each, so that it may be changed."""
    names = row._parent._keys  # noqa: SLF001 - the public ways make a list of them for each row
    return dict(zip(names, row, strict=True))
