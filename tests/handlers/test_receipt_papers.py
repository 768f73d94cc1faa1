"""What stands on a receipt as a document: what was taken off, and what is still to be paid."""

from collections.abc import Mapping
from datetime import datetime

import pypdfium2
import pytest

from handlers.receipt_papers import receipt_document
from orders import Receipt, ReceiptKind, SoldLine
from orders.pricing import AdjustmentKind
from orders.receipts.contents import Added, Content
from orders.taxing import TaxPart
from tests.structure.turns import Turns

WORDS: Mapping[str, tuple[str, str]] = {
    "en": ("Discount · 10%", "Due at the counter"),
    "zh_Hans": ("折扣 · 10%", "到店支付"),
    "ru": ("Скидка · 10%", "К оплате на месте"),
}


def receipt(now: datetime, amount: int, *added: Added) -> Receipt:
    line = SoldLine("Flat white", ("oat", "large"), 2, 560, 1400)
    content = Content("Kahvi", "", "", "UTC", "", "", "", (line,), added)
    return Receipt(
        id=1,
        merchant_id=1,
        kind=ReceiptKind.RECEIPT,
        number=1,
        order_id=7,
        payment_id=1,
        refund_id=None,
        amount=amount,
        currency="EUR",
        content=content,
        at=now,
        taxes=(TaxPart(1400, amount, amount * 14 // 114),),
        of=None,
    )


def words_of(now: datetime, locale: str, made: Receipt) -> str:
    document = receipt_document(Turns(now, locale).of(None), made)
    return str(pypdfium2.PdfDocument(document.content)[0].get_textpage().get_text_bounded())


@pytest.mark.parametrize("locale", WORDS)
def test_what_was_taken_off_is_called_a_discount(now: datetime, locale: str) -> None:
    discount = Added(AdjustmentKind.DISCOUNT, -112, "10%")
    words = words_of(now, locale, receipt(now, 1008, discount))
    assert WORDS[locale][0] in words
    assert WORDS[locale][1] not in words


@pytest.mark.parametrize("locale", WORDS)
def test_a_deposits_receipt_says_what_is_left_for_the_counter(now: datetime, locale: str) -> None:
    words = words_of(now, locale, receipt(now, 336))
    assert WORDS[locale][1] in words
    assert "7.84" in words.replace(",", ".")
