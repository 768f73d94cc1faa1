"""The rows of a CSV file as spreadsheets write them, one by one; a broken one breaks no other."""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from catalog.candidate import Reason

DELIMITERS = ",;\t|"
SEPARATOR = re.compile(r'"?sep=(.)"?\Z', re.IGNORECASE)
"""A line of its own, by which Excel is told what separates the cells."""

LONGEST_CELL = 100
"""Lines: a text that goes on for longer was never closed."""

Row = Mapping[str, str]
Numbered = tuple[int, Row]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be taken apart, and those behind it can."""

    number: int
    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a file is laid out: its columns, in order, and what separates them."""

    columns: tuple[str, ...]
    delimiter: str

    @classmethod
    def at_the_top_of(cls, text: TextIO) -> "Sheet":
        """Reads the first lines; the rows are left to read."""
        line = next(filled(text), "")
        told = SEPARATOR.match(line.strip())
        header = next(filled(text), "") if told else line
        delimiter = told[1] if told else max(DELIMITERS, key=header.count)
        cells = cells_of([header], delimiter) or []
        return cls(tuple(" ".join(each.lower().split()) for each in cells), delimiter)

    @property
    def named_twice(self) -> list[str]:
        return sorted({each for each in self.columns if each and self.columns.count(each) > 1})

    def rows(
        self, text: Iterable[str], is_row: Callable[[Row], bool]
    ) -> Iterator[Numbered | BrokenRow]:
        """Each row with its number as a spreadsheet shows it; empty ones are left out.

        `is_row` knows a row of this file when it sees one: where a quote was never closed, that is
        where the next begins.
        """
        lines = Lines(text)
        for number, line in enumerate(lines, 2):
            cells = self._record(line, lines, is_row)
            if cells is None:
                yield BrokenRow(number, Reason.BROKEN_ROW, line)
            elif any(each.strip() for each in cells[len(self.columns) :]):
                yield BrokenRow(number, Reason.TOO_MANY_CELLS, line)
            elif any(each.strip() for each in cells):
                yield number, self._row(cells)

    def _row(self, cells: list[str]) -> Row:
        return dict(zip(self.columns, cells, strict=False))

    def _record(self, line: str, lines: "Lines", is_row: Callable[[Row], bool]) -> list[str] | None:
        """The cells that begin in this line, with as many further lines as they take."""
        taken = [line]
        try:
            while (cells := cells_of(taken, self.delimiter)) is None:
                following = next(lines, None)
                if following is not None:
                    taken.append(following)
                if (
                    following is None
                    or len(taken) > LONGEST_CELL
                    or self._is_row(following, is_row)
                ):
                    lines.put_back(taken[1:])
                    return None
        except csv.Error:
            lines.put_back(taken[1:])
            return self._leniently(line)
        return cells

    def _is_row(self, line: str, is_row: Callable[[Row], bool]) -> bool:
        try:
            cells = cells_of([line], self.delimiter)
        except csv.Error:
            return False
        return cells is not None and is_row(self._row(cells))

    def _leniently(self, line: str) -> list[str] | None:
        """Quotes within a text that were not doubled, if every cell is there nevertheless."""
        try:
            cells = next(csv.reader([line], delimiter=self.delimiter), [])
        except csv.Error:
            return None
        return cells if len(cells) == len(self.columns) and self._row(cells) else None


class Lines:
    """Lines that can be put back, to be read again."""

    def __init__(self, text: Iterable[str]) -> None:
        self._rest = iter(text)
        self._again: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._again.popleft() if self._again else next(self._rest)

    def put_back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))


def filled(text: TextIO) -> Iterator[str]:
    return (line for line in text if line.strip())


def cells_of(lines: list[str], delimiter: str) -> list[str] | None:
    """The cells of a record; None where a quote is still open. Raises csv.Error."""
    ended: list[str] = []

    def to_the_end() -> Iterator[str]:
        yield from lines
        ended.append("")  # the reader wants another line

    try:
        cells = next(csv.reader(to_the_end(), delimiter=delimiter, strict=True), [])
    except csv.Error:
        if ended:
            return None
        raise
    return cells


def rows_only(rows: Iterable[Numbered | BrokenRow]) -> Iterator[Numbered]:
    return (each for each in rows if not isinstance(each, BrokenRow))
