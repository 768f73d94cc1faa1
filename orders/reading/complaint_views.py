"""What went wrong and where it stands, as its guest, its place and the market read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select, text

from catalog.models import merchants
from orders.complaints.complaint_models import Stand, Wrong, complaints
from orders.models import orders
from payments.models import refunds
from people.models import people

ESCALATED = text("complaints.state = 'escalated'")
"""Written out: neither engine fits its small index to a bound value."""

OPEN = text("complaints.state = 'open'")
DECIDED = text("complaints.state = 'decided'")


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """One complaint with what it is about; the words are empty once their guest is forgotten.

    `answered` and `decided` are the money that went back with the answer and with the decision.
    """

    id: int
    order_id: int
    merchant_id: int
    merchant: str
    guest_id: int
    guest: str
    title: str
    starts_at: datetime | None
    terms: dict[str, Any]
    currency: str
    wrong: Wrong
    words: str
    photo: str | None
    stand: Stand
    said_at: datetime
    due_at: datetime | None
    answer: str | None
    answered_at: datetime | None
    answered: int | None
    offered: datetime | None
    objection: str | None
    escalated_at: datetime | None
    decision: str | None
    decided: int | None
    ended_at: datetime | None

    @property
    def zone(self) -> ZoneInfo:
        """By which its visit was agreed."""
        return ZoneInfo(self.terms["zone"])

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    def waits(self, stand: Stand, now: datetime) -> bool:
        """Whether it stands there and its time is not up."""
        return self.stand is stand and (self.due_at is None or now < self.due_at)

    def left(self, now: datetime) -> timedelta | None:
        """So long until it goes on by itself."""
        return None if self.due_at is None else max(self.due_at - now, timedelta())


def complaint(connection: Connection, complaint_id: int) -> ComplaintView | None:
    """One, however it stands."""
    row = connection.execute(_by_id(), {"complaint": complaint_id}).mappings().one_or_none()
    return None if row is None else _view(dict(row))


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    return _views().where(complaints.c.id == bindparam("complaint"))


def latest_of(connection: Connection, order_id: int) -> ComplaintView | None:
    """The last one of an order."""
    row = connection.execute(_last_of(), {"order": order_id}).mappings().one_or_none()
    return None if row is None else _view(dict(row))


@cache
def _last_of() -> Select[*tuple[Any, ...]]:
    query = _views().where(complaints.c.order_id == bindparam("order"))
    return query.order_by(complaints.c.id.desc()).limit(1)


def waiting_for(
    connection: Connection, merchant_id: int, limit: int, offset: int = 0, *, after: int = 0
) -> list[ComplaintView]:
    """Those that a place is to answer, whose time is up first."""
    which = (complaints.c.merchant_id == merchant_id, OPEN, complaints.c.id > after)
    query = _views().where(*which).order_by(complaints.c.id)
    return _all(connection, query.limit(limit).offset(offset))


def past_of(
    connection: Connection,
    merchant_id: int,
    limit: int,
    offset: int = 0,
    *,
    before: int | None = None,
) -> list[ComplaintView]:
    """All others of a place, the latest first."""
    which = (complaints.c.merchant_id == merchant_id, complaints.c.state != Stand.OPEN)
    return _latest(connection, which, limit, offset, before)


def escalated(
    connection: Connection, limit: int, offset: int = 0, *, after: int = 0
) -> list[ComplaintView]:
    """Those that the market is to decide, the oldest first."""
    query = _views().where(ESCALATED, complaints.c.id > after).order_by(complaints.c.id)
    return _all(connection, query.limit(limit).offset(offset))


def decided(
    connection: Connection, limit: int, offset: int = 0, *, before: int | None = None
) -> list[ComplaintView]:
    """Those that the market decided, the latest first."""
    return _latest(connection, (DECIDED,), limit, offset, before)


def count_waiting_for(connection: Connection, merchant_id: int, most: int) -> int:
    """How many a place is to answer, counted up to `most`."""
    return _count(connection, (complaints.c.merchant_id == merchant_id, OPEN), most)


def count_escalated(connection: Connection, most: int) -> int:
    """How many the market is to decide, likewise."""
    return _count(connection, (ESCALATED,), most)


Which = tuple[ColumnElement[bool] | Any, ...]


def _latest(
    connection: Connection, which: Which, limit: int, offset: int, before: int | None
) -> list[ComplaintView]:
    older = () if before is None else (complaints.c.id < before,)
    query = _views().where(*which, *older).order_by(complaints.c.id.desc())
    return _all(connection, query.limit(limit).offset(offset))


def _count(connection: Connection, which: Which, most: int) -> int:
    found = select(complaints.c.id).where(*which).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar_one()


def _all(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[ComplaintView]:
    return [_view(dict(row)) for row in connection.execute(query).mappings()]


def _view(row: dict[str, Any]) -> ComplaintView:
    kinds = {"wrong": Wrong(row["wrong"]), "stand": Stand(row["stand"])}
    return ComplaintView(**row | kinds)


def _views() -> Select[*tuple[Any, ...]]:
    answer, decision = refunds.alias("answer_refund"), refunds.alias("decided_refund")
    own = ("id", "order_id", "merchant_id", "guest_id", "wrong", "words", "photo")
    steps = ("said_at", "due_at", "answer", "answered_at", "offered", "objection")
    ends = ("escalated_at", "decision", "ended_at")
    return (
        select(
            *(complaints.c[name] for name in (*own, *steps, *ends)),
            complaints.c.state.label("stand"),
            merchants.c.name.label("merchant"),
            people.c.name.label("guest"),
            orders.c.title,
            orders.c.starts_at,
            orders.c.terms,
            orders.c.currency,
            answer.c.amount.label("answered"),
            decision.c.amount.label("decided"),
        )
        .join(orders, orders.c.id == complaints.c.order_id)
        .join(merchants, merchants.c.id == complaints.c.merchant_id)
        .join(people, people.c.id == complaints.c.guest_id)
        .outerjoin(answer, answer.c.id == complaints.c.answer_refund_id)
        .outerjoin(decision, decision.c.id == complaints.c.decided_refund_id)
    )
