"""Brings the rows of one merchant together, wherever in a file they stand."""

from collections import Counter
from collections.abc import Callable, Iterator

from catalog.rows import Numbered, Row

Gathered = tuple[str, list[Numbered]]


class Gathering:
    """First `expect` every row, then `add` each again: a merchant comes out with its last row.

    Only rows of unfinished merchants are kept; of each merchant a number is remembered.
    """

    def __init__(self, identity: Callable[[Row], str]) -> None:
        self._identity = identity
        self._missing: Counter[int] = Counter()
        self._kept: dict[str, list[Numbered]] = {}

    def expect(self, row: Row) -> None:
        self._missing[hash(self._identity(row))] += 1

    def add(self, row: Numbered) -> Iterator[Gathered]:
        key = self._identity(row[1])
        self._kept.setdefault(key, []).append(row)
        self._missing[hash(key)] -= 1
        if self._missing[hash(key)] <= 0:
            yield key, self._kept.pop(key)

    def rest(self) -> Iterator[Gathered]:
        """Those that wait for a row that never came: their number was another's, too."""
        yield from self._kept.items()
