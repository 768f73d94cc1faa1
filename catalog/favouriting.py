"""A guest marks a merchant to find it again, and unmarks it."""

from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, select

from catalog.applied import never_approved
from catalog.errors import MerchantUnknown
from catalog.models import favourites, merchants


def toggle(connection: Connection, person_id: int, merchant_id: int, now: datetime) -> bool:
    """Says whether it is a favourite now."""
    unmarked = connection.execute(
        delete(favourites).where(
            favourites.c.person_id == person_id, favourites.c.merchant_id == merchant_id
        )
    )
    if unmarked.rowcount:
        return False
    known = exists().where(merchants.c.id == merchant_id, ~never_approved())
    if not connection.execute(select(known)).scalar_one():
        raise MerchantUnknown(merchant_id)
    connection.execute(
        insert(favourites).values(person_id=person_id, merchant_id=merchant_id, added_at=now)
    )
    return True
