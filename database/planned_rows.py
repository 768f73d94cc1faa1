"""The rows of a planned statement: SQLAlchemy's own, made by what was worked out with the plan.

Its results work out for each how rows are made of what was read; mostly there is one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
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
        if index != 0 or self._is_odd():
            return super().scalars(index)
        return Firsts(self, self.iterator, self._shaped.first)

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
            or self._metadata is not self._shaped.described
            or self._unique_filter_state is not None
        )


class Firsts(ScalarResult[Any]):
    """What stands first in each row; one that is null is there as any other."""

    def __init__(self, rows: Rows, iterator: Iterator[Read], first: Callable[[Read], Any]) -> None:
        self._real_result = rows
        self._metadata = rows._metadata  # noqa: SLF001 - as its own does
        self._post_creational_filter = itemgetter(0)
        self._unique_filter_state = None
        self._firsts = map(first, iterator)

    def all(self) -> Sequence[Any]:
        """See `ScalarResult.all`."""
        return [*self._firsts]

    def __iter__(self) -> Iterator[Any]:
        return self._firsts

    def unique(self, strategy: Callable[[Any], Any] | None = None) -> Any:
        """See `ScalarResult.unique`: what is told apart is what stands first, not the rows."""
        return ScalarResult(self._real_result, 0).unique(strategy)
