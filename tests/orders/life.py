"""A market that a state machine lives in: opened for each life, used in units of work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize
from sqlalchemy import Connection, create_engine

from database.errors import Refusal
from database.metadata import metadata
from tests.databases import import_models
from tests.making import Market
from tests.orders.reference import CAPACITY, KEPT_LATE, KEPT_NO_SHOW, LATE, PRICE, USES, Reference

import_models()


class OpenMarket(RuleBasedStateMachine):
    """One merchant with a table for two and a card of three uses, and three guests."""

    @initialize()
    def open_market(self) -> None:
        self.engine = create_engine("sqlite://")
        self.connection = self.engine.connect()
        metadata.create_all(self.connection)
        self.connection.commit()
        start = datetime(2026, 3, 4, 12, tzinfo=UTC)
        self.reference = Reference(start)
        market = Market(self.connection, start)
        self.shop = market.merchant(auto_confirm=False, confirm_minutes=60)
        terms = {
            "price": PRICE,
            "late_cancel_percent": KEPT_LATE,
            "no_show_percent": KEPT_NO_SHOW,
            "cancel_free_minutes": LATE // timedelta(minutes=1),
            "max_seats": CAPACITY,
        }
        self.table = market.service(self.shop, capacity=CAPACITY, **terms)
        self.card = market.service(
            self.shop, duration_minutes=None, uses=USES, valid_days=2, **terms
        )
        self.guests = [market.guest() for _ in range(3)]
        self.starts = [market.start(days=days) for days in (1, 2)]
        self.connection.commit()
        self.events = 0

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.connection.close()
            self.engine.dispose()

    @property
    def now(self) -> datetime:
        return self.reference.now

    @contextmanager
    def unit(self) -> Iterator[Connection]:
        with self.connection.begin():
            yield self.connection

    def attempt(self, use_case: Callable[..., Any], *given: Any) -> Any:
        """What came out, or None for a refusal."""
        try:
            with self.unit() as connection:
                return use_case(connection, *given, self.now) or True
        except Refusal:
            return None
