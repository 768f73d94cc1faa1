"""Somebody whom no channel knows: who comes in or telephones, and leaves a name and nothing else."""

from datetime import datetime

from sqlalchemy import Connection, insert

from people.models import people
from people.naming import kept_name


def write_in(connection: Connection, name: str, locale: str, now: datetime) -> int:
    """A person without an identity; nothing can be sent to them."""
    new = {"name": kept_name(name), "locale": locale, "locale_chosen": False}
    written = insert(people).values(**new, created_at=now, written_in_at=now)
    made = connection.execute(written.returning(people.c.id))
    return made.scalar_one()
