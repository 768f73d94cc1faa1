"""What guests thought of a merchant, as everybody may read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from orders.models import orders, ratings
from people.models import people


@dataclass(frozen=True, slots=True)
class Review:
    """One to five stars for a visit, with the guest's words and name, both empty once forgotten."""

    order_id: int
    stars: int
    words: str
    guest: str
    title: str
    at: datetime


def reviews_of(
    connection: Connection, merchant_id: int, limit: int, offset: int = 0
) -> list[Review]:
    """A merchant's reviews, the latest first."""
    query = (
        _reviews()
        .where(ratings.c.merchant_id == merchant_id)
        .order_by(ratings.c.at.desc(), ratings.c.order_id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [Review(*row) for row in connection.execute(query)]


def review_of(connection: Connection, order_id: int) -> Review | None:
    """The review of one visit."""
    row = connection.execute(_reviews().where(ratings.c.order_id == order_id)).one_or_none()
    return None if row is None else Review(*row)


def _reviews() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ratings.c.order_id,
            ratings.c.stars,
            ratings.c.words,
            people.c.name,
            orders.c.title,
            ratings.c.at,
        )
        .join(orders, orders.c.id == ratings.c.order_id)
        .join(people, people.c.id == ratings.c.guest_id)
    )
