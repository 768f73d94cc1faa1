"""One thing at a time for each person, where what they have so far decides what they may have more."""

from sqlalchemy import Connection, select

from people.models import people


def lock_person(connection: Connection, person_id: int) -> None:
    """Whoever else counts what this person has waits until the transaction ends.

    Taken before any other row of theirs, so that two transactions never wait for each other. On
    SQLite the transaction itself keeps others out. Rows that only point to the person are free.
    """
    query = select(people.c.id).where(people.c.id == person_id)
    connection.execute(query.with_for_update(key_share=True))
