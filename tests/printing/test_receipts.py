"""A receipt has every script with signs of its own, goes on over pages, and is always the same."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2

from printing import receipts
from printing.receipts import PaperLine, ReceiptPaper

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LINE = PaperLine("Bun", "with sugar", "2 × €3.50", "€7")
PAPER = ReceiptPaper(
    title="Receipt R-000012",
    seller=("Kahvi Oy", "Vaasankatu 1"),
    buyer=("理发店 Noor",),
    facts=(("Date", "Mar 4, 2026"), ("Место", "Хельсинки")),
    lines=(LINE, replace(LINE, title='#let x = 1 "*_$ \\')),
    sums=(("Paid", "€14"),),
    tax_head=("Tax rate", "Net", "Tax", "Gross"),
    taxes=(("14%", "€12.28", "€1.72", "€14"),),
    below=("Prices include tax.",),
    language="en",
    right_to_left=False,
)


def words_of(paper: ReceiptPaper) -> list[str]:
    """Of each page, without what stands between words."""
    document = pypdfium2.PdfDocument(receipts.draw(paper, NOW))
    texts = (page.get_textpage().get_text_bounded() for page in document)
    return ["".join(text.split()) for text in texts]


def test_all_of_it_can_be_read() -> None:
    (words,) = words_of(PAPER)
    for each in ("R-000012", "KahviOy", "理发店", "Хельсинки", '#letx=1"*_$\\', "€12.28", "€14"):
        assert each in words, each


def test_many_lines_go_on_over_pages() -> None:
    pages = words_of(replace(PAPER, lines=(LINE,) * 80))
    assert len(pages) > 1
    assert sum(page.count("Bun") for page in pages) == 80


def test_without_lines_taxes_or_buyer_it_is_shorter() -> None:
    bare = replace(PAPER, lines=(), taxes=(), buyer=())
    assert "R-000012" in words_of(bare)[0]


def test_it_is_the_same_to_the_last_byte() -> None:
    assert receipts.draw(PAPER, NOW) == receipts.draw(PAPER, NOW)


def test_from_right_to_left() -> None:
    arabic = replace(PAPER, title="إيصال R-000012", language="ar", right_to_left=True)
    document = pypdfium2.PdfDocument(receipts.draw(arabic, NOW))
    picture = document[0].render(scale=1).to_pil().convert("L")
    middle = picture.width // 2
    left, right = (
        sum(value < 128 for value in picture.crop(box).tobytes())
        for box in ((0, 0, middle, 70), (middle, 0, picture.width, 70))
    )
    assert right > left
