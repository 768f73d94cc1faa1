"""The market's part of what a merchant earns, set by an operator; what was ordered keeps what was agreed."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from catalog.changes import Change, Subject, record
from catalog.errors import DetailRefused, MerchantUnknown
from catalog.models import merchants
from people.rights import Right, require

WHOLE = 10_000
"""Basis points: all of it."""


def set_commission(
    connection: Connection, merchant_id: int, basis_points: int, by: int, now: datetime
) -> None:
    """From the next order on."""
    require(connection, by, Right.ADMIT)
    if not 0 <= basis_points <= WHOLE:
        raise DetailRefused("commission")
    here = merchants.c.id == merchant_id
    column = merchants.c.commission_basis_points
    query = select(column).where(here).with_for_update()
    before = connection.execute(query).scalar_one_or_none()
    if before is None:
        raise MerchantUnknown(merchant_id)
    connection.execute(update(merchants).where(here).values(commission_basis_points=basis_points))
    old, new = {"commission": before / 100}, {"commission": basis_points / 100}
    record(connection, Change(merchant_id, by, Subject.MERCHANT, merchant_id, old, new), now)
