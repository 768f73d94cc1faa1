"""An answer to a complaint, or the decision about it, as a form brings it; money is asked about twice."""

from dataclasses import dataclass

from catalog.amounts import Amounts, NoAmount, TwoReadings
from chat.turn import Turn
from console.asking import Again, Ask, Problem, Shows, whole
from database.money import in_digits
from orders import ComplaintView, Gift, Givable, goodwill, queries
from payments.port import WHOLE_ONLY


@dataclass(frozen=True, slots=True)
class Money:
    """What is left to give back, and how much of it is typed into the form (None: nothing that could go)."""

    left: Givable
    typed: int | None

    @property
    def whole(self) -> bool:
        """Whether only all of it can go back."""
        return self.left.currency in WHOLE_ONLY

    @property
    def all(self) -> str:
        """All that is left, as somebody types it."""
        return in_digits(self.left.left, self.left.currency)


def money_of(turn: Turn, ask: Ask, found: ComplaintView) -> Money | None:
    """None where no money can go back for it."""
    return money_for(turn, found.order_id, ask.words("amount"))


def money_for(turn: Turn, order_id: int, text: str) -> Money | None:
    """Likewise of an order, with what was typed."""
    order = queries.order(turn.connection, order_id)
    left = goodwill.givable(turn.connection, order_id)
    if order is None or order.disputed or left is None:
        return None
    return Money(left, _typed(text, left))


def _typed(text: str, left: Givable) -> int | None:
    try:
        amount = Amounts().read(text, left.currency) if text else None
    except (NoAmount, TwoReadings):
        return None
    if amount is None or not 0 < amount <= left.left:
        return None
    return amount if left.currency not in WHOLE_ONLY or amount == left.left else None


def said(
    turn: Turn, ask: Ask, found: ComplaintView, shows: Shows, *, reason: bool
) -> tuple[str, Gift | None]:
    """The words and the money; `Again` until they will do. A decision has a reason, whatever it gives."""
    words, text = ask.words("words"), ask.words("amount")
    money = money_of(turn, ask, found) if text else None
    errors: dict[str, Problem] = {}
    if text and money is None:
        errors["amount"] = turn._("There is nothing left to give back for this booking.")
    elif money is not None and money.typed is None:
        most = turn.texts.money(money.left.left, money.left.currency)
        errors["amount"] = turn._("That's no amount up to {amount}.", amount=most)
    if not words and (reason or not text):
        errors["words"] = turn._("Please write a few words.")
    if errors:
        raise Again(shows, errors)
    if money is None or money.typed is None:
        return words, None
    if whole(ask.words("sure")) != money.typed:
        raise Again(shows, {"sure": ""})
    return words, Gift(money.typed, ask.number("before"))
