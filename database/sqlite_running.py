"""SQLAlchemy's connection for units of work, on which what comes again takes a short way."""

from typing import Any

from sqlalchemy import Connection, Engine

from database.sqlite_plans import Plans


class UnitsConnection(Connection):
    """Statements go SQLAlchemy's own way where somebody listens to them, or inside a savepoint."""

    def __init__(self, engine: Engine, plans: Plans) -> None:
        super().__init__(engine)
        self._plans = plans
        self._raw: Any = self.connection.driver_connection

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> Any:
        """See `Connection.execute`."""
        given = {} if parameters is None else parameters
        if execution_options is not None or type(given) is not dict or self._is_watched():
            return super().execute(statement, parameters, execution_options=execution_options)
        plan = self._plans.of(statement, given)
        if plan is None:
            ran = super().execute(statement, parameters)
            self._plans.learn(statement, given, ran, self.dialect)
            return ran
        try:
            arguments = plan.arguments(given)
        except Exception:  # noqa: BLE001 - SQLAlchemy says of what cannot be sent what it is
            return super().execute(statement, parameters)
        return plan.run(self._raw, arguments)

    def _is_watched(self) -> bool:
        return bool(self.dispatch.before_cursor_execute) or self.in_nested_transaction()
