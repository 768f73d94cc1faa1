"""A merchant's orders as a table to search: a shelf of them at a time, each page behind the last row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_

from orders import codes
from orders.models import Fulfilment, OrderState, orders, vouchers
from orders.reading.lists import OrderLine, lines, listed
from orders.rules import LIVE, names
from people.models import people

MOST_WORDS = 6
NOT_BOUGHT = frozenset({OrderState.DRAFT, OrderState.HELD, OrderState.LAPSED})
SHOWN = tuple(each for each in OrderState if each not in NOT_BOUGHT)


class Shelf(StrEnum):
    """Which of a merchant's orders."""

    COMING = "coming"
    WAITING = "waiting"
    ANYTIME = "anytime"
    PAST = "past"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Sieve:
    """What else is asked of them: a state, with whom, and of `Shelf.DAY` when it begins and ends."""

    state: OrderState | None = None
    resource_id: int | None = None
    begin: datetime | None = None
    until: datetime | None = None

    def wanted(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.state is not None:
            found.append(orders.c.state == self.state)
        if self.resource_id is not None:
            found.append(orders.c.resource_id == self.resource_id)
        if self.begin is not None:
            found.append(orders.c.starts_at >= self.begin)
        if self.until is not None:
            found.append(orders.c.starts_at < self.until)
        return found


EVERYTHING = Sieve()


@dataclass(frozen=True, slots=True)
class Behind:
    """The row after which a page begins; without a start for orders that have none."""

    order_id: int
    starts_at: datetime | None = None


def shelf_of_merchant(
    connection: Connection,
    merchant_id: int,
    shelf: Shelf,
    now: datetime,
    *,
    words: str = "",
    sieve: Sieve = EVERYTHING,
    behind: Behind | None = None,
    limit: int = 50,
) -> list[OrderLine]:
    """Whatever waits or may come any time is in the order of ordering, the rest in that of starts.

    A code finds its own order, whatever else is asked. Bills and tips are found by words only: the
    counter lists them.
    """
    code = codes.normalise(words)
    if code is not None:
        own = (orders.c.merchant_id == merchant_id, vouchers.c.code == code)
        return listed(connection, lines().where(*own))
    query = lines().where(orders.c.merchant_id == merchant_id, *_on(shelf, now), *sieve.wanted())
    if shelf is Shelf.ANYTIME and not words:
        query = query.where(orders.c.fulfilment != Fulfilment.COUNTER)
    for word in words.split()[:MOST_WORDS]:
        query = query.where(_named(word))
    if behind is not None:
        query = query.where(_after(shelf, behind))
    return listed(connection, _sorted(query, shelf).limit(limit))


def _on(shelf: Shelf, now: datetime) -> Sequence[ColumnElement[bool]]:
    if shelf is Shelf.WAITING:
        return (orders.c.state == OrderState.PLACED,)
    if shelf is Shelf.ANYTIME:
        return (orders.c.starts_at.is_(None), orders.c.state.in_(names(SHOWN)))
    if shelf is Shelf.COMING:
        return (orders.c.starts_at >= now, orders.c.state.in_(names(LIVE)))
    if shelf is Shelf.DAY:
        return (orders.c.state.in_(names(SHOWN)),)
    return (orders.c.starts_at < now, orders.c.state.in_(names(SHOWN)))


def _named(word: str) -> ColumnElement[bool]:
    """In the guest's name or the service's, or an order's number."""
    spellings = sorted({word, word.lower(), word.upper(), word.capitalize()})
    found = [
        column.contains(each, autoescape=True)
        for column in (people.c.name, orders.c.title)
        for each in spellings
    ]
    number = word.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= 15:
        found.append(orders.c.id == int(number))
    return or_(*found)


def _after(shelf: Shelf, behind: Behind) -> ColumnElement[bool]:
    if behind.starts_at is None:
        return orders.c.id < behind.order_id
    start, same = orders.c.starts_at, orders.c.starts_at == behind.starts_at
    if shelf is Shelf.PAST:
        return or_(start < behind.starts_at, and_(same, orders.c.id < behind.order_id))
    return or_(start > behind.starts_at, and_(same, orders.c.id > behind.order_id))


def _sorted(query: Select[*tuple[Any, ...]], shelf: Shelf) -> Select[*tuple[Any, ...]]:
    if shelf in {Shelf.COMING, Shelf.DAY}:
        return query.order_by(orders.c.starts_at, orders.c.id)
    if shelf is Shelf.PAST:
        return query.order_by(orders.c.starts_at.desc(), orders.c.id.desc())
    return query.order_by(orders.c.id.desc())
