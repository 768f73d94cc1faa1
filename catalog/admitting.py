"""A listed merchant becomes active: an operator approved a claim, or invited somebody to run it."""

from datetime import datetime

from sqlalchemy import Connection, update

from catalog.indexing import reindex
from catalog.models import merchants
from catalog.views import MerchantState


def admit(connection: Connection, merchant_id: int, now: datetime) -> bool:
    """From now on it is looked after here, and no import changes it. False if it was not listed."""
    admitted = connection.execute(
        update(merchants)
        .where(merchants.c.id == merchant_id, merchants.c.state == MerchantState.LISTED)
        .values(state=MerchantState.ACTIVE, approved_at=now, fingerprint=None)
    )
    if admitted.rowcount:
        reindex(connection, merchant_id)
    return admitted.rowcount == 1
