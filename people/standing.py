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


def is_kept(connection: Connection, person_id: int) -> bool:
    return connection.execute(keeping(), {"person": person_id}).first() is not None


@cache
def keeping() -> Select[*tuple[Any, ...]]:
    query = select(people.c.id).where(
        people.c.id == bindparam("person"), people.c.forgotten_at.is_(None)
    )
    return query.with_for_update(read=True, key_share=True)
