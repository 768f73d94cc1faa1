"""Who is meant by a name or @username, for operators who are asked for help."""

from sqlalchemy import Connection, func, or_, select

from people.models import identities, people

MOST_WORDS = 8
"""Of a name; each is looked for in every name there is."""

LONGEST_NAME = 128
"""Channels know none that are longer."""


def by_username(connection: Connection, username: str) -> int | None:
    """The person with this username on some channel, its @ left out."""
    query = select(identities.c.person_id).where(
        func.lower(identities.c.username) == username.lower()
    )
    return connection.execute(query.limit(1)).scalar_one_or_none()


def by_name(connection: Connection, text: str, limit: int) -> list[int]:
    """People whose name holds every one of the words, however they begin, the latest first."""
    words = text[:LONGEST_NAME].split()[:MOST_WORDS]
    if not words:
        return []
    query = select(people.c.id).where(people.c.forgotten_at.is_(None))
    for word in words:
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        query = query.where(
            or_(*(people.c.name.contains(each, autoescape=True) for each in sorted(spellings)))
        )
    return list(connection.execute(query.order_by(people.c.id.desc()).limit(limit)).scalars())
