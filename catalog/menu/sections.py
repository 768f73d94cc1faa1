"""The sections of a menu: made, named, ordered, served at hours of their own, taken off and put back."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from catalog.cleaning import clean
from catalog.errors import HoursUnreadable, TextMissing, TextTooLong
from catalog.menu.errors import MenuFull, SectionUnknown, ServedUnclear
from catalog.menu.menu_models import menu_sections
from catalog.menu.owning import (
    Owned,
    count,
    last_position,
    note,
    our_place,
    our_section,
    put,
    reorder,
)
from catalog.typed_hours import spans_typed
from catalog.weekly import DAY_MINUTES

LONGEST_NAME = 40
MOST = 40
NAME = "section"
HOURS = "served"
"""Its fields, as refusals name them."""

Served = tuple[int, int] | None
"""Minutes of the day between which it is served; None for the whole day."""


def begin(
    connection: Connection, location_id: int, name: str, by: int | None, now: datetime
) -> int:
    """A new section behind the others, served all day; its id."""
    place = our_place(connection, location_id, by)
    _check_room(connection, location_id, place.merchant_id)
    here = menu_sections.c.location_id == location_id
    values = {
        "merchant_id": place.merchant_id,
        "location_id": location_id,
        "name": name_of(0, name),
        "position": last_position(connection, menu_sections, here),
    }
    made = insert(menu_sections).values(**values).returning(menu_sections)
    row = connection.execute(made).one()
    note(connection, menu_sections, row, {}, {"name": row.name}, by, now)
    return int(row.id)


def rename(connection: Connection, section_id: int, name: str, by: int, now: datetime) -> None:
    row = _standing(connection, section_id, by)
    put(connection, menu_sections, row, {"name": name_of(section_id, name)}, by, now)


def set_hours(
    connection: Connection, section_id: int, served: Served, by: int | None, now: datetime
) -> bool:
    """Between which minutes of the day it is served, or all day; says whether that is new."""
    row = _standing(connection, section_id, by)
    begin_minute, end_minute = served or (None, None)
    values = {"from_minute": begin_minute, "until_minute": end_minute}
    return put(connection, menu_sections, row, values, by, now)


def move(connection: Connection, section_id: int, to: int, by: int, now: datetime) -> None:
    """To this place of the menu, counted from 0."""
    row = _standing(connection, section_id, by)
    was = reorder(connection, menu_sections, _of_place(connection, row.location_id), row.id, to)
    note(connection, menu_sections, row, {"position": was + 1}, {"position": to + 1}, by, now)


def take_off(connection: Connection, section_id: int, by: int, now: datetime) -> None:
    """It leaves the menu with everything in it."""
    row = our_section(connection, section_id, by)
    if row.archived_at is None:
        put(connection, menu_sections, row, {"archived_at": now}, by, now)


def put_back(connection: Connection, section_id: int, by: int | None, now: datetime) -> None:
    """One that was taken off, with what was in it, behind the others."""
    row = our_section(connection, section_id, by)
    if row.archived_at is None:
        return
    _check_room(connection, row.location_id, row.merchant_id)
    here = menu_sections.c.location_id == row.location_id
    last = last_position(connection, menu_sections, here)
    put(connection, menu_sections, row, {"archived_at": None, "position": last}, by, now)


def _check_room(connection: Connection, location_id: int, merchant_id: int) -> None:
    here = menu_sections.c.location_id == location_id
    if count(connection, menu_sections, here) >= MOST:
        raise MenuFull(merchant_id, MOST)


def name_of(section_id: int, text: str) -> str:
    """As it will be shown; raises what is wrong with it."""
    name = clean(text, 8 * LONGEST_NAME)
    if not name:
        raise TextMissing(section_id, NAME)
    if len(name) > LONGEST_NAME:
        raise TextTooLong(section_id, NAME, LONGEST_NAME)
    return name


def served_of(section_id: int, text: str) -> Served:
    """One span of a day as it is typed, `7-11:30`; nothing typed is the whole day."""
    if not text.strip():
        return None
    try:
        spans = spans_typed(text)
    except HoursUnreadable:
        raise ServedUnclear(section_id, HOURS) from None
    if len(spans) != 1:
        raise ServedUnclear(section_id, HOURS)
    span = spans[0]
    return None if span.closes - span.opens == DAY_MINUTES else (span.opens, span.closes)


def _standing(connection: Connection, section_id: int, by: int | None) -> Owned:
    row = our_section(connection, section_id, by)
    if row.archived_at is not None:
        raise SectionUnknown(section_id)
    return row


def _of_place(connection: Connection, location_id: int) -> list[int]:
    here = menu_sections.c.location_id == location_id
    query = select(menu_sections.c.id).where(here, menu_sections.c.archived_at.is_(None))
    ordered = query.order_by(menu_sections.c.position, menu_sections.c.id)
    return list(connection.execute(ordered).scalars())
