"""Receipts and invoices as documents, in the language of whoever asks; what they say is as it was given."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.screen import Document
from chat.turn import Turn
from orders import FeeInvoice, Receipt, ReceiptKind, SoldLine
from orders.pricing import AdjustmentKind
from orders.taxing import TaxPart
from printing import receipts as printed
from printing.receipts import PaperLine, ReceiptPaper
from wording.bills import titled
from wording.receipts import name_of, number_of, rate_words, receipt_number

MEDIA_TYPE = "application/pdf"


def receipt_document(turn: Turn, receipt: Receipt) -> Document:
    """A receipt, a credit note, or a correction."""
    content = receipt.content
    paper = ReceiptPaper(
        title=_plain(name_of(turn, receipt)),
        seller=_seller(turn, receipt),
        buyer=(),
        facts=tuple(_facts(turn, receipt)),
        lines=tuple(_line(turn, each, receipt.currency) for each in content.lines),
        sums=tuple(_sums(turn, receipt)),
        tax_head=_tax_head(turn),
        taxes=_taxes(turn, receipt.taxes, receipt.currency),
        below=_below(turn, receipt.taxes),
        language=str(turn.texts.locale),
        right_to_left=turn.texts.right_to_left,
    )
    return Document(f"{number_of(receipt)}.pdf", MEDIA_TYPE, printed.draw(paper, receipt.at))


def fee_document(turn: Turn, invoice: FeeInvoice) -> Document:
    """The market's invoice to a merchant, or what it gave back of one."""
    content, currency = invoice.content, invoice.currency
    amount = turn.texts.money(invoice.amount, currency)
    taxes = (TaxPart(invoice.basis_points, invoice.amount, invoice.tax),)
    paper = ReceiptPaper(
        title=_plain(name_of(turn, invoice)),
        seller=_said(
            content.issuer_name or turn.market.name,
            content.issuer_address,
            _tax_number(turn, content.issuer_tax_number),
        ),
        buyer=_said(
            content.legal_name or content.merchant,
            content.merchant if content.legal_name else "",
            content.legal_address,
            _tax_number(turn, content.tax_number),
        ),
        facts=(
            (_plain(turn._("Date")), _day(turn, invoice.at, content.zone)),
            (_plain(turn._("Settlement")), str(content.settlement)),
            (_plain(turn._("Up to")), turn.texts.stamp(content.until, content.zone)),
        ),
        lines=(PaperLine(_plain(turn._("Commission")), "", "", amount),),
        sums=((_plain(turn._("Total")), amount),),
        tax_head=_tax_head(turn),
        taxes=_taxes(turn, taxes, currency),
        below=_below(turn, taxes),
        language=str(turn.texts.locale),
        right_to_left=turn.texts.right_to_left,
    )
    return Document(f"{number_of(invoice)}.pdf", MEDIA_TYPE, printed.draw(paper, invoice.at))


def _seller(turn: Turn, receipt: Receipt) -> tuple[str, ...]:
    """By law where that was said, and as guests call it; else the latter alone."""
    content = receipt.content
    called = content.merchant if content.legal_name else ""
    return _said(
        content.legal_name or content.merchant,
        content.legal_address or content.address,
        _tax_number(turn, content.tax_number),
        called,
    )


def _said(*parts: str) -> tuple[str, ...]:
    return tuple(each for each in parts if each)


def _tax_number(turn: Turn, number: str) -> str:
    return _plain(turn._("Tax number: {number}", number=number)) if number else ""


def _facts(turn: Turn, receipt: Receipt) -> Iterator[tuple[str, str]]:
    content = receipt.content
    yield _plain(turn._("Date")), _day(turn, receipt.at, content.zone)
    yield _plain(turn._("Order")), str(receipt.order_id)
    if receipt.of is not None:
        yield _plain(turn._("For receipt")), receipt_number(receipt.of)
    if content.address:
        yield _plain(turn._("Place")), content.address


def _line(turn: Turn, line: SoldLine, currency: str) -> PaperLine:
    times = turn._(
        "{number} × {price}",
        number=turn.texts.number(line.quantity),
        price=turn.texts.money(line.unit_price, currency),
    )
    amount = turn.texts.money(line.amount, currency)
    return PaperLine(titled(turn, line.title), " · ".join(line.options), _plain(times), amount)


def _sums(turn: Turn, receipt: Receipt) -> Iterator[tuple[str, str]]:
    names = {
        AdjustmentKind.DISCOUNT: turn._("Discount"),
        AdjustmentKind.FEE: turn._("Fee"),
        AdjustmentKind.DELIVERY: turn._("Delivery"),
        AdjustmentKind.TIP: turn._("Tip"),
    }
    for each in receipt.content.adjustments:
        name = " · ".join(filter(None, (_plain(names[each.kind]), each.reason)))
        yield name, turn.texts.money(each.amount, receipt.currency)
    if receipt.kind is ReceiptKind.CORRECTION:
        yield _plain(turn._("Difference")), turn.texts.money(receipt.amount, receipt.currency)
        return
    whole = receipt.content.whole
    back = receipt.kind is ReceiptKind.CREDIT_NOTE
    if not back and whole != receipt.amount:  # a deposit
        yield _plain(turn._("Total")), turn.texts.money(whole, receipt.currency)
        left = turn.texts.money(whole - receipt.amount, receipt.currency)
        yield _plain(turn._("Due at the counter")), left
    amount = turn.texts.money(receipt.amount, receipt.currency)
    yield _plain(turn._("Given back") if back else turn._("Paid")), amount


def _tax_head(turn: Turn) -> tuple[str, str, str, str]:
    return (
        _plain(turn._("Tax rate")),
        _plain(turn._("Net")),
        _plain(turn._("Tax")),
        _plain(turn._("Gross")),
    )


def _taxes(
    turn: Turn, taxes: tuple[TaxPart, ...], currency: str
) -> tuple[tuple[str, str, str, str], ...]:
    """None where no rate was stated at all."""
    if all(each.basis_points is None for each in taxes):
        return ()

    def row(part: TaxPart) -> tuple[str, str, str, str]:
        net, tax, gross = (
            turn.texts.money(each, currency) for each in (part.net, part.tax, part.gross)
        )
        return _plain(rate_words(turn, part.basis_points)), net, tax, gross

    return tuple(map(row, taxes))


def _below(turn: Turn, taxes: tuple[TaxPart, ...]) -> tuple[str, ...]:
    stated = any(each.basis_points is not None for each in taxes)
    return (_plain(turn._("Prices include tax.") if stated else turn._("No tax is stated.")),)


def _day(turn: Turn, moment: datetime, zone: str) -> str:
    return turn.texts.full_day(moment.astimezone(ZoneInfo(zone)).date())


def _plain(words: str) -> str:
    return words.unescape() if isinstance(words, Markup) else words
