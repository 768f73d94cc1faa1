"""What every state machine does with a market: use cases tried in units of work of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import Connection
from sqlalchemy.engine import Transaction

from database.errors import Refusal
from orders.reading.queries import OrderView, order


class Attempting(RuleBasedStateMachine):
    """Over one connection; whoever inherits says what time it is."""

    connection: Connection

    @property
    def now(self) -> datetime:
        raise NotImplementedError

    def begin_unit(self) -> Transaction:
        return self.connection.begin_nested()

    @contextmanager
    def unit(self) -> Iterator[Connection]:
        with self.begin_unit():
            yield self.connection

    def attempt(self, use_case: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """What came out, or None for a refusal."""
        try:
            with self.unit() as connection:
                return use_case(connection, *given, self.now, **named) or True
        except Refusal:
            return None

    def view(self, order_id: int) -> OrderView:
        with self.unit() as connection:
            found = order(connection, order_id)
        assert found is not None
        return found
