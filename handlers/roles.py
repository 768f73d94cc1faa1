"""The way to the desks of those who have one: staff of merchants, and operators."""

from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import OpenHelp
from handlers.merchant.actions import OpenDesk, OpenDesks
from handlers.operator.actions import OpenOperatorDesk


def merchant_desk(turn: Turn) -> Page:
    """The desk of the merchant whom the person works for; the choice where there are several."""
    if not turn.person.merchants:
        return OpenHelp()
    if len(turn.person.merchants) == 1:
        return merchant_desk_of(min(turn.person.merchants))
    return OpenDesks()


def merchant_desk_of(merchant: int) -> Page:
    """The desk of a merchant."""
    return OpenDesk(merchant)


def operator_desk(turn: Turn) -> Page:
    """The operators' desk; for others, what they can do."""
    return OpenOperatorDesk() if turn.person.operator else OpenHelp()
