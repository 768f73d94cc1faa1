"""What is in a cart as its menu has it now: at the prices of now, without what can't be had."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from catalog.menu import reading
from orders.loading import OrderRow
from orders.menu import drafts
from orders.menu.drafts import Numbered
from orders.menu.items import line_of, renewed
from orders.menu.showing import Cart
from orders.pricing import Changed, Line
from orders.transitions import Reason


def renewed_lines(connection: Connection, cart: Cart, lines: Numbered, now: datetime) -> Numbered:
    """Those that are left of a cart."""
    items = reading.items(connection, [each.item_id for each in cart.lines], cart.pickup_at or now)
    found: Numbered = {}
    for each in cart.lines:
        if each.can_be_had:
            quantity = each.left or 0 if each.what == Changed.FEWER else each.quantity
            chosen = [option.id for option in lines[each.position].options]
            found[each.position] = line_of(items[each.item_id], chosen, quantity, each.note)
    return found


def put_away_same(connection: Connection, order: OrderRow, now: datetime) -> None:
    """What was paid after all is in no cart: the one that its lapse filled goes, unless it was changed."""
    cart = drafts.taken_at(connection, order.guest_id, order.location_id)
    if cart is None:
        return
    there, paid = (drafts.numbered_lines(connection, each.id) for each in (cart, order))
    if list(there.values()) == list(paid.values()):
        drafts.put_away(connection, cart, Reason.LAPSED, None, now)


def as_now(
    connection: Connection, bought: Sequence[Line], currency: str, now: datetime
) -> tuple[list[Line], tuple[str, ...]]:
    """Lines of before as they would be ordered now, and the names of those that can't be."""
    items = reading.items(connection, [each.item_id or 0 for each in bought], now)
    here: list[Line] = []
    gone: list[str] = []
    for each in bought:
        item = items.get(each.item_id or 0)
        found = None
        if item is not None and item.currency == currency:
            found = renewed(each, item).line
        if found is None:
            gone.append(each.title)
        else:
            here.append(found)
    return here, tuple(gone)
