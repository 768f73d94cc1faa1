"""The addresses that a person keeps: said once, chosen with a press, changed and forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from database.point import Point
from people import standing
from people.address_models import addresses
from people.errors import AddressGone, TooManyAddresses
from people.limits import ADDRESSES_KEPT

LONGEST_TEXT = 200
LONGEST_NOTE = 140
LONGEST_LABEL = 40
OF_PERSON = addresses.c.person_id == bindparam("person")


@dataclass(frozen=True, slots=True)
class KeptAddress:
    """One of a person's own; `point` is None, or `text` empty, while it is still to be said."""

    id: int
    point: Point | None
    text: str
    note: str
    label: str
    used_at: datetime | None


def begin(
    connection: Connection,
    person_id: int,
    now: datetime,
    *,
    point: Point | None = None,
    text: str = "",
    for_guest: bool = False,
) -> int:
    """A new one by what is known of it first; one that was begun before and left goes.

    One `for_guest` is taken down by staff for whom they write in. TooManyAddresses where so many are
    kept already.
    """
    standing.keep_alone(connection, person_id)
    whose = {"person": person_id}
    connection.execute(_dropping_begun(), whose | {"guests": for_guest})
    if connection.execute(_counting(), whose).scalar_one() >= ADDRESSES_KEPT:
        raise TooManyAddresses(ADDRESSES_KEPT)
    said = {"text": text, "note": "", "label": "", "created_at": now, **_degrees(point)}
    made = {"person_id": person_id, "for_guest": for_guest, **said}
    return connection.execute(_adding(), made).scalar_one()


@cache
def _dropping_begun() -> Delete:
    begun = (_left(), addresses.c.for_guest == bindparam("guests"))
    return delete(addresses).where(OF_PERSON, *begun)


@cache
def _counting() -> Select[int]:
    own = (OF_PERSON, addresses.c.for_guest.is_(False))
    return select(func.count()).select_from(addresses).where(*own)


@cache
def _adding() -> ReturningInsert[int]:
    return insert(addresses).returning(addresses.c.id)


def locate(connection: Connection, person_id: int, address_id: int, point: Point) -> None:
    """Where it is on the map."""
    _change(connection, person_id, address_id, **_degrees(point))


def write(connection: Connection, person_id: int, address_id: int, text: str) -> None:
    """Its street, number and town, at most 200 characters."""
    _change(connection, person_id, address_id, text=text)


def note(connection: Connection, person_id: int, address_id: int, words: str) -> None:
    """What helps whoever comes: floor, door, bell; at most 140 characters."""
    _change(connection, person_id, address_id, note=words)


def label(connection: Connection, person_id: int, address_id: int, name: str) -> None:
    """How its person calls it; at most 40 characters."""
    _change(connection, person_id, address_id, label=name)


def choose(connection: Connection, person_id: int, address_id: int, now: datetime) -> None:
    """From now on it is the one meant, until another is chosen; AddressGone while half of it lacks."""
    complete = and_(
        addresses.c.latitude.is_not(None), addresses.c.text != "", addresses.c.for_guest.is_(False)
    )
    _change(connection, person_id, address_id, complete, used_at=now)


def drop(connection: Connection, person_id: int, address_id: int) -> None:
    """It is kept no more; what was ordered to it has its own copy."""
    standing.keep(connection, person_id)
    of_person(connection, person_id, address_id)
    connection.execute(delete(addresses).where(_of(person_id), addresses.c.id == address_id))


def hand_over(connection: Connection, staff_id: int, address_id: int) -> KeptAddress:
    """What staff took down for a guest goes to their booking, and is kept no more.

    AddressGone where half of it lacks, or another was begun since.
    """
    standing.keep_alone(connection, staff_id)
    address = of_person(connection, staff_id, address_id)
    theirs = (_of(staff_id), addresses.c.id == address_id, addresses.c.for_guest)
    taken = connection.execute(delete(addresses).where(*theirs)).rowcount
    if not taken or address.point is None or not address.text:
        raise AddressGone(address_id)
    return address


def unfinished(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Begun before a moment and never chosen."""
    query = select(addresses.c.id).where(addresses.c.created_at < moment, _left())
    return connection.execute(query.order_by(addresses.c.created_at).limit(limit)).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    """Deletes those that nobody has chosen since; says how many."""
    old = (addresses.c.id.in_(ids), addresses.c.created_at < moment, _left())
    return connection.execute(delete(addresses).where(*old)).rowcount


def _left() -> ColumnElement[bool]:
    return addresses.c.used_at.is_(None)


def kept(connection: Connection, person_id: int) -> list[KeptAddress]:
    """All that are whole and were chosen once, the last chosen first."""
    return _views(connection.execute(_keeping(), {"person": person_id}).all())


@cache
def _keeping() -> Select[*tuple[Any, ...]]:
    order = (addresses.c.used_at.desc(), addresses.c.id.desc())
    return select(addresses).where(OF_PERSON, ~_left()).order_by(*order)


def current(connection: Connection, person_id: int) -> KeptAddress | None:
    """The one that was chosen last: where things go unless the person says otherwise."""
    return next(iter(kept(connection, person_id)), None)


def of_person(connection: Connection, person_id: int, address_id: int) -> KeptAddress:
    """One of theirs; AddressGone for what is not, or not any more."""
    query = select(addresses).where(_of(person_id), addresses.c.id == address_id)
    found = _views(connection.execute(query).all())
    if not found:
        raise AddressGone(address_id)
    return found[0]


def _change(
    connection: Connection,
    person_id: int,
    address_id: int,
    *still: ColumnElement[bool],
    **values: Any,
) -> None:
    standing.keep(connection, person_id)
    theirs = (_of(person_id), addresses.c.id == address_id, *still)
    if connection.execute(update(addresses).where(*theirs).values(**values)).rowcount == 0:
        raise AddressGone(address_id)


def _of(person_id: int) -> ColumnElement[bool]:
    return addresses.c.person_id == person_id


def _degrees(point: Point | None) -> dict[str, float | None]:
    if point is None:
        return {"latitude": None, "longitude": None}
    return {"latitude": point.latitude, "longitude": point.longitude}


def _views(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[KeptAddress]:
    return [
        KeptAddress(
            id=row.id,
            point=None if row.latitude is None else Point(row.latitude, row.longitude),
            text=row.text,
            note=row.note,
            label=row.label,
            used_at=row.used_at,
        )
        for row in rows
    ]
