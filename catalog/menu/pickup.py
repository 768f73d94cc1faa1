"""Whether and how a place hands over what was ordered for later: read, and set by its people."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import Connection, select

from catalog import durations
from catalog.changes import Change, Subject, record
from catalog.errors import NumberOutOfRange, NumberUnreadable
from catalog.menu import delivering
from catalog.menu.menu_models import pickup_settings
from catalog.menu.owning import our_place
from catalog.typed_values import percent, whole
from database.inserting import upsert


@dataclass(frozen=True, slots=True)
class Pickup:
    """How a place does it; until somebody says so, it does not."""

    active: bool = False
    items_per_window: int = 10
    lead_minutes: int = 10
    cancel_free_minutes: int = 0
    prepaid_percent: int = 100
    table_prepaid_percent: int = 100
    most_unpaid: int = 20
    collections_per_window: int = 0


class PickupField(StrEnum):
    """What is asked for by a number."""

    ITEMS = "kitchen"
    LEAD = "ready-in"
    CANCEL_FREE = "call-off"
    PREPAID = "ahead"
    TABLE_PREPAID = "table-ahead"
    MOST_UNPAID = "unpaid"
    COLLECTIONS = "collected"


MINUTES = frozenset({PickupField.LEAD, PickupField.CANCEL_FREE})
"""What is a length of time; of the others, two are percentages."""

PERCENT = frozenset({PickupField.PREPAID, PickupField.TABLE_PREPAID})


COLUMNS: Mapping[PickupField, tuple[str, int, int]] = MappingProxyType(
    {
        PickupField.ITEMS: ("items_per_window", 1, 1000),
        PickupField.LEAD: ("lead_minutes", 0, 1440),
        PickupField.CANCEL_FREE: ("cancel_free_minutes", 0, 1440),
        PickupField.PREPAID: ("prepaid_percent", 0, 100),
        PickupField.TABLE_PREPAID: ("table_prepaid_percent", 0, 100),
        PickupField.MOST_UNPAID: ("most_unpaid", 1, 1000),
        PickupField.COLLECTIONS: ("collections_per_window", 0, 1000),
    }
)
"""Where each stands, the least and the most that it may be."""


def pickup_of(connection: Connection, location_id: int) -> Pickup:
    """As it is set at a location."""
    here = pickup_settings.c.location_id == location_id
    row = connection.execute(select(pickup_settings).where(here)).one_or_none()
    if row is None:
        return Pickup()
    return Pickup(**{each.name: getattr(row, each.name) for each in fields(Pickup)})


def fields_of(connection: Connection, location_id: int) -> list[PickupField]:
    """What is asked for there: how much is collected from guests only where anything is."""
    collects = delivering.setting_of(connection, location_id).collects
    return [each for each in PickupField if collects or each is not PickupField.COLLECTIONS]


def value_of(location_id: int, field: PickupField, text: str) -> int:
    """What was typed of it; raises NumberUnreadable."""
    read = durations.minutes if field in MINUTES else percent if field in PERCENT else whole
    value = read(text)
    if value is None:
        raise NumberUnreadable(location_id, field)
    return value


def set_active(
    connection: Connection, location_id: int, by: int, now: datetime, *, active: bool
) -> None:
    """Whether guests may order there to pick up."""
    _put(connection, location_id, {"active": active}, by, now)


def set_number(
    connection: Connection,
    location_id: int,
    values: Mapping[PickupField, int],
    by: int,
    now: datetime,
) -> None:
    """Raises NumberOutOfRange for the first that cannot be."""
    for field, value in values.items():
        _column, least, most = COLUMNS[field]
        if not least <= value <= most:
            raise NumberOutOfRange(location_id, field, least, most)
    columns = {COLUMNS[field][0]: value for field, value in values.items()}
    _put(connection, location_id, columns, by, now)


def _put(
    connection: Connection, location_id: int, values: Mapping[str, int], by: int, now: datetime
) -> None:
    place = our_place(connection, location_id, by)
    before = asdict(pickup_of(connection, location_id))
    new = {name: value for name, value in values.items() if before[name] != value}
    if not new:
        return
    upsert(connection, pickup_settings, {"location_id": location_id}, {**before, **new})
    old = {name: before[name] for name in new}
    about = Change(place.merchant_id, by, Subject.PICKUP, location_id, old, new)
    record(connection, about, now)
