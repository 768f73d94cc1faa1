"""What a page may read for whoever asks; to everybody else there is no such page."""

from catalog import queries as catalog
from catalog.views import MerchantView
from chat.turn import Turn
from console.asking import Ask, NotHere
from orders import OrderView, queries
from people.rights import Right


def our_shop(turn: Turn, ask: Ask, right: Right | None = None) -> MerchantView:
    """The merchant of the address, for those who work there as one who may."""
    merchant_id = ask.place["merchant"]
    rights = turn.person.rights.get(merchant_id)
    if rights is None or (right is not None and right not in rights):
        raise NotHere
    shop = catalog.merchant(turn.connection, merchant_id)
    if shop is None:
        raise NotHere
    return shop


def ways_around(turn: Turn, ask: Ask) -> dict[str, MerchantView]:
    """For a page that says no: the ways that somebody who works there still has."""
    if not ask.path.startswith("/m/") or "merchant" not in ask.place:
        return {}
    try:
        return {"shop": our_shop(turn, ask)}
    except NotHere:
        return {}


def our_order(turn: Turn, ask: Ask) -> OrderView:
    """An order of the merchant of the address."""
    order = queries.order(turn.connection, ask.place["order"])
    if order is None or order.merchant_id != ask.place["merchant"] or order.proposed_for:
        raise NotHere
    return order


def for_market(turn: Turn, right: Right) -> None:
    """`NotHere` for whoever does not run the market as one who may."""
    if right not in turn.person.rights.get(None, ()):
        raise NotHere


def zone_of(turn: Turn, shop: MerchantView) -> str:
    """The time zone of a merchant's days."""
    return shop.locations[0].zone if shop.locations else turn.market.zone
