"""A person who acts stays one of us until it is done: nobody is forgotten in between."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from people.errors import Forgotten
from people.models import people


def keep(connection: Connection, person_id: int) -> None:
    """Until the transaction ends the person is not forgotten; `Forgotten` where they are already.

    For whatever makes something of theirs. Forgetting takes the row for itself alone, so that of
    the two the second sees what the first did. On SQLite the transaction itself keeps others out.
    """
    if not is_kept(connection, person_id):
        raise Forgotten(person_id)


def keep_alone(connection: Connection, person_id: int) -> None:
    """Likewise, and whoever else counts what this person has waits until the transaction ends.

    For what they have so far decides what they may have more. Taken before any other row of
    theirs, so that two transactions never wait for each other; who only points to them is free.
    """
    if connection.execute(keeping_alone(), {"person": person_id}).first() is None:
        raise Forgotten(person_id)


def is_kept(connection: Connection, person_id: int) -> bool:
    return connection.execute(keeping(), {"person": person_id}).first() is not None


@cache
def keeping() -> Select[*tuple[Any, ...]]:
    return standing().with_for_update(read=True, key_share=True)


@cache
def keeping_alone() -> Select[*tuple[Any, ...]]:
    return standing().with_for_update(key_share=True)


def standing() -> Select[*tuple[Any, ...]]:
    return select(people.c.id).where(
        people.c.id == bindparam("person"), people.c.forgotten_at.is_(None)
    )
