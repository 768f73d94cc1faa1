"""Nothing more of an item for the rest of its place's day, said at the counter by one press."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, update

from catalog.menu.errors import ItemUnknown
from catalog.menu.menu_models import menu_items
from catalog.models import locations
from people.rights import Right, require


def sell_out(connection: Connection, item_id: int, actor_id: int, now: datetime) -> None:
    """Sold out today; it is over by itself tomorrow. Again it changes nothing."""
    query = (
        select(menu_items.c.merchant_id, locations.c.zone)
        .join(locations, locations.c.id == menu_items.c.location_id)
        .where(menu_items.c.id == item_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise ItemUnknown(item_id)
    require(connection, actor_id, Right.BOOKINGS, row.merchant_id)
    today = now.astimezone(ZoneInfo(row.zone)).date()
    change = update(menu_items).where(menu_items.c.id == item_id)
    connection.execute(change.values(sold_out_on=today))
