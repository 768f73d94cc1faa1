"""The rows of a planned statement: SQLAlchemy's own, made by what was worked out with the plan.

Its results work out for each how rows are made of what was read; mostly there is one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from sqlalchemy import Row, ScalarResult
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

Read = tuple[Any, ...]
"""A row as the driver gives it."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """How a statement's rows are described and made; `first` makes what stands first in one."""

    described: SimpleResultMetaData
    make: Callable[[Read], Row[*tuple[Any, ...]]]
    first: Callable[[Read], Any]

    @classmethod
    def by(cls, described: SimpleResultMetaData) -> Self:
        """All rows of this description."""
        processors = described._effective_processors  # noqa: SLF001 - as its own results do
        keys = described._key_to_index  # noqa: SLF001
        first = processors[0] if processors else None
        return cls(
            described,
            partial(Row, described, processors, keys),
            (lambda read: read[0]) if first is None else (lambda read: first(read[0])),
        )


class Rows(IteratorResult[*tuple[Any, ...]]):
    """What a statement found, and how many rows it changed."""

    raw: Any = None
    context: Any = None
    _source_supports_scalars = False

    def __init__(self, shaped: Shaped, found: Sequence[Read], rowcount: int) -> None:
        self._metadata = shaped.described
        self._shaped = shaped
        self.iterator = iter(found)
        self.rowcount = rowcount

    def all(self) -> Sequence[Row[*tuple[Any, ...]]]:
        """See `Result.all`."""
        return super().all() if self._is_odd() else [*map(self._shaped.make, self.iterator)]

    def __iter__(self) -> Iterator[Row[*tuple[Any, ...]]]:
        return super().__iter__() if self._is_odd() else map(self._shaped.make, self.iterator)

    def scalars(self, index: Any = 0) -> ScalarResult[Any]:
        """See `Result.scalars`."""
        if index == 0 and not self._is_odd():
            self.iterator = map(self._shaped.first, self.iterator)
            self._source_supports_scalars = True
        return super().scalars(index)

    def _only_one_row(self, raise_for_second_row: bool, raise_for_none: bool, scalar: bool) -> Any:
        """What `one`, `first`, `scalar_one` and the like have in common."""
        if self._is_odd():
            return super()._only_one_row(raise_for_second_row, raise_for_none, scalar)
        self._hard_closed = True
        read = next(self.iterator, None)
        if read is None:
            if raise_for_none:
                raise NoResultFound("No row was found when one was required")
            return None
        if raise_for_second_row and next(self.iterator, None) is not None:
            raise MultipleResultsFound("Multiple rows were found when at most one was expected")
        return self._shaped.first(read) if scalar else self._shaped.make(read)

    def _is_odd(self) -> bool:
        """Whether more was asked of the result than its rows as they are, or it is over."""
        return (
            self._hard_closed
            or self._source_supports_scalars
            or self._metadata is not self._shaped.described
            or self._unique_filter_state is not None
        )
