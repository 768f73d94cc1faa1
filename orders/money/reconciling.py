"""What of a provider's books we have not heard yet: how far they were read, and what is new."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, bindparam, select

from database.inserting import upsert
from payments.models import payment_events, payments, provider_cursors


def unheard(connection: Connection, provider: str, event_keys: Iterable[str]) -> set[str]:
    """Those of the provider's words that were never recorded."""
    asked = set(event_keys)
    query = select(payment_events.c.event_key).where(
        payment_events.c.provider == provider, payment_events.c.event_key.in_(asked)
    )
    return asked.difference(connection.execute(query).scalars())


def was_asked(connection: Connection, provider: str) -> bool:
    """Whether money was ever asked for through it; else its books are none of our business."""
    return connection.execute(_asked(), {"provider": provider}).first() is not None


@cache
def _asked() -> Select[int]:
    return select(payments.c.id).where(payments.c.provider == bindparam("provider")).limit(1)


def is_requested(connection: Connection, payload: str) -> bool:
    """Whether that money was asked for here; what came to this account before us was not."""
    query = select(payments.c.id).where(payments.c.payload == payload)
    return connection.execute(query).first() is not None


def cursor(connection: Connection, provider: str) -> str:
    """From where to read on; "" at the first time."""
    query = select(provider_cursors.c.cursor).where(provider_cursors.c.provider == provider)
    return connection.execute(query).scalar_one_or_none() or ""


def move_cursor(connection: Connection, provider: str, until: str, now: datetime) -> None:
    """All before it is recorded. Reading something twice is harmless."""
    upsert(connection, provider_cursors, {"provider": provider}, {"cursor": until, "read_at": now})
