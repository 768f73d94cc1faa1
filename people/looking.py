"""Whoever runs the market and is shown who somebody is leaves a trace: each look is recorded and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from database import ageing
from people.look_models import looks
from people.models import people


class Place(StrEnum):
    """On what kind of page somebody was seen."""

    PERSON = "person"
    ORDER = "order"
    TALK = "talk"
    REFUND = "refund"
    DISPUTE = "dispute"
    CLAIM = "claim"
    COMPLAINT = "complaint"
    CONVERSATION = "conversation"
    REVIEW = "review"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Look:
    """Who was seen where; `subject_id` is the number of the order, the refund and so on."""

    person_id: int
    place: Place
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class LookLine:
    """A look as it is listed."""

    id: int
    operator: str
    person_id: int
    person: str
    place: Place
    subject_id: int | None
    at: datetime


def record(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    operator_id: int,
    person_id: int,
    where: Place,
    now: datetime,
    subject_id: int | None = None,
) -> None:
    """Somebody who runs the market was shown a person; nobody looks at themselves."""
    record_all(connection, operator_id, [Look(person_id, where, subject_id)], now)


def record_all(
    connection: Connection, operator_id: int, seen: Sequence[Look], now: datetime
) -> None:
    """Likewise everybody on a page, each once."""
    rows = [
        {
            "operator_id": operator_id,
            "person_id": each.person_id,
            "place": each.place,
            "subject_id": each.subject_id,
            "at": now,
        }
        for each in dict.fromkeys(seen)
        if each.person_id != operator_id
    ]
    if rows:
        connection.execute(insert(looks), rows)


def latest(
    connection: Connection, limit: int, before: int | None = None, person_id: int | None = None
) -> list[LookLine]:
    """All looks, or those at one person, the latest first."""
    who, whom = people.alias("who"), people.alias("whom")
    columns = (looks.c.id, who.c.name, looks.c.person_id, whom.c.name, looks.c.place)
    query = (
        select(*columns, looks.c.subject_id, looks.c.at)
        .join(who, who.c.id == looks.c.operator_id)
        .join(whom, whom.c.id == looks.c.person_id)
    )
    if before is not None:
        query = query.where(looks.c.id < before)
    if person_id is not None:
        query = query.where(looks.c.person_id == person_id)
    rows = connection.execute(query.order_by(looks.c.id.desc()).limit(limit))
    return [
        LookLine(id_, operator, person, name, Place(place), subject, at)
        for id_, operator, person, name, place, subject, at in rows
    ]


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some of the oldest from before a moment."""
    return ageing.front(connection, looks, looks.c.at, moment, limit)


def forget(connection: Connection, ids: Sequence[int], _moment: datetime) -> int:
    """They have been kept for long enough."""
    return ageing.drop(connection, looks, ids)
