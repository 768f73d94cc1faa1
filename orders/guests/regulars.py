"""A merchant's guests by what happened there: who comes often, who has not come for long, one's card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, true

from database import rows
from orders.errors import NotYourGuest
from orders.guests.finding import MOST_WORDS, named
from orders.guests.note_models import guest_notes
from orders.models import OrderState, orders, redemptions, vouchers
from orders.rules import LIVE, names
from payments.models import payments
from people.models import people

OFTEN = 3
"""Visits that make a regular."""
LONG = timedelta(days=60)
"""Without a visit for so long, somebody stays away."""


class GuestKind(StrEnum):
    """Which guests."""

    ALL = "all"
    REGULARS = "regulars"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A guest in a list; a visit is one use of a code. Times in UTC."""

    guest_id: int
    name: str
    visits: int
    last_visit: datetime | None


@dataclass(frozen=True, slots=True)
class Spent:
    """What was paid here and not given back, in minor units."""

    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class GuestCard:
    """One guest, as the merchant's people know them."""

    guest_id: int
    name: str
    visits: int
    no_shows: int
    last_visit: datetime | None
    next_visit: datetime | None
    spent: Sequence[Spent]
    words: str
    tags: Sequence[str]


@dataclass(frozen=True, slots=True)
class BehindGuest:
    """The row after which a page begins; without a visit for those who have none yet."""

    guest_id: int
    last_visit: datetime | None = None


def guests(
    connection: Connection,
    merchant_id: int,
    kind: GuestKind,
    now: datetime,
    *,
    limit: int | None,
    offset: int = 0,
    words: str = "",
    behind: BehindGuest | None = None,
) -> list[GuestLine]:
    """Whoever placed an order here, the last visit first; those who are forgotten are nobody's.

    Each of the `words` is in their name or in a tag of theirs here.
    """
    query = (
        _visiting(merchant_id)
        .where(*(named(merchant_id, each) for each in words.split()[:MOST_WORDS]))
        .having(_of(kind, now))
        .having(true() if behind is None else _after(behind))
        .order_by(_last().desc().nulls_last(), orders.c.guest_id)
        .limit(limit)
        .offset(offset)
    )
    return rows.every(GuestLine, connection.execute(query))


def card(connection: Connection, merchant_id: int, guest_id: int, now: datetime) -> GuestCard:
    """Everything that is known here of one; `NotYourGuest` for whoever never ordered here."""
    found = connection.execute(_visiting(merchant_id).where(orders.c.guest_id == guest_id)).first()
    if found is None:
        raise NotYourGuest(guest_id)
    here = (orders.c.merchant_id == merchant_id, orders.c.guest_id == guest_id)
    missed, coming = connection.execute(_before_them(here, now)).one()
    note = connection.execute(
        select(guest_notes).where(
            guest_notes.c.merchant_id == merchant_id, guest_notes.c.guest_id == guest_id
        )
    ).one_or_none()
    return GuestCard(
        guest_id=guest_id,
        name=found.name,
        visits=found.visits,
        no_shows=missed,
        last_visit=found.last_visit,
        next_visit=coming,
        spent=_spent(connection, here),
        words=note.words if note else "",
        tags=tuple(note.tags) if note else (),
    )


def require_guest(connection: Connection, merchant_id: int, guest_id: int) -> None:
    """`NotYourGuest` for whoever never ordered here, or is forgotten."""
    if (
        connection.execute(_visiting(merchant_id).where(orders.c.guest_id == guest_id)).first()
        is None
    ):
        raise NotYourGuest(guest_id)


def _visits() -> ColumnElement[int]:
    """Only of a card it is looked up how often it was used."""
    whole = orders.c.state == OrderState.REDEEMED
    used = select(vouchers.c.used).where(vouchers.c.order_id == orders.c.id).scalar_subquery()
    return func.sum(case((_card(), func.coalesce(used, 0)), (whole, 1), else_=0))


def _last() -> ColumnElement[Any]:
    """A booking was had when it began; of what has no time, or several uses, when it was used last."""
    whole = orders.c.state == OrderState.REDEEMED
    begun = and_(whole, orders.c.starts_at.is_not(None), ~_card())
    used = (
        select(func.max(redemptions.c.at))
        .join(vouchers, vouchers.c.id == redemptions.c.voucher_id)
        .where(vouchers.c.order_id == orders.c.id)
        .scalar_subquery()
    )
    return func.max(case((begun, orders.c.starts_at), (or_(whole, _card()), used), else_=None))


def _card() -> ColumnElement[bool]:
    return orders.c.uses > 1


def _visiting(merchant_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            orders.c.guest_id,
            people.c.name,
            _visits().label("visits"),
            _last().label("last_visit"),
        )
        .join(people, people.c.id == orders.c.guest_id)
        .where(
            orders.c.merchant_id == merchant_id,
            orders.c.placed_at.is_not(None),
            people.c.forgotten_at.is_(None),
        )
        .group_by(orders.c.guest_id, people.c.name)
    )


def _of(kind: GuestKind, now: datetime) -> ColumnElement[bool]:
    match kind:
        case GuestKind.REGULARS:
            return _visits() >= OFTEN
        case GuestKind.AWAY:
            return and_(_visits() > 0, _last() < now - LONG)
        case GuestKind.ALL:
            return true()


def _after(behind: BehindGuest) -> ColumnElement[bool]:
    last, later = _last(), orders.c.guest_id > behind.guest_id
    if behind.last_visit is None:
        return and_(last.is_(None), later)
    same = and_(last == behind.last_visit, later)
    return or_(last < behind.last_visit, same, last.is_(None))


def _before_them(here: Sequence[ColumnElement[bool]], now: datetime) -> Select[*tuple[Any, ...]]:
    missed = and_(orders.c.state == OrderState.EXPIRED, orders.c.starts_at.is_not(None))
    coming = and_(orders.c.state.in_(names(LIVE)), orders.c.starts_at > now)
    return select(func.count().filter(missed), func.min(orders.c.starts_at).filter(coming)).where(
        *here
    )


def _spent(connection: Connection, here: Sequence[ColumnElement[bool]]) -> tuple[Spent, ...]:
    left = func.sum(payments.c.captured - payments.c.refunded)
    query = (
        select(left, payments.c.currency)
        .join(orders, orders.c.id == payments.c.order_id)
        .where(*here, payments.c.state == "captured", payments.c.mismatch.is_(None))
        .group_by(payments.c.currency)
        .order_by(payments.c.currency)
    )
    return tuple(Spent(int(amount), currency) for amount, currency in connection.execute(query))
