"""The merchant that a guest may be shown, or none."""

from catalog import queries
from catalog.applied import is_out_of_sight, may_be_out_of_sight
from catalog.views import MerchantState, MerchantView
from chat.errors import PageOutdated
from chat.turn import Turn
from handlers.guest.actions import OpenHome
from people.rights import Right


def found_merchant(turn: Turn, merchant_id: int) -> MerchantView:
    """The merchant that guests may see; else home, with a word of excuse."""
    merchant = known_merchant(turn, merchant_id)
    if merchant.state is MerchantState.SUSPENDED:
        raise PageOutdated(OpenHome())
    return merchant


def known_merchant(turn: Turn, merchant_id: int) -> MerchantView:
    """Likewise, also a suspended one; one that is to be approved is seen by who approves it."""
    merchant = queries.merchant(turn.connection, merchant_id)
    if merchant is None or (is_hidden(turn, merchant) and not turn.person.may(Right.ADMIT)):
        raise PageOutdated(OpenHome())
    return merchant


def is_hidden(turn: Turn, merchant: MerchantView) -> bool:
    """Whether it waits for an operator, or was refused."""
    return may_be_out_of_sight(merchant) and is_out_of_sight(turn.connection, merchant.id)
