"""How people come into the console: a link signs in once, its session lives until somebody ends it."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from people import standing
from people.errors import SignInExpired
from people.queries import Known, known
from people.session_models import sessions, sign_in_links

LINK = timedelta(minutes=10)
SESSION = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is kept when a session was used last."""
LONGEST_BROWSER = 200


@dataclass(frozen=True, slots=True)
class Session:
    """A session with its person and their roles of this moment."""

    id: int
    person: Known
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SessionView:
    """One of a person's sessions, to tell it from others."""

    id: int
    browser: str
    began_at: datetime
    seen_at: datetime


def make_link(connection: Connection, person_id: int, now: datetime) -> str:
    """The token of a link that signs the person in, once and soon."""
    standing.keep(connection, person_id)
    token = secrets.token_urlsafe(32)
    row = {"token_hash": _hashed(token), "person_id": person_id, "expires_at": now + LINK}
    connection.execute(insert(sign_in_links).values(**row))
    return token


def make_link_with(connection: Connection, person_id: int, key: bytes, now: datetime) -> str:
    """The mark of a link that signs the person in: with the key, which no database has, its token.

    So the mark may be written down, where the token may not.
    """
    standing.keep(connection, person_id)
    mark = secrets.token_hex(8)
    row = {
        "token_hash": _hashed(token_of(key, person_id, mark)),
        "person_id": person_id,
        "expires_at": now + LINK,
    }
    connection.execute(insert(sign_in_links).values(**row))
    return mark


def token_of(key: bytes, person_id: int, mark: str) -> str:
    """The token of a link that `make_link_with` made for the person."""
    made_of = f"console {person_id} {mark}".encode()
    return hmac.new(key, made_of, sha256).hexdigest()


def is_good(connection: Connection, token: str, now: datetime) -> bool:
    """Whether a press would sign in; nothing changes."""
    query = select(sign_in_links.c.id).where(
        sign_in_links.c.token_hash == _hashed(token),
        sign_in_links.c.used_at.is_(None),
        sign_in_links.c.expires_at > now,
    )
    return connection.execute(query).first() is not None


def sign_in(connection: Connection, token: str, browser: str, now: datetime) -> str:
    """Uses the link up: the token of a new session; `SignInExpired` for a dead link."""
    used = update(sign_in_links).where(
        sign_in_links.c.token_hash == _hashed(token),
        sign_in_links.c.used_at.is_(None),
        sign_in_links.c.expires_at > now,
    )
    person_id = connection.execute(
        used.values(used_at=now).returning(sign_in_links.c.person_id)
    ).scalar_one_or_none()
    if person_id is None:
        raise SignInExpired
    return begin(connection, person_id, browser, now)


def begin(connection: Connection, person_id: int, browser: str, now: datetime) -> str:
    """The token of a session for a person whom a channel or a link has proved."""
    standing.keep(connection, person_id)
    token = secrets.token_urlsafe(32)
    row = {
        "token_hash": _hashed(token),
        "person_id": person_id,
        "browser": browser[:LONGEST_BROWSER],
        "began_at": now,
        "seen_at": now,
        "expires_at": now + SESSION,
    }
    connection.execute(insert(sessions).values(**row))
    return token


def session(connection: Connection, token: str, now: datetime) -> Session | None:
    """Whose browser it is; None for a session that is over."""
    given = {"token": _hashed(token), "now": now}
    row = connection.execute(_living(), given).one_or_none()
    return None if row is None else Session(row.id, known(connection, row.person_id), row.seen_at)


def seen(connection: Connection, found: Session, now: datetime) -> None:
    """Keeps roughly when it was used last."""
    if now - found.seen_at >= SEEN_EVERY:
        here = sessions.c.id == found.id
        connection.execute(update(sessions).where(here).values(seen_at=now))


def sessions_of(connection: Connection, person_id: int, now: datetime) -> list[SessionView]:
    """A person's living sessions, the last used first."""
    query = select(sessions.c.id, sessions.c.browser, sessions.c.began_at, sessions.c.seen_at)
    living = query.where(
        sessions.c.person_id == person_id,
        sessions.c.ended_at.is_(None),
        sessions.c.expires_at > now,
    )
    rows = connection.execute(living.order_by(sessions.c.seen_at.desc(), sessions.c.id.desc()))
    return [SessionView(*row) for row in rows]


def end(connection: Connection, session_id: int, person_id: int, now: datetime) -> bool:
    """Signs one of their own browsers out; says whether it was signed in."""
    mine = update(sessions).where(
        sessions.c.id == session_id,
        sessions.c.person_id == person_id,
        sessions.c.ended_at.is_(None),
    )
    return connection.execute(mine.values(ended_at=now)).rowcount == 1


@cache
def _living() -> Select[*tuple[Any, ...]]:
    return select(sessions.c.id, sessions.c.person_id, sessions.c.seen_at).where(
        sessions.c.token_hash == bindparam("token"),
        sessions.c.ended_at.is_(None),
        sessions.c.expires_at > bindparam("now"),
    )


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
