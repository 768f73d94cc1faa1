"""How a plan runs on SQLite: on the bare connection."""

import sqlite3
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from database.planned_rows import Rows
from database.plans import Plan, Plans
from database.running import UnitsConnection


class SqliteUnits(UnitsConnection):
    """The connection of a thread, for whoever's turn it is."""

    def __init__(self, engine: Engine, plans: Plans) -> None:
        super().__init__(engine, plans)
        self._raw: Any = self.connection.driver_connection

    def _run(self, plan: Plan, sets: list[list[Any]]) -> Rows:
        try:
            return plan.run(self._raw.cursor(), sets)
        except sqlite3.Error as error:
            raise DBAPIError.instance(plan.sql, sets, error, sqlite3.Error) from error
