"""A person's own choice of language outlives what the channel says."""

from sqlalchemy import Connection, update

from people.models import people


def choose_locale(connection: Connection, person_id: int, locale: str) -> None:
    """From now on the person is spoken to in this language."""
    connection.execute(
        update(people).where(people.c.id == person_id).values(locale=locale, locale_chosen=True)
    )
