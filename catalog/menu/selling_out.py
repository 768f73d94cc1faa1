"""“Sold out today”: one press at the counter, over by itself on the place's next day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from catalog.menu.errors import ItemUnknown
from catalog.menu.menu_models import menu_items
from catalog.menu.owning import our_item, our_place, put
from people.rights import Right


def set_sold_out(
    connection: Connection, item_id: int, by: int, now: datetime, *, sold_out: bool
) -> None:
    """Whoever stands at the counter may: it is they who see the empty tray."""
    row = our_item(connection, item_id, by, Right.BOOKINGS)
    if row.archived_at is not None:
        raise ItemUnknown(item_id)
    place = our_place(connection, row.location_id, by, Right.BOOKINGS)
    today = now.astimezone(ZoneInfo(place.zone)).date()
    put(connection, menu_items, row, {"sold_out_on": today if sold_out else None}, by, now)
