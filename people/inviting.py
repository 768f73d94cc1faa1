"""One-time links by which people join the staff of a merchant, or those who run the market."""

import hmac
import secrets
import string
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from people import standing
from people.errors import (
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
    InvitationVoid,
    NoRight,
)
from people.joining import Membership, join, joined
from people.limits import check_invitations
from people.models import invitations
from people.rights import Role, may_invite

TOKEN_LENGTH = 20
_LETTERS = string.ascii_letters + string.digits

InvitationRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who invites to what, and until when. Nobody invites (`by` is None) at the command line.

    `joined` says that whoever looks at it has the role already.
    """

    membership: Membership
    by: int | None
    expires_at: datetime
    joined: bool


def invite_from_outside(
    connection: Connection, membership: Membership, now: datetime, days: int = 7
) -> str:
    """The token of a new link, made at the command line; only its hash is kept."""
    token = "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LENGTH))
    _keep(connection, membership, token, now, days)
    return token


def invite(
    connection: Connection,
    membership: Membership,
    by: int,
    key: bytes,
    now: datetime,
    *,
    days: int = 7,
) -> int:
    """An invitation of somebody's who may invite; its id, by which they can see the link again.

    The token is made of what the row says and of a key that is in no database.
    """
    if not may_invite(connection, by, membership.role, membership.merchant_id):
        raise NoRight
    nonce = secrets.token_hex(16)
    token = _derived(key, nonce)
    return _keep(connection, membership, token, now, days, invited_by=by, nonce=nonce)


def _keep(
    connection: Connection,
    membership: Membership,
    token: str,
    now: datetime,
    days: int,
    **more: Any,
) -> int:
    check_invitations(connection, membership.merchant_id, now)
    row = insert(invitations).values(
        token_hash=_hashed(token),
        role=membership.role,
        merchant_id=membership.merchant_id,
        created_at=now,
        expires_at=now + timedelta(days=days),
        **more,
    )
    return connection.execute(row.returning(invitations.c.id)).scalar_one()


def token_of(
    connection: Connection, invitation_id: int, by: int, key: bytes, now: datetime
) -> tuple[Membership, str]:
    """What somebody's own invitation is for, and its token, for as long as it is good."""
    query = select(invitations).where(
        invitations.c.id == invitation_id, invitations.c.invited_by == by
    )
    row = connection.execute(query).one_or_none()
    if row is None or row.nonce is None:
        raise InvitationUnknown
    refuse_dead(connection, row, now)
    token = _derived(key, row.nonce)
    if _hashed(token) != row.token_hash:
        raise InvitationUnknown  # the key is another since
    return membership_of(row), token


def look(connection: Connection, token: str, person_id: int, now: datetime) -> Invitation:
    """What the link offers the person; the refusals of `accept`, and nothing changes."""
    row = connection.execute(_by_token(), {"hash": _hashed(token)}).one_or_none()
    if row is None:
        raise InvitationUnknown
    already = joined(connection, person_id, row.merchant_id)
    if not already:
        refuse_dead(connection, row, now)
    return Invitation(membership_of(row), row.invited_by, row.expires_at, already)


def membership_of(row: InvitationRow) -> Membership:
    return Membership(Role(row.role), row.merchant_id)


def refuse_dead(connection: Connection, row: InvitationRow, now: datetime) -> None:
    """Raises why a link lets nobody in, if there is a reason."""
    if row.accepted_at is not None:
        raise InvitationUsed(row.accepted_at)
    taken_back = row.voided_at is not None
    if taken_back or not _inviter_may(connection, row.invited_by, membership_of(row)):
        raise InvitationVoid
    if row.expires_at <= now:
        raise InvitationExpired(row.expires_at)


def _inviter_may(connection: Connection, by: int | None, membership: Membership) -> bool:
    if by is None:
        return True
    return may_invite(connection, by, membership.role, membership.merchant_id)


def accept(connection: Connection, token: str, person_id: int, now: datetime) -> Membership:
    """Uses the link up: of two who accept at once, one is in and the other is told.

    Whoever is in already stays in and does not use it up.
    """
    standing.keep(connection, person_id)
    offered = look(connection, token, person_id, now)
    if not offered.joined:
        _use_up(connection, token, person_id, now)
        join(connection, person_id, offered.membership, now)
    return offered.membership


def _use_up(connection: Connection, token: str, person_id: int, now: datetime) -> None:
    used = connection.execute(
        update(invitations)
        .where(
            invitations.c.token_hash == _hashed(token),
            invitations.c.accepted_at.is_(None),
            invitations.c.voided_at.is_(None),
            invitations.c.expires_at > now,
        )
        .values(accepted_by=person_id, accepted_at=now)
    )
    if used.rowcount == 0:
        look(connection, token, person_id, now)  # somebody was faster: says so
        raise InvitationVoid


@cache
def _by_token() -> Select[*tuple[Any, ...]]:
    return select(invitations).where(invitations.c.token_hash == bindparam("hash"))


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _derived(key: bytes, nonce: str) -> str:
    number = int.from_bytes(hmac.new(key, f"invitation {nonce}".encode(), sha256).digest())
    letters = ""
    for _ in range(TOKEN_LENGTH):
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters
