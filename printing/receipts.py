"""A receipt, a credit note or an invoice as a document to keep: from whom, for what, and the tax in it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from printing.typesetting import pdf


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What was sold, and what may be said below it; how many times which price, and the amount."""

    title: str
    below: str
    times: str
    amount: str


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """All of it as it is to be read: amounts are words already, a fact has its name before it.

    The first of the seller's words stand out, as do the last of the `sums`.
    """

    title: str
    seller: tuple[str, ...]
    buyer: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[PaperLine, ...]
    sums: tuple[tuple[str, str], ...]
    tax_head: tuple[str, str, str, str]
    taxes: tuple[tuple[str, str, str, str], ...]
    below: tuple[str, ...]
    language: str
    right_to_left: bool


def draw(paper: ReceiptPaper, at: datetime) -> bytes:
    """As PDF, the same to the last byte whenever it is drawn: `at` is the moment that it is of."""
    words = asdict(paper)
    data = words | {"lang": paper.language[:2], "rtl": paper.right_to_left}
    return pdf("receipt", data, at)
