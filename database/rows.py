"""Rows as dataclasses, so that types see what a column holds."""

from typing import Any, TypeVar

from sqlalchemy import Result

T = TypeVar("T")


def one(kind: type[T], result: Result[*tuple[Any, ...]]) -> T:
    """The only row, as a dataclass whose fields are named as the columns; all of them."""
    return kind(**result.mappings().one())


def one_or_none(kind: type[T], result: Result[*tuple[Any, ...]]) -> T | None:
    """The only row, or None where there is none."""
    row = result.mappings().one_or_none()
    return None if row is None else kind(**row)


def every(kind: type[T], result: Result[*tuple[Any, ...]]) -> list[T]:
    """All rows, likewise."""
    return [kind(**row) for row in result.mappings()]
