"""What brought a person: tracked links and buttons, and the last one opened before an order."""

import secrets
import string
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Connection, Select, bindparam, insert, select

from database import ageing
from database.metadata import Identity
from promotions.models import sources, visits

WINDOW = timedelta(days=7)
"""An order belongs to the last tracked link or button of so many days before it."""

_TOKEN_LENGTH = 8
_LETTERS = string.ascii_letters + string.digits


def make_source(connection: Connection, kind: str, label: str, now: datetime) -> str:
    """A new tracked source; its token travels in links and buttons. Kinds: see SourceColumns."""
    token = "".join(secrets.choice(_LETTERS) for _ in range(_TOKEN_LENGTH))
    connection.execute(insert(sources).values(token=token, kind=kind, label=label, created_at=now))
    return token


def visit(connection: Connection, person_id: int, token: str, now: datetime) -> int | None:
    """Notes that a person opened a tracked link or button: which; None for a token of nobody's."""
    source_id = connection.execute(
        select(sources.c.id).where(sources.c.token == token)
    ).scalar_one_or_none()
    if source_id is None:
        return None
    connection.execute(insert(visits).values(person_id=person_id, source_id=source_id, at=now))
    return source_id


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some of the oldest visits from before a moment."""
    return ageing.front(connection, visits, visits.c.at, moment, limit)


def forget(connection: Connection, ids: Sequence[int], _moment: datetime) -> int:
    """Orders keep what brought them; who only opened a campaign is counted no more."""
    return ageing.drop(connection, visits, ids)


def source_of(connection: Connection, person_id: int, now: datetime) -> int | None:
    """The source that an order of this person, made now, belongs to."""
    given = {"person": person_id, **lately(now)}
    return connection.execute(asking(), given).scalar_one_or_none()


def lately(now: datetime) -> dict[str, datetime]:
    """What `bringing` is asked with."""
    return {"since": now - WINDOW, "now": now}


@cache
def asking() -> Select[int]:
    return bringing(bindparam("person", type_=Identity))


def bringing(person: ColumnElement[int]) -> Select[int]:
    """The same within a statement that finds the person."""
    within = visits.c.at.between(bindparam("since"), bindparam("now"))
    return (
        select(visits.c.source_id)
        .where(visits.c.person_id == person, within, visits.c.at > bindparam("since"))
        .order_by(visits.c.at.desc(), visits.c.id.desc())
        .limit(1)
    )
