"""A spreadsheet's cells are what they say, and a text is no formula, whatever it begins with."""

from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from printing.sheets import Cell, Money, Sheet, sheet_name, workbook

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}", "https://evil.example")


def read(*rows: tuple[Cell, ...], right_to_left: bool = False) -> Workbook:
    columns = [f"Column {number}" for number in range(len(rows[0]))]
    made = workbook([Sheet("Orders", columns, rows)], right_to_left=right_to_left, now=NOW)
    return load_workbook(BytesIO(made))


@pytest.mark.parametrize("text", [*FORMULAS, "plain", "理发店", "00123", "1e5", "TRUE", ""])
def test_a_text_stays_a_text(text: str) -> None:
    cell = read((text, 1)).active["A2"]
    assert (cell.value or "", cell.data_type) == (text, "s")
    assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("money", "value", "shown"),
    [
        (Money(3590, "EUR", 2), 35.9, '#,##0.00 "EUR"'),
        (Money(3590, "JPY", 0), 3590, '#,##0 "JPY"'),
        (Money(3590, "KWD", 3), 3.59, '#,##0.000 "KWD"'),
        (Money(-5, "EUR", 2), -0.05, '#,##0.00 "EUR"'),
        (Money(0, "EUR", 2), 0, '#,##0.00 "EUR"'),
    ],
)
def test_money_is_a_number_with_its_currency(money: Money, value: float, shown: str) -> None:
    cell = read((money,)).active["A2"]
    assert (cell.value, cell.number_format, cell.data_type) == (value, shown, "n")


def test_a_moment_is_a_date_by_the_clock_of_the_place() -> None:
    moment = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    cell = read((moment, None, 7)).active["A2"]
    assert cell.is_date
    assert cell.value == datetime.fromisoformat("2026-03-04 21:00")
    assert read((moment, None, 7)).active["B2"].value is None
    assert read((moment, None, 7)).active["C2"].value == 7


def test_the_first_row_names_the_columns_and_stays() -> None:
    page = read(("a", "b")).active
    assert [each.value for each in page[1]] == ["Column 0", "Column 1"]
    assert page.freeze_panes == "A2"
    assert not page.sheet_view.rightToLeft
    assert read(("a", "b"), right_to_left=True).active.sheet_view.rightToLeft


@pytest.mark.parametrize(
    ("name", "taken"),
    [("By service", "By service"), ("[a]:*?/\\'b", "ab"), ("x" * 40, "x" * 31), ("", "-")],
)
def test_a_sheet_has_a_name_that_programs_take(name: str, taken: str) -> None:
    assert sheet_name(name) == taken


def test_several_sheets_and_an_empty_one() -> None:
    made = workbook(
        [Sheet("One", ["a"], []), Sheet("Two", ["a"], [("b" * 40_000,)])],
        right_to_left=False,
        now=NOW,
    )
    book = load_workbook(BytesIO(made))
    assert book.sheetnames == ["One", "Two"]
    assert len(str(book["Two"]["A2"].value)) == 32_000
