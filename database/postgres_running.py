"""How a plan runs on PostgreSQL: on a cursor of SQLAlchemy's adapter, which begins transactions, keeps
statements prepared and names errors.

What SQLAlchemy does around a cursor of its own is done here with its private names, and nowhere else:
tests/database/test_plans.py fails when a new version changes them.
"""

from collections.abc import Sequence
from typing import Any

from database.planned_rows import Rows
from database.plans import Plan
from database.running import UnitsConnection


class PostgresUnits(UnitsConnection):
    """A connection of the pool, for one unit."""

    def _run(self, plan: Plan, sets: Sequence[Sequence[Any]]) -> Rows:
        dialect: Any = self.dialect
        cursor: Any = self.connection.cursor()
        cursor._invalidate_schema_cache_asof = dialect._invalidate_schema_cache_asof  # noqa: SLF001
        try:
            return plan.run(cursor, sets)
        except BaseException as error:
            errors = dialect.loaded_dbapi
            if isinstance(error, (errors.InvalidCachedStatementError, errors.InternalServerError)):
                dialect._invalidate_schema_cache()  # noqa: SLF001 - prepared before a migration
            named = plan.sql if isinstance(error, errors.Error) else None
            self._handle_dbapi_exception(error, named, sets, cursor, None)
            raise
