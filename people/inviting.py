"""One-time links that make the person who opens them staff of a merchant, or an operator."""

import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from people import standing
from people.errors import InvitationExpired, InvitationUnknown, InvitationUsed
from people.limits import check_invitations
from people.models import identities, invitations, operators, staff

TOKEN_LENGTH = 20
_LETTERS = string.ascii_letters + string.digits
STAFF = "staff"
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an invitation makes of a person; `merchant_id` is None for an operator."""

    role: str
    merchant_id: int | None


def invite_staff(connection: Connection, merchant_id: int, now: datetime, days: int = 7) -> str:
    """The token of a new link; only its hash is kept, so it can be shown this once."""
    return _invite(connection, STAFF, merchant_id, now, days)


def invite_operator(connection: Connection, now: datetime, days: int = 7) -> str:
    """Likewise for somebody who will run the market."""
    return _invite(connection, OPERATOR, None, now, days)


def _invite(
    connection: Connection, role: str, merchant_id: int | None, now: datetime, days: int
) -> str:
    check_invitations(connection, merchant_id, now)
    token = "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LENGTH))
    connection.execute(
        insert(invitations).values(
            token_hash=_hashed(token),
            role=role,
            merchant_id=merchant_id,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    return token


def look(connection: Connection, token: str, person_id: int, now: datetime) -> Accepted:
    """What the link would make of the person; the refusals of `accept`, and nothing changes."""
    row = connection.execute(
        select(
            invitations.c.role,
            invitations.c.merchant_id,
            invitations.c.accepted_by,
            invitations.c.accepted_at,
            invitations.c.expires_at,
        ).where(invitations.c.token_hash == _hashed(token))
    ).one_or_none()
    if row is None:
        raise InvitationUnknown
    if row.accepted_at is not None and row.accepted_by != person_id:
        raise InvitationUsed(row.accepted_at)
    if row.accepted_at is None and row.expires_at <= now:
        raise InvitationExpired(row.expires_at)
    return Accepted(row.role, row.merchant_id)


def accept(connection: Connection, token: str, person_id: int, now: datetime) -> Accepted:
    """Uses the link up: of two who open it at once, one is in and the other is told.

    Opening it again oneself changes nothing, and whoever is in already does not use it up.
    """
    standing.keep(connection, person_id)
    offered = look(connection, token, person_id, now)
    if _joined(connection, person_id, offered):
        return offered
    _use_up(connection, token, person_id, now)
    _join(connection, person_id, offered, now)
    return offered


def _use_up(connection: Connection, token: str, person_id: int, now: datetime) -> None:
    used = connection.execute(
        update(invitations)
        .where(
            invitations.c.token_hash == _hashed(token),
            invitations.c.accepted_at.is_(None),
            invitations.c.expires_at > now,
        )
        .values(accepted_by=person_id, accepted_at=now)
    )
    if used.rowcount == 0:
        look(connection, token, person_id, now)  # somebody was faster: says so


def _joined(connection: Connection, person_id: int, offered: Accepted) -> bool:
    if offered.role == OPERATOR:
        query = select(operators.c.person_id).where(operators.c.person_id == person_id)
    else:
        query = select(staff.c.id).where(
            staff.c.person_id == person_id, staff.c.merchant_id == offered.merchant_id
        )
    return connection.execute(query).first() is not None


def _join(connection: Connection, person_id: int, offered: Accepted, now: datetime) -> None:
    insert_or_not = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    if offered.role == OPERATOR:
        statement = insert_or_not(operators).values(person_id=person_id, joined_at=now)
    else:
        statement = insert_or_not(staff).values(
            person_id=person_id, merchant_id=offered.merchant_id, joined_at=now
        )
    connection.execute(statement.on_conflict_do_nothing())


def appoint_operators(
    connection: Connection, channel: str, users: Iterable[str], now: datetime
) -> list[int]:
    """Makes operators of those users of a channel who have come; says who is new among them."""
    query = select(identities.c.person_id).where(
        identities.c.channel == channel,
        identities.c.channel_user.in_(list(users)),
        identities.c.person_id.not_in(select(operators.c.person_id)),
    )
    appointed = sorted(set(connection.execute(query).scalars()))
    for person_id in appointed:
        _join(connection, person_id, Accepted(OPERATOR, None), now)
    return appointed


def dismiss(connection: Connection, merchant_id: int, person_id: int) -> bool:
    """Somebody no longer works there; says whether they did."""
    gone = staff.delete().where(staff.c.merchant_id == merchant_id, staff.c.person_id == person_id)
    return connection.execute(gone).rowcount == 1


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
