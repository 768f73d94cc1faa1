"""Searches that outlive a tap: what a guest looked for is a row that buttons refer to by its id."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Row, Select, bindparam, delete, insert, select
from sqlalchemy.sql.dml import ReturningInsert

from catalog.categories import known_category
from catalog.errors import SearchUnknown
from catalog.looking import WIDEST, Looking, Preferred, Sort
from catalog.models import searches
from database import ageing
from database.point import Point

LONGEST_WORDS = 300
MOST_KEPT = 200
"""Searches of one person, the latest: a button under an older one asks to look anew."""


def remember(connection: Connection, person_id: int, looking: Looking, now: datetime) -> int:
    """Store a search of this person; the id stands for it from now on."""
    row = {
        "person_id": person_id,
        "words": looking.words[:LONGEST_WORDS],
        "category": looking.category,
        "latitude": looking.point.latitude if looking.point else None,
        "longitude": looking.point.longitude if looking.point else None,
        "place": looking.place,
        "open_now": looking.open_now,
        "bookable_only": looking.bookable_only,
        "price_to": looking.price_to,
        "sort": looking.sort,
        "first_day": looking.preferred.first_day,
        "last_day": looking.preferred.last_day,
        "minute_from": looking.preferred.minute_from,
        "minute_to": looking.preferred.minute_to,
        "party": looking.preferred.party,
        "giver": looking.preferred.giver,
        "radius": looking.radius if looking.radius < WIDEST else None,
        "made_at": now,
    }
    search_id = connection.execute(_remembering(), row).scalar_one()
    forget_older(connection, person_id)
    return search_id


@cache
def _remembering() -> ReturningInsert[int]:
    return insert(searches).returning(searches.c.id)


def forget_older(connection: Connection, person_id: int) -> None:
    connection.execute(_forgetting(), {"person": person_id})


@cache
def _forgetting() -> Delete:
    theirs = searches.c.person_id == bindparam("person")
    beyond = select(searches.c.id).where(theirs).order_by(searches.c.id.desc())
    last = beyond.offset(MOST_KEPT).limit(1).scalar_subquery()
    return delete(searches).where(theirs, searches.c.id <= last)


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some of the oldest searches from before a moment."""
    return ageing.front(connection, searches, searches.c.made_at, moment, limit)


def forget(connection: Connection, ids: Sequence[int], _moment: datetime) -> int:
    """A button under one of them asks to look anew."""
    return ageing.drop(connection, searches, ids)


def recall(connection: Connection, search_id: int, person_id: int) -> Looking:
    """What this person looked for. Raises SearchUnknown for nobody's or somebody else's search."""
    given = {"search": search_id, "person": person_id}
    row = connection.execute(recalling(), given).one_or_none()
    if row is None:
        raise SearchUnknown(search_id)
    return looking_of(row)


@cache
def recalling() -> Select[*tuple[Any, ...]]:
    theirs = (searches.c.id == bindparam("search"), searches.c.person_id == bindparam("person"))
    return select(searches).where(*theirs)


def looking_of(row: Row[*tuple[Any, ...]]) -> Looking:
    located = row.latitude is not None and row.longitude is not None
    return Looking(
        point=Point(row.latitude, row.longitude) if located else None,
        words=row.words,
        category=known_category(row.category) if row.category else None,
        open_now=row.open_now,
        bookable_only=row.bookable_only,
        price_to=row.price_to,
        sort=Sort(row.sort),
        radius=row.radius or WIDEST,
        place=row.place,
        preferred=Preferred(
            first_day=row.first_day,
            last_day=row.last_day,
            minute_from=row.minute_from,
            minute_to=row.minute_to,
            party=row.party,
            giver=row.giver,
        ),
    )


def refine(
    connection: Connection, search_id: int, person_id: int, now: datetime, **changes: Any
) -> int:
    """The same search but for some fields of Looking, as a search of its own.

    The old one stays, so that an older message's buttons still mean what they say.
    """
    looking = replace(recall(connection, search_id, person_id), **changes)
    return remember(connection, person_id, looking, now)


def last_place(connection: Connection, person_id: int) -> tuple[Point, str | None] | None:
    """Where this person looked last, and its name if it was typed."""
    row = connection.execute(_last_place(), {"person": person_id}).one_or_none()
    if row is None or row.latitude is None or row.longitude is None:
        return None
    return Point(row.latitude, row.longitude), row.place


@cache
def _last_place() -> Select[float | None, float | None, str | None]:
    return (
        select(searches.c.latitude, searches.c.longitude, searches.c.place)
        .where(searches.c.person_id == bindparam("person"), searches.c.latitude.is_not(None))
        .order_by(searches.c.id.desc())
        .limit(1)
    )
