"""From a list straight to paying: the next free time is held and its invoice shown at once."""

from dataclasses import dataclass
from datetime import datetime

from chat.action import Move, Page
from chat.flow import Flow
from chat.turn import Turn
from handlers.guest.actions import OpenCheckout
from handlers.guest.checkout import Pay, pay
from handlers.guest.invoice import says_terms
from handlers.guest.owned import my_order
from handlers.guest.service import HoldSlot, hold_slot

flow = Flow()


@dataclass(frozen=True, slots=True)
class TakeNext(Move):
    """Take seats of a start; what is paid is asked for in the same breath."""

    code = "take"
    service: int
    starts_at: datetime
    seats: int = 1
    resource: int | None = None


@flow.move(TakeNext)
def take_next(turn: Turn, press: TakeNext) -> Page:
    """The terms are read before paying: an invoice without room for them waits for the checkout."""
    checkout = hold_slot(
        turn, HoldSlot(press.service, press.starts_at, press.seats, press.resource)
    )
    assert isinstance(checkout, OpenCheckout)
    order = my_order(turn, checkout.order)
    if not order.prepaid or not says_terms(turn, order):
        return checkout
    return pay(turn, Pay(order.id))
