"""An amount that goes back to a guest as somebody types it, within what was paid and is left."""

from collections.abc import Callable

from catalog.amounts import Amounts, NoAmount, TwoReadings
from catalog.errors import AmountUnclear
from catalog.service_fields import ServiceField
from chat.action import Move, Page
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.complaint_words import complaint_words
from handlers.errors import AskedAgain
from orders import ComplaintView, Givable, OrderView, goodwill, queries
from orders.errors import NotGivenInPart, NothingToGiveBack, TooMuchToGiveBack
from payments.port import WHOLE_ONLY
from wording.complaints import Reader


def typed_amount(order: OrderView, left: Givable, text: str, again: Page) -> int | None:
    """What was typed in the order's currency; None for what is no amount."""
    try:
        return Amounts().read(text, left.currency)
    except NoAmount:
        return None
    except TwoReadings as error:
        unclear = AmountUnclear(order.service_id or 0, ServiceField.PRICE, error.readings)
        raise AskedAgain(unclear, again) from None


def check_amount(order_id: int, left: Givable, amount: int) -> None:
    """As the deed does."""
    if not 0 < amount <= left.left:
        raise TooMuchToGiveBack(order_id, left.left, left.currency)
    if left.currency in WHOLE_ONLY and amount != left.left:
        raise NotGivenInPart(order_id)


def left_for(turn: Turn, found: ComplaintView) -> Givable:
    """What can go back for a complaint; NothingToGiveBack where nothing was paid, or all went."""
    order, left = _order_of(turn, found), goodwill.givable(turn.connection, found.order_id)
    if left is None or order.disputed:
        raise NothingToGiveBack(found.order_id)
    return left


def can_give(turn: Turn, found: ComplaintView) -> bool:
    """Whether any money can go back for it."""
    try:
        left_for(turn, found)
    except NothingToGiveBack:
        return False
    return True


def complaint_money(
    turn: Turn,
    found: ComplaintView,
    reader: Reader,
    sure: Callable[[int], Page],
    typed: Move,
    *,
    again: bool,
    back: Page,
) -> Screen:
    """How much: all of what is left, or what is typed; `again` where that was none of it."""
    left = left_for(turn, found)
    whole = left.currency in WHOLE_ONLY
    amount = turn.texts.money(left.left, left.currency)
    return Screen(
        text=paragraphs(
            turn._("That's no amount up to {amount}.", amount=amount) if again else None,
            complaint_words(turn, found, reader),
            turn._("<b>Give money back</b>"),
            turn._("Stars can only be given back in full.")
            if whole
            else turn._("How much? Type an amount up to {amount}, or choose all.", amount=amount),
        ),
        rows=((Button(turn._("All: {amount}", amount=amount), sure(left.left)),),),
        asks=None if whole else typed,
        back=back,
    )


def typed_for(turn: Turn, found: ComplaintView, text: str, again: Page) -> int | None:
    """What was typed for a complaint; None where it is no amount that could go back."""
    left = left_for(turn, found)
    amount = typed_amount(_order_of(turn, found), left, text, again)
    return amount if amount is not None and 0 < amount <= left.left else None


def _order_of(turn: Turn, found: ComplaintView) -> OrderView:
    order = queries.order(turn.connection, found.order_id)
    assert order is not None, found.order_id
    return order
