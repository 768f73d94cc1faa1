"""What a merchant's staff may set by themselves."""

from typing import Any

from sqlalchemy import Connection, update

from catalog.errors import MerchantUnknown, ServiceUnknown
from catalog.indexing import reindex
from catalog.models import merchants, services


def set_auto_confirm(connection: Connection, merchant_id: int, *, auto_confirm: bool) -> None:
    """Whether bookings are confirmed by themselves."""
    change(connection, merchant_id, auto_confirm=auto_confirm)


def set_confirm_minutes(connection: Connection, merchant_id: int, minutes: int) -> None:
    """How long the merchant has to answer a booking."""
    change(connection, merchant_id, confirm_minutes=minutes)


def set_photo(connection: Connection, merchant_id: int, photo: str | None) -> None:
    change(connection, merchant_id, photo=photo)


def change(connection: Connection, merchant_id: int, **values: Any) -> None:
    wanted = update(merchants).where(merchants.c.id == merchant_id)
    if not connection.execute(wanted.values(**values)).rowcount:
        raise MerchantUnknown(merchant_id)


def set_active(connection: Connection, service_id: int, *, active: bool) -> None:
    """Whether a service is on offer; what is booked of it stays booked."""
    changed = update(services).where(services.c.id == service_id).values(active=active)
    merchant_id = connection.execute(changed.returning(services.c.merchant_id)).scalar_one_or_none()
    if merchant_id is None:
        raise ServiceUnknown(service_id)
    reindex(connection, merchant_id)
