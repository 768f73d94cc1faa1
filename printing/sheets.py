"""Spreadsheets whose cells are what they say: dates are dates, money are numbers with their currency.

A text is written as a text, whatever it begins with: no program takes it for a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 31
LONGEST_CELL = 32_000
NOT_IN_NAMES = frozenset("[]:*?/\\'")
WIDTHS = (10, 60)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency with so many digits behind the point."""

    minor: int
    currency: str
    digits: int


Cell = str | int | datetime | Money | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Named columns and their rows; moments are local ones."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet], *, right_to_left: bool, now: datetime) -> bytes:
    """As XLSX."""
    from xlsxwriter import Workbook

    file = BytesIO()
    with Workbook(file, OPTIONS) as book:
        book.set_properties({"created": now.astimezone(UTC).replace(tzinfo=None)})
        styles = Styles(book)
        for each in sheets:
            page = book.add_worksheet(sheet_name(each.name))
            if right_to_left:
                page.right_to_left()
            fill(page, each, styles)
    return file.getvalue()


class Styles:
    """How cells look, each made once for a book."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._money: dict[tuple[str, int], Format] = {}
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.text = book.add_format({"num_format": "@"})

    def money(self, currency: str, digits: int) -> Format:
        if (currency, digits) not in self._money:
            number = f"#,##0.{'0' * digits}" if digits else "#,##0"
            shown = f'{number} "{currency}"'
            self._money[currency, digits] = self._book.add_format({"num_format": shown})
        return self._money[currency, digits]


def fill(page: Worksheet, sheet: Sheet, styles: Styles) -> None:
    page.freeze_panes(1, 0)
    widths = [len(each) for each in sheet.columns]
    for column, words in enumerate(sheet.columns):
        page.write_string(0, column, words, styles.head)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], write(page, last, column, cell, styles))
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width + 2, WIDTHS[0]), WIDTHS[1]))


def write(page: Worksheet, row: int, column: int, cell: Cell, styles: Styles) -> int:
    """Says how wide it is."""
    match cell:
        case None:
            return 0
        case str():
            page.write_string(row, column, cell[:LONGEST_CELL], styles.text)
            return len(cell)
        case Money(minor, currency, digits):
            amount = Decimal(minor).scaleb(-digits)
            page.write_number(row, column, float(amount), styles.money(currency, digits))
            return len(f"{amount} {currency}")
        case datetime():
            page.write_datetime(row, column, cell, styles.moment)
            return len("2026-03-04 12:00")
        case int():
            page.write_number(row, column, cell)
            return len(str(cell))


def sheet_name(name: str) -> str:
    """As spreadsheets take it."""
    kept = "".join(each for each in name if each not in NOT_IN_NAMES and each.isprintable())
    return kept.strip()[:LONGEST_NAME] or "-"
