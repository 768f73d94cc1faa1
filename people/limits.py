"""How much one may have at once: a link that nobody uses is a key that lies about."""

from datetime import datetime

from sqlalchemy import BigInteger, Connection, func, literal, select

from people.errors import TooManyInvitations
from people.models import invitations

INVITATIONS_OPEN = 20
"""Of one merchant, and of those for operators."""

ADDRESSES_KEPT = 10
"""Of one person."""

INVITING = 7305_4412
"""Any number, the same for ever: on PostgreSQL one link of a merchant is made at a time."""


def one_by_one(connection: Connection, merchant_id: int | None) -> None:
    if connection.dialect.name == "postgresql":
        key = literal(INVITING * 2**32 + (merchant_id or 0), BigInteger)
        connection.execute(select(func.pg_advisory_xact_lock(key)))


def check_invitations(connection: Connection, merchant_id: int | None, now: datetime) -> None:
    """Raise the limit that one more link would break; `merchant_id` is None for operators."""
    one_by_one(connection, merchant_id)
    whose = invitations.c.merchant_id
    query = (
        select(func.count())
        .select_from(invitations)
        .where(
            whose.is_(None) if merchant_id is None else whose == merchant_id,
            invitations.c.accepted_at.is_(None),
            invitations.c.voided_at.is_(None),
            invitations.c.expires_at > now,
        )
    )
    if connection.execute(query).scalar_one() >= INVITATIONS_OPEN:
        raise TooManyInvitations(INVITATIONS_OPEN)
