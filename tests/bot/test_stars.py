"""Stars go back through Telegram, once and whole: the books must not say otherwise."""

import pytest
from telegram import Bot

from bot.telegram.providers import Stars
from payments.port import Outcome, RefundOrder


class Telegram(Bot):
    """A Telegram that gives back whatever it is asked to."""

    asked: tuple[int, str] | None = None

    async def refund_star_payment(
        self, user_id: int, telegram_payment_charge_id: str, **_more: object
    ) -> bool:
        with self._unfrozen():
            self.asked = (user_id, telegram_payment_charge_id)
        return True


@pytest.mark.parametrize(
    ("amount", "outcome", "asked"),
    [(1400, Outcome.DONE, (1001, "charge")), (1120, Outcome.FAILED, None)],
)
async def test_a_part_of_a_charge_is_left_to_the_operator(
    amount: int, outcome: Outcome, asked: tuple[int, str] | None
) -> None:
    telegram = Telegram("1:a")
    order = RefundOrder(7, "refund-7", "charge", None, amount, "XTR", "1001", charged=1400)

    told = await Stars(telegram).refund(order)

    assert (told.outcome, telegram.asked) == (outcome, asked)
