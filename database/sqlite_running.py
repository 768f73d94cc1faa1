"""How a plan runs on SQLite: on the bare connection."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, Engine
from sqlalchemy.engine.cursor import CursorFetchStrategy, FullyBufferedCursorFetchStrategy
from sqlalchemy.exc import DBAPIError

from database.errors import TransactionLost
from database.planned_rows import Rows
from database.plans import Plan, Plans
from database.running import UnitsConnection


class SqliteUnits(UnitsConnection):
    """The connection of a thread, for whoever's turn it is."""

    def __init__(self, engine: Engine, plans: Plans) -> None:
        super().__init__(engine, plans)
        raw: Any = self.connection.driver_connection
        self._raw: sqlite3.Connection = raw

    def _by_sqlalchemy(
        self, statement: Any, parameters: Any, execution_options: Any = None
    ) -> CursorResult[Any]:
        """All rows are read at once: a statement that is not at its end, and that some error still
        remembers, would keep what comes after it at its own moment, and from writing.
        """
        ran = super()._by_sqlalchemy(statement, parameters, execution_options)
        bare = ran.cursor_strategy
        if ran.returns_rows and type(bare) is CursorFetchStrategy:
            try:
                ran.cursor_strategy = FullyBufferedCursorFetchStrategy(ran.cursor)
            except sqlite3.Error as error:
                bare.handle_exception(ran, ran.cursor, error)
        return ran

    def _run(self, plan: Plan, sets: Sequence[Sequence[Any]]) -> Rows:
        """On a plain cursor: what `UnitCursor` refuses is refused here. None is kept, as its statement
        would keep the connection from closing.
        """
        if not self._raw.in_transaction:
            raise TransactionLost
        cursor: Any = sqlite3.Cursor(self._raw)
        try:
            return plan.run(cursor, sets)
        except sqlite3.Error as error:
            raise DBAPIError.instance(plan.sql, sets, error, sqlite3.Error) from error
