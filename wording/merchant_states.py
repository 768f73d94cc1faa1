"""How a merchant stands in the market, in a word."""

from collections.abc import Mapping

from markupsafe import Markup

from catalog.views import MerchantState
from chat.turn import Turn


def merchant_states(turn: Turn) -> Mapping[MerchantState, Markup]:
    return {
        MerchantState.LISTED: turn._("Listed"),
        MerchantState.ACTIVE: turn._("Active"),
        MerchantState.SUSPENDED: turn._("Suspended"),
    }
