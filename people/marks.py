"""What a turn knows of a person, so short that a move can tell whether it has changed any of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, String, bindparam, cast, func, select

from database.nesting import nested
from people.models import identities, people, staff
from people.models import operators as appointed
from people.queries import Known


@dataclass(frozen=True, slots=True)
class Mark:
    """As long as a person's mark stays the same, all that a turn says of them does."""

    words: str
    roles: frozenset[tuple[Any, ...]]


def of(known: Known) -> Mark:
    """The mark of a person as they were read."""
    role = known.market_role or ""
    roles = frozenset((merchant, str(each)) for merchant, each in known.roles.items())
    return Mark(f"{known.id}/{role}/{known.locale}/{known.name}", roles)


def read(words: str | None, roles: Sequence[tuple[int, str]] | None) -> Mark | None:
    """Of what `reading` found; None for nobody."""
    return None if words is None else Mark(words, frozenset(map(tuple, roles or ())))


def reading() -> tuple[ScalarSelect[str], ScalarSelect[Any]]:
    """The mark of a `channel`'s `user`, in the words of a statement.

    Each select has one table, as SQLite's RETURNING names columns without theirs.
    """
    theirs = (
        identities.c.channel == bindparam("channel"),
        identities.c.channel_user == bindparam("user"),
    )
    person = select(identities.c.person_id).where(*theirs).scalar_subquery()
    market = select(appointed.c.role).where(appointed.c.person_id == person).scalar_subquery()
    words = select(
        cast(people.c.id, String)
        + "/"
        + func.coalesce(market, "")
        + "/"
        + people.c.locale
        + "/"
        + people.c.name
    ).where(people.c.id == person)
    theirs_at = nested(staff.c.merchant_id, staff.c.role)
    roles = select(theirs_at).where(staff.c.person_id == person)
    return words.scalar_subquery(), roles.scalar_subquery()
