"""What an order takes of counted things beside its time: stock, ten minutes of a kitchen or of couriers.

Everybody takes counters in one order, kind by kind and key by key, so that no two carts wait for
each other. Dead holds in the way lapse before anything is taken, for the same reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import Connection, Select, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.sql.dml import ReturningInsert

from catalog.menu.menu_models import menu_items, pickup_settings
from orders.booking.counters import counting_up, shifting
from orders.claim_models import (
    ClaimKind,
    collection_windows,
    kitchen_windows,
    order_claims,
    stock_days,
)
from orders.errors import CollectionFull, ItemSoldOut, KitchenFull
from orders.models import WITHOUT_CLAIMS

Key = Mapping[str, Any]

TABLES: Mapping[ClaimKind, Table] = MappingProxyType(
    {
        ClaimKind.STOCK: stock_days,
        ClaimKind.KITCHEN: kitchen_windows,
        ClaimKind.COLLECTION: collection_windows,
    }
)
KEYS: Mapping[ClaimKind, tuple[str, ...]] = MappingProxyType(
    {
        ClaimKind.STOCK: ("item_id", "day"),
        ClaimKind.KITCHEN: ("location_id", "starts_at"),
        ClaimKind.COLLECTION: ("location_id", "starts_at"),
    }
)
COLUMNS: Mapping[ClaimKind, str] = MappingProxyType(
    {
        ClaimKind.STOCK: "stock_id",
        ClaimKind.KITCHEN: "window_id",
        ClaimKind.COLLECTION: "collection_id",
    }
)
WITHOUT_LIMIT = 1000
"""Of what a place does as often as anybody wants it: the most that it could say."""
FULL = (ItemSoldOut, KitchenFull, CollectionFull)
"""What is said of a counter that is full, kind by kind."""


@dataclass(frozen=True, slots=True)
class Stock:
    """So many of an item on a day of its place, of which there are `capacity`."""

    item_id: int
    day: date
    capacity: int
    quantity: int

    kind = ClaimKind.STOCK

    @property
    def key(self) -> tuple[int, Any]:
        return self.item_id, self.day

    def refusal(self) -> ItemSoldOut:
        return ItemSoldOut(self.item_id)


@dataclass(frozen=True, slots=True)
class Kitchen:
    """So many items that a kitchen makes in the ten minutes from a moment on, of `capacity`."""

    location_id: int
    starts_at: datetime
    capacity: int
    quantity: int

    kind = ClaimKind.KITCHEN

    @property
    def key(self) -> tuple[int, Any]:
        return self.location_id, self.starts_at

    def refusal(self) -> KitchenFull:
        return KitchenFull(self.location_id, self.starts_at)


@dataclass(frozen=True, slots=True)
class Collection:
    """One of `capacity` times that a place collects from guests in the ten minutes from a moment on."""

    location_id: int
    starts_at: datetime
    capacity: int
    quantity: int = 1

    kind = ClaimKind.COLLECTION

    @property
    def key(self) -> tuple[int, Any]:
        return self.location_id, self.starts_at

    def refusal(self) -> CollectionFull:
        return CollectionFull(self.location_id, self.starts_at)


Claim = Stock | Kitchen | Collection


@dataclass(frozen=True, slots=True)
class Taken:
    """So much of a counter, by its row."""

    kind: ClaimKind
    counter_id: int
    quantity: int


def take(connection: Connection, claims: Iterable[Claim]) -> list[Taken]:
    """Hold all of them, or none: then it is one of `FULL`."""
    taken: list[Taken] = []
    try:
        for each in in_order(claims):
            taken.append(take_one(connection, each))  # noqa: PERF401 - as far as it goes
    except FULL:
        shift(connection, taken, held=-1)
        raise
    return taken


def take_again(connection: Connection, order_id: int) -> None:
    """What an order had claimed and gave back."""
    take(connection, claimed_anew(connection, order_id))


def claimed(connection: Connection, order_id: int) -> list[Claim]:
    """What an order holds, as its counters stand: it was promised."""
    return _claims(connection, order_id, claiming_within)


def claimed_anew(connection: Connection, order_id: int) -> list[Claim]:
    """What an order wants again, of as much as there is now, whatever there was when it was claimed."""
    return _claims(connection, order_id, claiming_anew)


def _claims(
    connection: Connection, order_id: int, claiming_of: Callable[[ClaimKind], Select[Any]]
) -> list[Claim]:
    given = {"orders": [order_id]}
    return [
        of(whose, when, capacity, quantity)
        for of in (Stock, Kitchen, Collection)
        for _, quantity, whose, when, capacity in connection.execute(claiming_of(of.kind), given)
    ]


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    kinds = list(ClaimKind)
    return sorted(claims, key=lambda each: (kinds.index(each.kind), each.key))


def take_one(connection: Connection, claim: Claim) -> Taken:
    if claim.quantity > claim.capacity:
        raise claim.refusal()
    key = dict(zip(KEYS[claim.kind], claim.key, strict=True))
    given = {**key, "capacity": claim.capacity, "held": claim.quantity, "booked": 0}
    taken = connection.execute(taking(connection.dialect.name, claim.kind), given)
    counter_id = taken.scalar_one_or_none()
    if counter_id is None:
        raise claim.refusal()
    return Taken(claim.kind, counter_id, claim.quantity)


@cache
def taking(dialect: str, kind: ClaimKind) -> ReturningInsert[int]:
    return counting_up(dialect, TABLES[kind], KEYS[kind])


def write(connection: Connection, order_id: int, taken: Sequence[Taken]) -> None:
    """The order's claims, in place of any that it had."""
    connection.execute(delete(order_claims).where(order_claims.c.order_id == order_id))
    put(connection, order_id, taken, 1)


def add(connection: Connection, order_id: int, taken: Sequence[Taken]) -> None:
    """More of them; of a counter that it has already, more."""
    mine = order_claims.c.order_id == order_id
    new = []
    for each in taken:
        same = mine & (order_claims.c[COLUMNS[each.kind]] == each.counter_id)
        more = update(order_claims).where(same)
        values = {"quantity": order_claims.c.quantity + each.quantity}
        if not connection.execute(more.values(**values)).rowcount:
            new.append(each)
    last = select(func.coalesce(func.max(order_claims.c.position), 0)).where(mine)
    put(connection, order_id, new, connection.execute(last).scalar_one() + 1)


def put(connection: Connection, order_id: int, taken: Sequence[Taken], first: int) -> None:
    rows = [
        {
            "order_id": order_id,
            "position": position,
            "kind": each.kind,
            "stock_id": None,
            "window_id": None,
            "collection_id": None,
            COLUMNS[each.kind]: each.counter_id,
            "quantity": each.quantity,
        }
        for position, each in enumerate(taken, first)
    ]
    if rows:
        connection.execute(insert(order_claims), rows)


class Claiming(Protocol):
    """An order's row, as far as it says whether it may have claims."""

    @property
    def id(self) -> int: ...

    @property
    def fulfilment(self) -> str: ...

    @property
    def with_items(self) -> bool: ...


def has_claims(order: Claiming) -> bool:
    """A service takes its time alone, unless it is with something of a menu, and a bill nothing."""
    return order.with_items or order.fulfilment not in WITHOUT_CLAIMS


def claims_of(connection: Connection, order_ids: Sequence[int]) -> list[Taken]:
    """What these orders take together, one for each counter, in the order in which all take them."""
    found: dict[tuple[ClaimKind, int], int] = {}
    keys: dict[tuple[ClaimKind, int], tuple[Any, ...]] = {}
    for kind in ClaimKind:
        for counter_id, quantity, *key in connection.execute(claiming(kind), {"orders": order_ids}):
            found[kind, counter_id] = found.get((kind, counter_id), 0) + quantity
            keys[kind, counter_id] = tuple(key)
    return [
        Taken(kind, counter_id, found[kind, counter_id])
        for kind in ClaimKind
        for _, counter_id in sorted((keys[each], each[1]) for each in found if each[0] == kind)
    ]


@cache
def claiming(kind: ClaimKind) -> Select[*tuple[Any, ...]]:
    counter, claim = TABLES[kind].c, order_claims.c
    return (
        select(counter.id, claim.quantity, *(counter[name] for name in KEYS[kind]))
        .join_from(order_claims, TABLES[kind], counter.id == claim[COLUMNS[kind]])
        .where(claim.order_id.in_(bindparam("orders", expanding=True)))
    )


@cache
def claiming_within(kind: ClaimKind) -> Select[*tuple[Any, ...]]:
    """The same, each with how much its counter allows."""
    return claiming(kind).add_columns(TABLES[kind].c.capacity)


@cache
def claiming_anew(kind: ClaimKind) -> Select[*tuple[Any, ...]]:
    """The same, each with what its place has or does of it now; what is counted no more as it was."""
    counter, item, place = TABLES[kind].c, menu_items.c, pickup_settings.c
    if kind is ClaimKind.STOCK:
        anew = func.coalesce(item.daily_stock, counter.capacity)
        return claiming(kind).add_columns(anew).outerjoin(menu_items, item.id == counter.item_id)
    if kind is ClaimKind.KITCHEN:
        anew = func.coalesce(place.items_per_window, counter.capacity)
    else:
        anew = func.coalesce(func.nullif(place.collections_per_window, 0), WITHOUT_LIMIT)
    here = place.location_id == counter.location_id
    return claiming(kind).add_columns(anew).outerjoin(pickup_settings, here)


def shift(
    connection: Connection, taken: Sequence[Taken], *, held: int = 0, booked: int = 0
) -> None:
    """Move each counter by its quantity so many times; the tables' CHECK refuses what cannot be."""
    for kind in ClaimKind:
        rows = [
            {
                "counter": each.counter_id,
                "more_held": held * each.quantity,
                "more_booked": booked * each.quantity,
            }
            for each in taken
            if each.kind == kind
        ]
        if rows:
            connection.execute(shifting(TABLES[kind]), rows)


def book(connection: Connection, order: Claiming) -> None:
    """What was held is taken for good."""
    if has_claims(order):
        shift(connection, claims_of(connection, [order.id]), held=-1, booked=1)


def give_back_held(connection: Connection, order: Claiming) -> None:
    if has_claims(order):
        shift(connection, claims_of(connection, [order.id]), held=-1)


def give_back_booked(connection: Connection, order: Claiming) -> None:
    if has_claims(order):
        shift(connection, claims_of(connection, [order.id]), booked=-1)
