"""What may be chosen of items: groups of options, those that are offered and all that ever were."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from catalog.menu.menu_models import item_options, option_groups


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that may be chosen; a difference of price in minor units."""

    id: int
    group_id: int
    name: str
    price_difference: int
    is_default: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A choice to make: at least `least` of its options, at most `most`."""

    id: int
    name: str
    least: int
    most: int
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Of one item: the groups that are offered, and every option that it ever had."""

    groups: tuple[Group, ...] = ()
    option_ids: tuple[int, ...] = ()


def choices_of(connection: Connection, item_ids: Sequence[int]) -> Mapping[int, Choices]:
    """By item; of one without options, none."""
    found: dict[int, Choices] = defaultdict(Choices)
    if not item_ids:
        return found
    by_item: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in connection.execute(_options_of(), {"items": list(item_ids)}):
        by_item[row.item_id].append(row)
    for item_id, rows in by_item.items():
        found[item_id] = by_group(rows)
    return found


@cache
def _options_of() -> Select[*tuple[Any, ...]]:
    return (
        select(
            option_groups.c.item_id,
            option_groups.c.id.label("group_id"),
            option_groups.c.name.label("group"),
            option_groups.c.least,
            option_groups.c.most,
            option_groups.c.archived_at.label("group_archived_at"),
            item_options,
        )
        .join(item_options, item_options.c.group_id == option_groups.c.id)
        .where(option_groups.c.item_id.in_(bindparam("items", expanding=True)))
        .order_by(
            option_groups.c.position,
            option_groups.c.id,
            item_options.c.position,
            item_options.c.id,
        )
    )


def by_group(rows: Sequence[Row[*tuple[Any, ...]]]) -> Choices:
    groups: dict[int, Group] = {}
    for row in rows:
        if row.group_archived_at is not None or row.archived_at is not None:
            continue
        group = groups.get(row.group_id)
        before = () if group is None else group.options
        option = Option(row.id, row.group_id, row.name, row.price_difference, row.is_default)
        groups[row.group_id] = Group(
            row.group_id, row.group, row.least, row.most, (*before, option)
        )
    return Choices(tuple(groups.values()), tuple(sorted(row.id for row in rows)))
