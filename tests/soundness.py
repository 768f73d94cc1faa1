"""Asks in one statement whether the audit would find anything; only then is the audit itself asked what.

After each test, and each step of a long one, all is sound as a rule, and dozens of statements say so.
"""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, TextClause, text

from orders.auditing import Breach, audit, invariants, moments


def audited(connection: Connection, now: datetime) -> list[Breach]:
    """What the audit finds."""
    return audit(connection, now) if is_broken(connection, now) else []


def is_broken(connection: Connection, now: datetime) -> bool:
    return connection.execute(any_breach(), moments(now)).first() is not None


@cache
def any_breach() -> TextClause:
    each = (f"SELECT 1 WHERE EXISTS ({query})" for query in invariants().values())
    return text(" UNION ALL ".join(each))
