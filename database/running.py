"""SQLAlchemy's connection for units of work, on which what comes again takes a short way."""

from abc import abstractmethod
from typing import Any

from sqlalchemy import Connection, Engine

from database.planned_rows import Rows
from database.plans import Plan, Plans


class UnitsConnection(Connection):
    """Statements go SQLAlchemy's own way where somebody listens to them, or inside a savepoint."""

    def __init__(self, engine: Engine, plans: Plans) -> None:
        super().__init__(engine)
        self._plans = plans

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> Any:
        """See `Connection.execute`."""
        if execution_options is not None or self._is_watched():
            return super().execute(statement, parameters, execution_options=execution_options)
        if type(parameters) is list and len(parameters) != 1:
            return self._execute_many(statement, parameters)
        given = parameters[0] if type(parameters) is list else parameters or {}
        if type(given) is not dict:
            return super().execute(statement, parameters)
        plan = self._plans.of(statement, given)
        if plan is None:
            ran = super().execute(statement, parameters)
            self._plans.learn(statement, given, ran, self.dialect)
            return ran
        try:
            arguments = plan.arguments(given)
        except Exception:  # noqa: BLE001 - SQLAlchemy says of what cannot be sent what it is
            return super().execute(statement, parameters)
        return self._run(plan, [arguments])

    def _execute_many(self, statement: Any, sets: list[Any]) -> Any:
        """Once for each; what is learnt of it for one does for several."""
        plan = self._plans.of(statement, sets[0]) if are_alike(sets) else None
        if plan is None or not plan.fits_many:
            ran = super().execute(statement, sets)
            if plan is None and are_alike(sets):
                self._plans.learn(statement, sets[0], ran, self.dialect)
            return ran
        try:
            arguments = [plan.arguments(each) for each in sets]
        except Exception:  # noqa: BLE001 - likewise
            return super().execute(statement, sets)
        return self._run(plan, arguments)

    @abstractmethod
    def _run(self, plan: Plan, sets: list[list[Any]]) -> Rows:
        """Have the driver do it; what it refuses is told as SQLAlchemy tells it."""

    def _is_watched(self) -> bool:
        heard = self._has_events or self.engine._has_events  # noqa: SLF001 - as SQLAlchemy asks
        return (heard and bool(self.dispatch.before_cursor_execute)) or self.in_nested_transaction()


def are_alike(sets: list[Any]) -> bool:
    """Whether each is a dict, and all give the same names."""
    if not sets or type(sets[0]) is not dict:
        return False
    return all(type(each) is dict and each.keys() == sets[0].keys() for each in sets)
