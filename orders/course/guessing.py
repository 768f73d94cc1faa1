"""Wrong codes are counted: whoever tries many waits, and operators hear when many are tried.

A code cannot be guessed by trying (50 random bits); this keeps anybody from trying all the same,
and lets a market know that somebody does.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from database.outbox import put_all
from orders.course.guessing_models import code_tries
from orders.errors import TooManyCodes
from orders.notices import to_operators

WINDOW = timedelta(minutes=10)
TRIES = 10
"""Wrong codes of one person within the window; after them they wait for its end."""

TRIES_OF_STAFF = 30
"""Whoever stands at a counter types what many guests read out."""

ALARM = 100
"""Wrong codes of everybody within the window, at which operators are told, once."""


def check(connection: Connection, person_id: int, now: datetime, *, staff: bool) -> None:
    """TooManyCodes while the person has to wait, whether the next code is right or wrong."""
    most = TRIES_OF_STAFF if staff else TRIES
    latest = (
        select(code_tries.c.at)
        .where(code_tries.c.person_id == person_id, code_tries.c.at > now - WINDOW)
        .order_by(code_tries.c.at.desc())
        .offset(most - 1)
        .limit(1)
    )
    first = connection.execute(latest).scalar_one_or_none()
    if first is not None:
        raise TooManyCodes(first + WINDOW)


def note(connection: Connection, person_id: int, now: datetime) -> None:
    """One more wrong code of this person; what is older than the window counts no more."""
    connection.execute(delete(code_tries).where(code_tries.c.at <= now - WINDOW))
    connection.execute(insert(code_tries).values(person_id=person_id, at=now))
    tries = connection.execute(select(func.count()).select_from(code_tries)).scalar_one()
    if tries >= ALARM:
        put_all(connection, to_operators(connection, "code_guessing", window(now)), now)


def window(now: datetime) -> int:
    """The stretch of time in which there is one alarm."""
    return int(now.timestamp() // WINDOW.total_seconds())
