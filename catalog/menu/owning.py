"""The wall before a menu: rows locked behind their merchant, for somebody who may change them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select, update

from catalog.changes import Change, Subject, record
from catalog.indexing import reindex
from catalog.menu.errors import ItemUnknown, PlaceUnknown, SectionUnknown
from catalog.menu.menu_models import menu_items, menu_sections
from catalog.models import locations
from catalog.services import lock_merchant
from people.rights import Right, require

SEARCHED = frozenset({"name", "active", "archived_at", "section_id"})
"""What decides whether and by which words guests find it."""

Owned = Row[*tuple[Any, ...]]


def our_place(
    connection: Connection, location_id: int, by: int | None, right: Right = Right.SHOP
) -> Owned:
    """A location whose menu the person may change; nobody asks where nobody acts."""
    row = connection.execute(place_by_id(), {"location": location_id}).one_or_none()
    if row is None:
        raise PlaceUnknown(location_id)
    lock_merchant(connection, row.merchant_id)
    if by is not None:
        require(connection, by, right, row.merchant_id)
    return row


@cache
def place_by_id() -> Select[int, int, str]:
    query = select(locations.c.id, locations.c.merchant_id, locations.c.zone)
    return query.where(locations.c.id == bindparam("location"))


def our_section(connection: Connection, section_id: int, by: int | None) -> Owned:
    row = _owned(connection, menu_sections, section_id, by)
    if row is None:
        raise SectionUnknown(section_id)
    return row


def our_item(
    connection: Connection, item_id: int, by: int | None, right: Right = Right.SHOP
) -> Owned:
    row = _owned(connection, menu_items, item_id, by, right)
    if row is None:
        raise ItemUnknown(item_id)
    return row


def _owned(
    connection: Connection, table: Table, row_id: int, by: int | None, right: Right = Right.SHOP
) -> Owned | None:
    """Read again behind the lock, so that what a colleague changed meanwhile counts."""
    query, given = row_by_id(table), {"row": row_id}
    found = connection.execute(query, given).one_or_none()
    if found is None:
        return None
    our_place(connection, found.location_id, by, right)
    return connection.execute(query, given).one()


@cache
def row_by_id(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).where(table.c.id == bindparam("row"))


def put(  # noqa: PLR0917 - what, and who did it when
    connection: Connection,
    table: Table,
    row: Owned,
    values: Mapping[str, Any],
    by: int | None,
    now: datetime,
) -> bool:
    """Set what differs, and keep who did it; says whether anything did."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not new:
        return False
    connection.execute(update(table).where(table.c.id == row.id).values(**new))
    note(connection, table, row, {name: getattr(row, name) for name in new}, new, by, now)
    if SEARCHED & set(new):
        reindex(connection, row.merchant_id)
    return True


def note(  # noqa: PLR0917 - before and after
    connection: Connection,
    table: Table,
    row: Owned,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: int | None,
    now: datetime,
) -> None:
    subject = Subject.ITEM if table is menu_items else Subject.SECTION
    old, new = (_plain(each) for each in (before, after))
    record(connection, Change(row.merchant_id, by, subject, row.id, old, new), now)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }


def last_position(connection: Connection, table: Table, whose: Any) -> int:
    query = select(func.max(table.c.position)).where(whose, table.c.archived_at.is_(None))
    found = connection.execute(query).scalar_one()
    return 0 if found is None else int(found) + 1


def count(connection: Connection, table: Table, whose: Any) -> int:
    query = select(func.count()).where(whose, table.c.archived_at.is_(None))
    return int(connection.execute(query).scalar_one())


def reorder(connection: Connection, table: Table, ids: Sequence[int], moved: int, to: int) -> int:
    """Moves one among the others to a place counted from 0; says where it was."""
    others = [each for each in ids if each != moved]
    place = min(max(to, 0), len(others))
    order = [*others[:place], moved, *others[place:]]
    for position, each in enumerate(order):
        here = update(table).where(table.c.id == each, table.c.position != position)
        connection.execute(here.values(position=position))
    return list(ids).index(moved)
