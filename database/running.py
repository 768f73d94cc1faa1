"""SQLAlchemy's connection for units of work, on which what comes again takes a short way."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Row

from database.planned_rows import Rows
from database.plans import Plan, Plans


class UnitsConnection(Connection):
    """Statements go SQLAlchemy's own way where somebody listens to them."""

    def __init__(self, engine: Engine, plans: Plans) -> None:
        super().__init__(engine)
        self._plans = plans

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> Any:
        """See `Connection.execute`."""
        sets = parameters if type(parameters) is list else (parameters or {},)
        alike = type(parameters) is dict or are_alike(sets)
        if execution_options is not None or not alike or self._is_watched():
            return self._by_sqlalchemy(statement, parameters, execution_options)
        plan = self._plans.of(statement, sets[0])
        if plan is None:
            ran = self._by_sqlalchemy(statement, parameters)
            self._plans.learn(statement, sets[0], ran, self.dialect)
            return ran
        if len(sets) > 1 and not plan.fits_many:
            return self._by_sqlalchemy(statement, parameters)
        try:
            arguments = [*map(plan.arguments, sets)]
        except Exception:  # noqa: BLE001 - SQLAlchemy says of what cannot be sent what it is
            return self._by_sqlalchemy(statement, parameters)
        return self._run(plan, arguments)

    def rows_of(self, sql: str, given: Sequence[Any]) -> Sequence[Row[Any]]:
        """Of a text that the driver takes as it is, with its values in their order.

        It must be one of few: what its rows have is kept.
        """
        plan = None if self._is_watched() else self._plans.of_text(sql)
        if plan is not None:
            return self._run(plan, [list(given)]).all()
        ran = self.exec_driver_sql(sql, tuple(given))
        self._plans.learn_text(sql, ran.keys())
        return ran.all()

    def _by_sqlalchemy(
        self, statement: Any, parameters: Any, execution_options: Any = None
    ) -> CursorResult[Any]:
        return super().execute(statement, parameters, execution_options=execution_options)

    @abstractmethod
    def _run(self, plan: Plan, sets: Sequence[Sequence[Any]]) -> Rows:
        """Have the driver do it; what it refuses is told as SQLAlchemy tells it."""

    def _is_watched(self) -> bool:
        heard = self._has_events or self.engine._has_events  # noqa: SLF001 - as SQLAlchemy asks
        return heard and bool(self.dispatch.before_cursor_execute)


def are_alike(sets: Sequence[Any]) -> bool:
    """Whether each is a dict, and all give the same names in the same order."""
    if not sets or type(sets[0]) is not dict:
        return False
    names = [*sets[0]]
    return len(sets) == 1 or all(type(each) is dict and [*each] == names for each in sets)
