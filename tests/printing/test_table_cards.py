"""Cards for tables: each with its own code, which a phone reads, six to a sheet."""

from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp

from printing import table_cards
from printing.table_cards import Card
from tests.printing.test_posters import SAYINGS

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LINK = "https://t.me/hereabouts_bot?start=table_{:020}"


@pytest.mark.parametrize(("tables", "sheets"), [(1, 1), (6, 1), (7, 2), (25, 5)])
def test_a_phone_reads_each(tables: int, sheets: int) -> None:
    cards = [Card(f"Table {number}", LINK.format(number)) for number in range(tables)]
    document = pypdfium2.PdfDocument(table_cards.draw("Kahvi & Pulla", cards, SAYINGS, NOW))
    found = [
        each.text
        for page in range(len(document))
        for each in zxingcpp.read_barcodes(document[page].render(scale=2).to_pil())
    ]
    assert len(document) == sheets
    assert sorted(found) == sorted(each.link for each in cards)


@pytest.mark.parametrize(
    "name", ["x" * 20, "露台靠窗的第一张大圆桌子旁边的位置呀", "الشرفة", "#let x = 1"]
)
def test_whatever_a_table_is_called_it_is_one_sheet(name: str) -> None:
    cards = [Card(name, LINK.format(number)) for number in range(6)]
    document = pypdfium2.PdfDocument(table_cards.draw("x" * 120, cards, SAYINGS, NOW))
    assert len(document) == 1
