"""Whom a campaign is for: only people who agreed to promotions and can be reached."""

from dataclasses import asdict, dataclass
from math import cos, radians
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from catalog.geography import METRES_PER_DEGREE
from catalog.models import merchants, searches
from orders.models import OrderState, orders
from people import queries as people_queries
from people.consenting import PROMOTIONS
from people.models import people


@dataclass(frozen=True, slots=True)
class Everyone:
    """All who agreed."""


@dataclass(frozen=True, slots=True)
class Near:
    """Those who last looked around within so many metres of a place."""

    latitude: float
    longitude: float
    radius: int
    label: str


@dataclass(frozen=True, slots=True)
class Bought:
    """Those who ordered from a merchant of a category, and neither side called it off."""

    category: str


Audience = Everyone | Near | Bought
_KINDS: dict[str, type[Audience]] = {"everyone": Everyone, "near": Near, "bought": Bought}


def to_json(audience: Audience) -> dict[str, Any]:
    """The audience as it is stored with its campaign."""
    kind = next(name for name, each in _KINDS.items() if isinstance(audience, each))
    return {"kind": kind, **asdict(audience)}


def from_json(stored: dict[str, Any]) -> Audience:
    """The audience that was stored."""
    values = {name: value for name, value in stored.items() if name != "kind"}
    return _KINDS[stored["kind"]](**values)


def people_in(audience: Audience) -> Select[int]:
    """The ids of everybody a promotion for this audience would go to now."""
    ready = select(people.c.id).where(
        people.c.forgotten_at.is_(None),
        people.c.id.in_(people_queries.consenting(PROMOTIONS)),
        people.c.id.in_(people_queries.reachable()),
    )
    match audience:
        case Near():
            return ready.where(people.c.id.in_(_looked_around(audience)))
        case Bought():
            return ready.where(people.c.id.in_(_bought(audience)))
        case _:
            return ready


def count(connection: Connection, audience: Audience) -> int:
    """How many people that are at this moment."""
    query = select(func.count()).select_from(people_in(audience).subquery())
    return connection.execute(query).scalar_one()


def _looked_around(near: Near) -> Select[int]:
    last = (
        select(func.max(searches.c.id))
        .where(searches.c.latitude.is_not(None))
        .group_by(searches.c.person_id)
    )
    return select(searches.c.person_id).where(
        searches.c.id.in_(last), _square_of_distance(near) <= float(near.radius) ** 2
    )


def _square_of_distance(near: Near) -> ColumnElement[float]:
    """Metres squared on a flat map around the place: exact enough within a city and its region."""
    east = searches.c.longitude - near.longitude
    around = case((east > 180, east - 360), (east < -180, east + 360), else_=east)
    x = around * (METRES_PER_DEGREE * cos(radians(near.latitude)))
    y = (searches.c.latitude - near.latitude) * METRES_PER_DEGREE
    return x * x + y * y


def _bought(bought: Bought) -> Select[int]:
    return (
        select(orders.c.guest_id)
        .join(merchants, merchants.c.id == orders.c.merchant_id)
        .where(
            merchants.c.category == bought.category,
            orders.c.placed_at.is_not(None),
            orders.c.state.not_in([OrderState.DECLINED, OrderState.CANCELLED]),
        )
    )
