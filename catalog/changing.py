"""What the people of a merchant set by themselves; each change is recorded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from catalog.changes import Change, Subject, record
from catalog.errors import MerchantUnknown
from catalog.media import check
from catalog.models import merchants
from people.rights import Right, require


def set_auto_confirm(
    connection: Connection, merchant_id: int, by: int, now: datetime, *, auto_confirm: bool
) -> None:
    """Whether bookings are confirmed by themselves."""
    change(connection, merchant_id, by, now, auto_confirm=auto_confirm)


def set_confirm_minutes(
    connection: Connection, merchant_id: int, minutes: int, by: int, now: datetime
) -> None:
    """How long the merchant has to answer a booking."""
    change(connection, merchant_id, by, now, confirm_minutes=minutes)


def set_photo(
    connection: Connection, merchant_id: int, photo: str | None, by: int, now: datetime
) -> None:
    """Its picture by its key, or none."""
    check(connection, photo)
    change(connection, merchant_id, by, now, photo=photo)


def change(connection: Connection, merchant_id: int, by: int, now: datetime, **values: Any) -> None:
    """Set columns of the merchant's; `NoRight` for whoever may not."""
    here = merchants.c.id == merchant_id
    row = connection.execute(select(merchants).where(here).with_for_update()).one_or_none()
    if row is None:
        raise MerchantUnknown(merchant_id)
    require(connection, by, Right.SHOP, merchant_id)
    connection.execute(update(merchants).where(here).values(**values))
    old, new = differing(row, values)
    about = Change(merchant_id, by, Subject.MERCHANT, merchant_id, old, new)
    record(connection, about, now)


def differing(
    row: Row[*tuple[Any, ...]], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of those values that are new."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    return {name: getattr(row, name) for name in new}, new
