"""A person leaves for good: what can go goes at once, what must stay names nobody any more."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from database.outbox_table import outbox
from people.models import people
from people.privacy import Fate, Holding, Register


def forget(connection: Connection, person_id: int, register: Register, now: datetime) -> bool:
    """Erases and blanks as declared, and drops news still on its way; False if it was done before.

    The register's hindrances refuse first: `LiveVouchers` while something booked or paid is open.
    What the person does at the same moment is waited for, or finds nobody (`people.standing`).
    Whoever comes back afterwards is somebody new.
    """
    alone(connection, person_id)
    gone = connection.execute(
        update(people)
        .where(people.c.id == person_id, people.c.forgotten_at.is_(None))
        .values(forgotten_at=now)
    )
    if gone.rowcount == 0:
        return False
    for hinders in register.hindrances:
        hinders(connection, person_id, now)
    for takes_leave in register.farewells:
        takes_leave(connection, person_id, now)
    for holding in register.holdings:
        _forget(connection, person_id, holding)
    connection.execute(
        delete(outbox).where(
            outbox.c.finished_at.is_(None), outbox.c.payload["person"].as_integer() == person_id
        )
    )
    return True


def alone(connection: Connection, person_id: int) -> None:
    """An update of the row would let others go on to refer to it."""
    connection.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


def _forget(connection: Connection, person_id: int, holding: Holding) -> None:
    theirs = holding.of(person_id)
    if holding.fate is Fate.ERASED:
        connection.execute(delete(holding.table).where(theirs))
    elif holding.fate is Fate.BLANKED:
        connection.execute(update(holding.table).where(theirs).values(**holding.blanks))
