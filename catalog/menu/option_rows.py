"""The options of an item as they are to be: kept by their names, those that are gone archived.

What was archived comes back as what it was: an item keeps few options that ever were, of which a
guest's choice in a button is made.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update

from catalog.menu.menu_models import item_options, option_groups
from catalog.menu.option_text import GroupWanted, OptionWanted
from database.inserting import insert_alike, insert_row

Rows = dict[str, Row[*tuple[Any, ...]]]


def put_groups(
    connection: Connection, item_id: int, groups: Sequence[GroupWanted], now: datetime
) -> None:
    """From now on these are chosen from."""
    there = _by_name(connection, option_groups, option_groups.c.item_id == item_id)
    for position, group in enumerate(groups):
        row = there.pop(group.name.casefold(), None)
        if row is None:
            _add(connection, item_id, group, position)
        else:
            _change(connection, option_groups, row, _group_values(group, position))
            _put_options(connection, row.id, group.options, now)
    _archive(connection, option_groups, there, now)


def add_groups(connection: Connection, item_id: int, groups: Sequence[GroupWanted]) -> None:
    """Likewise of a new item, which had none."""
    for position, group in enumerate(groups):
        _add(connection, item_id, group, position)


def _add(connection: Connection, item_id: int, group: GroupWanted, position: int) -> None:
    values = _group_values(group, position)
    group_id = insert_row(connection, option_groups, item_id=item_id, **values)
    rows = [
        {"group_id": group_id, **_option_values(option, place)}
        for place, option in enumerate(group.options)
    ]
    insert_alike(connection, item_options, rows)


def _put_options(
    connection: Connection, group_id: int, options: Sequence[OptionWanted], now: datetime
) -> None:
    there = _by_name(connection, item_options, item_options.c.group_id == group_id)
    for position, option in enumerate(options):
        values = _option_values(option, position)
        row = there.pop(option.name.casefold(), None)
        if row is None:
            insert_row(connection, item_options, group_id=group_id, **values)
        else:
            _change(connection, item_options, row, values)
    _archive(connection, item_options, there, now)


def _group_values(group: GroupWanted, position: int) -> dict[str, Any]:
    return {
        "name": group.name,
        "least": group.least,
        "most": group.most,
        "position": position,
        "archived_at": None,
    }


def _option_values(option: OptionWanted, position: int) -> dict[str, Any]:
    return {
        "name": option.name,
        "price_difference": option.price_difference,
        "is_default": option.is_default,
        "position": position,
        "archived_at": None,
    }


def _by_name(connection: Connection, table: Table, whose: Any) -> Rows:
    """Those that stand before those that are archived, should two have one name."""
    query = select(table).where(whose).order_by(table.c.archived_at.is_(None), table.c.id)
    return {row.name.casefold(): row for row in connection.execute(query)}


def _change(
    connection: Connection, table: Table, row: Row[*tuple[Any, ...]], values: dict[str, Any]
) -> None:
    if any(getattr(row, name) != value for name, value in values.items()):
        connection.execute(update(table).where(table.c.id == row.id).values(**values))


def _archive(connection: Connection, table: Table, rows: Rows, now: datetime) -> None:
    gone = [row.id for row in rows.values() if row.archived_at is None]
    if gone:
        left = update(table).where(table.c.id.in_(gone))
        connection.execute(left.values(archived_at=now))
