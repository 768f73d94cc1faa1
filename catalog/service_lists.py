"""A merchant's own services as its people see them: paused ones too, and those taken off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from catalog.models import services


@dataclass(frozen=True, slots=True)
class OwnService:
    """A line of the list. Money is in minor units."""

    id: int
    name: str
    price: int
    currency: str
    active: bool


def own_services(
    connection: Connection, merchant_id: int, *, taken_off: bool = False
) -> tuple[OwnService, ...]:
    """In the merchant's order; what was taken off, the latest first."""
    query = _lines().where(services.c.merchant_id == merchant_id)
    query = (
        query.where(services.c.archived_at.is_not(None)).order_by(
            services.c.archived_at.desc(), services.c.id
        )
        if taken_off
        else query.where(services.c.archived_at.is_(None)).order_by(*ordered())
    )
    return tuple(OwnService(*row) for row in connection.execute(query))


def services_by_id(connection: Connection, service_ids: Sequence[int]) -> dict[int, OwnService]:
    """Likewise these."""
    rows = connection.execute(_lines().where(services.c.id.in_(service_ids)))
    return {row.id: OwnService(*row) for row in rows}


def _lines() -> Select[*tuple[Any, ...]]:
    return select(
        services.c.id, services.c.name, services.c.price, services.c.currency, services.c.active
    )


def standing(connection: Connection, merchant_id: int) -> list[Row[*tuple[Any, ...]]]:
    """All that is not taken off, in the order of the list."""
    query = select(services).where(
        services.c.merchant_id == merchant_id, services.c.archived_at.is_(None)
    )
    return list(connection.execute(query.order_by(*ordered())))


def ordered() -> tuple[Any, ...]:
    """As the merchant ordered them; where it did not, the cheapest first."""
    return services.c.position, services.c.price, services.c.id
