"""Updates that could not be handled while all others could: given up, and kept for an operator.

Nothing that a person wrote is kept, only which update it was and in which chat. A payment is money:
the provider's word about it stays, until somebody says that it is dealt with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    insert,
    select,
    update,
)
from sqlalchemy import delete as delete_from

from database.metadata import Identity, Instant, Json, metadata, primary_key


class DeadUpdateColumns(TypedColumns):
    """An update that counts as handled though it had no effect."""

    id = primary_key()
    update_id: Named[int] = Column(Identity)
    kind: Named[str] = Column(String(20))
    channel: Named[str] = Column(String(20))
    chat: Named[str | None] = Column(String(64))
    error: Named[str] = Column(String(100))
    at: Named[datetime] = Column(Instant)
    payment: Named[dict[str, Any] | None] = Column(Json)
    noted_at: Named[datetime | None] = Column(Instant)


dead_updates = Table("dead_updates", metadata, DeadUpdateColumns)

OPEN = dead_updates.c.noted_at.is_(None)

Index("ix_dead_updates_open", dead_updates.c.id, sqlite_where=OPEN, postgresql_where=OPEN)


@dataclass(frozen=True, slots=True)
class Dead:
    """One of them, as an operator sees it."""

    id: int
    update_id: int
    kind: str
    error: str
    at: datetime
    payment: Mapping[str, Any] | None


def bury(connection: Connection, **values: Any) -> int:
    """Takes note of one; its id."""
    made = insert(dead_updates).values(**values).returning(dead_updates.c.id)
    return connection.execute(made).scalar_one()


def waiting(connection: Connection, limit: int | None = None) -> list[Dead]:
    """Those that no operator has looked at, payments first."""
    found = _seen().where(OPEN).order_by(dead_updates.c.payment.is_(None), dead_updates.c.id)
    return [Dead(*row) for row in connection.execute(found.limit(limit))]


def dead_update(connection: Connection, dead_id: int) -> Dead | None:
    """One that no operator has looked at yet."""
    row = connection.execute(_seen().where(OPEN, dead_updates.c.id == dead_id)).one_or_none()
    return None if row is None else Dead(*row)


def note(connection: Connection, dead_id: int, now: datetime) -> bool:
    """An operator has looked at it; False if somebody had before."""
    looked = update(dead_updates).where(OPEN, dead_updates.c.id == dead_id)
    return connection.execute(looked.values(noted_at=now)).rowcount == 1


def is_due(connection: Connection, moment: datetime) -> bool:
    """Whether any was looked at before the moment."""
    query = select(dead_updates.c.id).where(dead_updates.c.noted_at < moment).limit(1)
    return connection.execute(query).first() is not None


def forget_before(connection: Connection, moment: datetime) -> int:
    """Drops those that were looked at before the moment; says how many."""
    old = delete_from(dead_updates).where(dead_updates.c.noted_at < moment)
    return connection.execute(old).rowcount


def _seen() -> Any:
    table = dead_updates.c
    return select(table.id, table.update_id, table.kind, table.error, table.at, table.payment)
