"""What receipts, credit notes and invoices are called, and the tax in them, alike in the chat and at the desk."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from chat.turn import Turn
from orders import FeeInvoice, Receipt, ReceiptKind
from orders.taxing import Rate, TaxPart
from wording.figures import percent

LETTERS: Mapping[tuple[type, str], str] = MappingProxyType(
    {
        (Receipt, "receipt"): "R",
        (Receipt, "credit_note"): "C",
        (Receipt, "correction"): "RC",
        (FeeInvoice, "invoice"): "F",
        (FeeInvoice, "credit_note"): "FC",
    }
)
"""Before its number, in every language: of which series it is."""

DIGITS = 6


def number_of(paper: Receipt | FeeInvoice) -> str:
    """As it stands on it: R-000012."""
    return f"{LETTERS[type(paper), paper.kind.value]}-{paper.number:0{DIGITS}}"


def receipt_number(number: int) -> str:
    """Likewise of a receipt of which no more is known."""
    return f"{LETTERS[Receipt, 'receipt']}-{number:0{DIGITS}}"


def name_of(turn: Turn, paper: Receipt | FeeInvoice) -> Markup:
    """What it is, with its number."""
    number = number_of(paper)
    names = {
        "receipt": turn._("Receipt {number}", number=number),
        "credit_note": turn._("Credit note {number}", number=number),
        "correction": turn._("Correction {number}", number=number),
        "invoice": turn._("Invoice {number}", number=number),
    }
    return names[paper.kind.value]


def rate_words(turn: Turn, rate: Rate) -> str:
    """A tax rate; that none was stated, where none was."""
    return turn._("not stated") if rate is None else percent(turn.texts, rate / 100)


def sold_taxes(papers: Iterable[Receipt]) -> list[TaxPart]:
    """What was sold by these papers at each rate, the highest first: as corrected, whatever went back."""
    sold: dict[Rate, tuple[int, int]] = {}
    for paper in papers:
        if paper.kind is not ReceiptKind.CREDIT_NOTE:
            for part in paper.taxes:
                gross, tax = sold.get(part.basis_points, (0, 0))
                sold[part.basis_points] = (gross + part.gross, tax + part.tax)
    rates = sorted(sold, key=lambda each: -1 if each is None else each, reverse=True)
    return [TaxPart(rate, *sold[rate]) for rate in rates if sold[rate][0]]


def tax_words(turn: Turn, part: TaxPart, currency: str) -> Markup:
    """How much tax is in what."""
    tax, gross = (turn.texts.money(each, currency) for each in (part.tax, part.gross))
    rate = rate_words(turn, part.basis_points)
    return turn._("Tax {rate}: {tax} of {amount}", rate=rate, tax=tax, amount=gross)
