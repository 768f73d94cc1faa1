"""Stars are no bank's, and nobody calls them by three letters."""

from datetime import datetime

import pytest

from catalog.service_fields import ServiceField
from handlers.merchant.service_fields import how_to_answer
from handlers.status_text import one_refund
from orders import RefundBrief
from tests.structure.turns import Turns


@pytest.mark.parametrize(
    ("currency", "words"),
    [
        ("XTR", "💸 ⭐ 230 refunded."),
        ("EUR", "💸 €2.30 refunded; your bank may take a few days to show it."),
    ],
)
def test_a_bank_is_named_where_there_is_one(now: datetime, currency: str, words: str) -> None:
    refund = RefundBrief(1, 1, 230, currency, "goodwill", "done", now, now)

    assert one_refund(Turns(now).of(None), refund) == words


@pytest.mark.parametrize(("currency", "unit"), [("XTR", "⭐"), ("EUR", "EUR")])
def test_an_amount_is_asked_for_in_what_people_call_it(
    now: datetime, currency: str, unit: str
) -> None:
    asked = how_to_answer(Turns(now).of(None), ServiceField.PRICE, currency)

    assert asked == f"Type the amount in {unit}."
