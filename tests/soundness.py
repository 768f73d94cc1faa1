"""Asks in one statement whether the audit would find anything; only then is the audit itself asked what.

After each test, and each step of a long one, all is sound as a rule, and dozens of statements say so.
"""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, TextClause, text

from database.metadata import to_microseconds
from orders.auditing import GRACE_MICROSECONDS, Breach, audit, invariants


def audited(connection: Connection, now: datetime) -> list[Breach]:
    """What the audit finds."""
    return audit(connection, now) if is_broken(connection, now) else []


def is_broken(connection: Connection, now: datetime) -> bool:
    moment = to_microseconds(now)
    given = {"now": moment, "forgotten": moment - GRACE_MICROSECONDS}
    return connection.execute(any_breach(), given).first() is not None


@cache
def any_breach() -> TextClause:
    each = (f"SELECT 1 WHERE EXISTS ({query})" for query in invariants().values())
    return text(" UNION ALL ".join(each))
