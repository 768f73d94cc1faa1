"""A merchant and its orders as its own staff may see them; to everybody else there are none."""

from catalog import queries as catalog
from catalog.views import MerchantView
from chat.errors import NotAllowed
from chat.turn import Turn
from orders import OrderView, queries


def require_staff(turn: Turn, merchant_id: int) -> None:
    """`NotAllowed` for whoever does not work there (any more)."""
    if merchant_id not in turn.person.merchants:
        raise NotAllowed


def our_merchant(turn: Turn, merchant_id: int) -> MerchantView:
    """The merchant for whom the person works."""
    require_staff(turn, merchant_id)
    merchant = catalog.merchant(turn.connection, merchant_id)
    if merchant is None:
        raise NotAllowed
    return merchant


def our_order(turn: Turn, order_id: int) -> OrderView:
    """An order of a merchant for whom the person works."""
    order = queries.order(turn.connection, order_id)
    if order is None:
        raise NotAllowed
    require_staff(turn, order.merchant_id)
    return order


def zone_of(turn: Turn, merchant: MerchantView) -> str:
    """The time zone of a merchant's days."""
    return merchant.locations[0].zone if merchant.locations else turn.market.zone
