"""What guests thought of a merchant, as everybody may read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, func, select

from catalog.models import merchants
from orders.models import orders, ratings
from orders.reviewing.counted import counts
from orders.reviewing.reporting import may_report
from orders.reviewing.review_models import (
    review_answers,
    review_photos,
    review_presses,
    review_reports,
)
from orders.reviewing.taking import changed_until
from people.models import people


@dataclass(frozen=True, slots=True)
class Review:
    """One to five stars for a visit, with the guest's words and name, both empty once forgotten.

    `photos` says how many came along, `reason` why an operator hid it.
    """

    order_id: int
    merchant_id: int
    merchant: str
    guest_id: int
    guest: str
    title: str
    terms: dict[str, Any]
    stars: int
    words: str
    at: datetime
    changed_at: datetime | None
    hidden_at: datetime | None
    taken_back_at: datetime | None
    helpful: int
    photos: int
    answer: str | None
    answered_at: datetime | None
    reported_at: datetime | None
    reported: str | None
    decided_at: datetime | None
    reason: str | None

    @property
    def zone(self) -> ZoneInfo:
        """By which its visit was agreed."""
        return ZoneInfo(self.terms["zone"])

    @property
    def counts(self) -> bool:
        """Whether others read it."""
        return self.hidden_at is None and self.taken_back_at is None

    def may_be_changed(self, now: datetime) -> bool:
        """Whether its guest may think again."""
        return self.counts and now <= changed_until(self.at)

    @property
    def may_be_reported(self) -> bool:
        """Whether the operators have not seen it as it reads."""
        return self.counts and may_report(self.changed_at, self.reported_at, self.decided_at)

    @property
    def undecided(self) -> bool:
        """Whether it waits for an operator."""
        return self.counts and self.reported_at is not None and self.decided_at is None


@dataclass(frozen=True, slots=True)
class ReviewPhoto:
    """One of the photos of a review."""

    id: int
    photo: str


def reviews_of(
    connection: Connection, merchant_id: int, limit: int, offset: int = 0, *, helpful: bool = False
) -> list[Review]:
    """A merchant's reviews that others read, the latest first, or those that helped most."""
    return _found(connection, counts(), merchant_id, limit, offset, helpful=helpful)


def reviews_for_staff(
    connection: Connection, merchant_id: int, limit: int, offset: int = 0
) -> list[Review]:
    """Likewise with those that were hidden."""
    standing = ratings.c.taken_back_at.is_(None)
    return _found(connection, standing, merchant_id, limit, offset, helpful=False)


def _found(
    connection: Connection,
    which: ColumnElement[bool],
    merchant_id: int,
    limit: int,
    offset: int,
    *,
    helpful: bool,
) -> list[Review]:
    first = (ratings.c.helpful.desc(),) if helpful else ()
    query = (
        _reviews()
        .where(ratings.c.merchant_id == merchant_id, which)
        .order_by(*first, ratings.c.at.desc(), ratings.c.order_id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [Review(*row) for row in connection.execute(query)]


def review_of(connection: Connection, order_id: int) -> Review | None:
    """The review of one visit, however it stands."""
    row = connection.execute(_reviews().where(ratings.c.order_id == order_id)).one_or_none()
    return None if row is None else Review(*row)


def photos_of(connection: Connection, order_id: int) -> list[ReviewPhoto]:
    """In the order in which they came."""
    query = select(review_photos.c.id, review_photos.c.photo)
    mine = query.where(review_photos.c.order_id == order_id).order_by(review_photos.c.id)
    return [ReviewPhoto(*row) for row in connection.execute(mine)]


def found_helpful(connection: Connection, order_id: int, person_id: int) -> bool:
    """Whether the person said so."""
    mine = (review_presses.c.order_id == order_id, review_presses.c.person_id == person_id)
    query = select(func.count()).select_from(review_presses).where(*mine)
    return connection.execute(query).scalar_one() > 0


def reported(connection: Connection, limit: int, offset: int = 0) -> list[Review]:
    """Those that wait for an operator, the longest waiting first."""
    query = _reviews().where(counts(), *_waits()).order_by(review_reports.c.reported_at)
    rows = connection.execute(query.limit(limit).offset(offset))
    return [Review(*row) for row in rows]


def decided(connection: Connection, limit: int, offset: int = 0) -> list[Review]:
    """Those about which an operator decided, the latest first."""
    query = _reviews().where(review_reports.c.decided_at.is_not(None))
    latest = query.order_by(review_reports.c.decided_at.desc(), ratings.c.order_id.desc())
    return [Review(*row) for row in connection.execute(latest.limit(limit).offset(offset))]


def count_reported(connection: Connection, most: int) -> int:
    """How many wait for an operator, counted up to `most`."""
    waiting = (
        select(review_reports.c.order_id)
        .join(ratings, ratings.c.order_id == review_reports.c.order_id)
        .where(counts(), *_waits())
        .limit(most)
    )
    return connection.execute(select(func.count()).select_from(waiting.subquery())).scalar_one()


def _waits() -> tuple[ColumnElement[bool], ...]:
    return review_reports.c.reported_at.is_not(None), review_reports.c.decided_at.is_(None)


def _reviews() -> Select[*tuple[Any, ...]]:
    photos = (
        select(func.count()).where(review_photos.c.order_id == ratings.c.order_id).scalar_subquery()
    )
    return (
        select(
            ratings.c.order_id,
            ratings.c.merchant_id,
            merchants.c.name,
            ratings.c.guest_id,
            people.c.name,
            orders.c.title,
            orders.c.terms,
            ratings.c.stars,
            ratings.c.words,
            ratings.c.at,
            ratings.c.changed_at,
            ratings.c.hidden_at,
            ratings.c.taken_back_at,
            ratings.c.helpful,
            photos,
            review_answers.c.words,
            review_answers.c.at,
            review_reports.c.reported_at,
            review_reports.c.words,
            review_reports.c.decided_at,
            review_reports.c.reason,
        )
        .join(orders, orders.c.id == ratings.c.order_id)
        .join(merchants, merchants.c.id == ratings.c.merchant_id)
        .join(people, people.c.id == ratings.c.guest_id)
        .outerjoin(review_answers, review_answers.c.order_id == ratings.c.order_id)
        .outerjoin(review_reports, review_reports.c.order_id == ratings.c.order_id)
    )
