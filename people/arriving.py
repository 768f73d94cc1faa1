"""Somebody turns up on a channel: recognise them, welcome them, note what changed about them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Insert, delete, insert, or_, update
from sqlalchemy.sql.dml import ReturningInsert

from database.inserting import insert_into
from people import standing
from people.models import identities, people
from people.naming import kept_name
from people.queries import Known, known_by_channel, known_of


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What a channel tells of whoever is there; `locale` is one that we speak."""

    channel: str
    user: str
    chat: str
    name: str
    username: str | None
    locale: str


def recognise(connection: Connection, channel: str, user: str) -> Known | None:
    """The person behind a channel's user, with their rights as of now."""
    given = {"channel": channel, "user": user}
    return known_of(connection.execute(known_by_channel(), given).all())


def still_here(connection: Connection, channel: str, user: str) -> Known | None:
    """Likewise, and nobody forgets them until the transaction ends."""
    known = recognise(connection, channel, user)
    return known if known is not None and standing.is_kept(connection, known.id) else None


def welcome(connection: Connection, newcomer: Newcomer, now: datetime) -> Known:
    """Makes a person of a newcomer; two first messages at once make one person."""
    person = {
        "name": kept_name(newcomer.name),
        "locale": newcomer.locale,
        "locale_chosen": False,
        "created_at": now,
    }
    person_id = connection.execute(_making(), person).scalar_one()
    if not _identify(connection, person_id, newcomer):
        connection.execute(delete(people).where(people.c.id == person_id))
    found = recognise(connection, newcomer.channel, newcomer.user)
    assert found is not None
    return found


def _identify(connection: Connection, person_id: int, newcomer: Newcomer) -> bool:
    identity = {
        "person_id": person_id,
        "channel": newcomer.channel,
        "channel_user": newcomer.user,
        "chat": newcomer.chat,
        "username": newcomer.username,
    }
    return connection.execute(_identifying(connection.dialect.name), identity).rowcount == 1


@cache
def _making() -> ReturningInsert[int]:
    return insert(people).returning(people.c.id)


@cache
def _identifying(dialect: str) -> Insert:
    new = insert_into(identities, dialect)
    return new.on_conflict_do_nothing(index_elements=["channel", "channel_user"])


def differs(known: Known, newcomer: Newcomer) -> bool:
    """Whether a refresh would change anything: asked before each turn, so that most write nothing."""
    return (
        known.name != kept_name(newcomer.name)
        or known.username != newcomer.username
        or known.chat != newcomer.chat
        or known.unreachable
        or (known.locale != newcomer.locale and not known.locale_chosen)
    )


def refresh(connection: Connection, known: Known, newcomer: Newcomer, now: datetime) -> bool:
    """Takes over a changed name, username, chat or language; says whether anything changed.

    Whoever writes is reachable again. A language that the person chose stays.
    """
    del now
    if not differs(known, newcomer):
        return False
    locale = known.locale if known.locale_chosen else newcomer.locale
    connection.execute(
        update(people)
        .where(
            people.c.id == known.id,
            people.c.forgotten_at.is_(None),
            or_(people.c.locale_chosen.is_(False), people.c.locale == locale),
        )
        .values(name=kept_name(newcomer.name), locale=locale)
    )
    connection.execute(
        update(identities)
        .where(identities.c.channel == newcomer.channel, identities.c.channel_user == newcomer.user)
        .values(chat=newcomer.chat, username=newcomer.username, unreachable_since=None)
    )
    return True
