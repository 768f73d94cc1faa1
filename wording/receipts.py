"""What receipts, credit notes and invoices are called, and the tax in them, alike in the chat and at the desk."""

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from chat.turn import Turn
from orders import FeeInvoice, Receipt
from orders.taxing import Rate, TaxPart
from wording.figures import percent

LETTERS: Mapping[tuple[type, str], str] = MappingProxyType(
    {
        (Receipt, "receipt"): "R",
        (Receipt, "credit_note"): "C",
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
        "invoice": turn._("Invoice {number}", number=number),
    }
    return names[paper.kind.value]


def rate_words(turn: Turn, rate: Rate) -> str:
    """A tax rate; that none was stated, where none was."""
    return turn._("not stated") if rate is None else percent(turn.texts, rate / 100)


def tax_words(turn: Turn, part: TaxPart, currency: str) -> Markup:
    """How much tax is in what."""
    tax, gross = (turn.texts.money(each, currency) for each in (part.tax, part.gross))
    rate = rate_words(turn, part.basis_points)
    return turn._("Tax {rate}: {tax} of {amount}", rate=rate, tax=tax, amount=gross)
