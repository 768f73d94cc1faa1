"""The tables of a place: put up, named, taken away, and given a new code by its people."""

import re
import secrets
import string
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from catalog.changes import Change, Subject, record
from catalog.cleaning import clean
from catalog.errors import NumberOutOfRange, TextMissing, TextTooLong
from catalog.menu.menu_models import pickup_settings
from catalog.menu.owning import our_place
from catalog.menu.pickup import Pickup
from catalog.tables.errors import TableNameTaken, TableUnknown, TooManyTables
from catalog.tables.reading import DiningTable, table, tables_at
from catalog.tables.table_models import dining_tables
from database.inserting import insert_for

LONGEST_NAME = 20
MOST = 200
MOST_SEATS = 50
SEATS = 4
"""So many has a table of which nobody says otherwise."""

NAME, HOW_MANY = "table", "seats"
"""Its fields, as refusals name them."""

RANGE = re.compile(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})\Z")
TOKEN_LENGTH = 20
_LETTERS = string.ascii_letters + string.digits


def add(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection, location_id: int, names: str, seats: int, by: int, now: datetime
) -> list[int]:
    """A table of this name, or one for each number from 1-12; their ids."""
    place = our_place(connection, location_id, by)
    wanted = names_of(location_id, names)
    check_seats(location_id, seats)
    there = {each.name.casefold() for each in tables_at(connection, location_id)}
    if len(there) + len(wanted) > MOST:
        raise TooManyTables(location_id, MOST)
    for each in wanted:
        if each.casefold() in there:
            raise TableNameTaken(location_id, NAME, each)
    _ensure_kitchen(connection, location_id)
    return [
        _put_up(connection, (place.merchant_id, location_id), each, seats, by, now)
        for each in wanted
    ]


def _ensure_kitchen(connection: Connection, location_id: int) -> None:
    """What its kitchen does in ten minutes is as usual until somebody says so; nothing is picked up."""
    usual = {"location_id": location_id, **asdict(Pickup())}
    new = insert_for(connection, pickup_settings).values(**usual)
    connection.execute(new.on_conflict_do_nothing())


def _put_up(  # noqa: PLR0917 - likewise
    connection: Connection,
    where: tuple[int, int],
    name: str,
    seats: int,
    by: int | None,
    now: datetime,
) -> int:
    merchant_id, location_id = where
    made = insert(dining_tables).values(
        merchant_id=merchant_id,
        location_id=location_id,
        name=name,
        seats=seats,
        token=new_token(),
    )
    table_id = connection.execute(made.returning(dining_tables.c.id)).scalar_one()
    after = {"name": name, "seats": seats}
    record(connection, Change(merchant_id, by, Subject.TABLE, table_id, {}, after), now)
    return table_id


def change(  # noqa: PLR0917 - likewise
    connection: Connection, table_id: int, name: str, seats: int, by: int, now: datetime
) -> None:
    """What is written on it, and for how many it is."""
    found = _ours(connection, table_id, by)
    new = {"name": name_of(found.location_id, name), "seats": seats}
    check_seats(found.location_id, seats)
    others = (
        each.name.casefold()
        for each in tables_at(connection, found.location_id)
        if each.id != table_id
    )
    if str(new["name"]).casefold() in others:
        raise TableNameTaken(found.location_id, NAME, str(new["name"]))
    _set(connection, found, {"name": found.name, "seats": found.seats}, new, by, now)


def renew_link(connection: Connection, table_id: int, by: int, now: datetime) -> None:
    """Its code is another one from now on; whoever kept a picture of the old one gets nowhere."""
    found = _ours(connection, table_id, by)
    change = update(dining_tables).where(dining_tables.c.id == table_id)
    connection.execute(change.values(token=new_token()))
    about = (found.merchant_id, by, Subject.TABLE, table_id)
    record(connection, Change(*about, {}, {"code": found.name}), now)


def take_away(connection: Connection, table_id: int, by: int, now: datetime) -> None:
    """Nobody sits down there any more; what was ordered there stays."""
    found = _ours(connection, table_id, by)
    gone = update(dining_tables).where(dining_tables.c.id == table_id)
    connection.execute(gone.values(archived_at=now))
    about = (found.merchant_id, by, Subject.TABLE, table_id)
    record(connection, Change(*about, {"name": found.name, "seats": found.seats}, {}), now)


def names_of(location_id: int, text: str) -> list[str]:
    """One name, or the numbers of a range."""
    span = RANGE.match(text.strip())
    if span is None:
        return [name_of(location_id, text)]
    first, last = sorted(map(int, span.groups()))
    return [str(number) for number in range(first, last + 1)]


def name_of(location_id: int, text: str) -> str:
    """As it will be shown; raises what is wrong with it."""
    name = clean(text, 8 * LONGEST_NAME)
    if not name:
        raise TextMissing(location_id, NAME)
    if len(name) > LONGEST_NAME:
        raise TextTooLong(location_id, NAME, LONGEST_NAME)
    return name


def check_seats(location_id: int, seats: int) -> None:
    if not 1 <= seats <= MOST_SEATS:
        raise NumberOutOfRange(location_id, HOW_MANY, 1, MOST_SEATS)


def new_token() -> str:
    """Letters and digits: 119 bits that nobody guesses."""
    return "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LENGTH))


def _ours(connection: Connection, table_id: int, by: int) -> DiningTable:
    """Read again behind the lock, so that what a colleague changed meanwhile counts."""
    found = table(connection, table_id)
    if found is None:
        raise TableUnknown(table_id)
    our_place(connection, found.location_id, by)
    again = table(connection, table_id)
    if again is None:
        raise TableUnknown(table_id)
    return again


def _set(  # noqa: PLR0917 - before and after
    connection: Connection,
    found: DiningTable,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: int,
    now: datetime,
) -> None:
    new = {name: value for name, value in after.items() if before[name] != value}
    if not new:
        return
    connection.execute(update(dining_tables).where(dining_tables.c.id == found.id).values(**new))
    old = {name: before[name] for name in new}
    record(connection, Change(found.merchant_id, by, Subject.TABLE, found.id, old, new), now)
