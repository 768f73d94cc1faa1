"""A market that a state machine lives in: opened for each life, used in units of work."""

import sqlite3
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import Connection, create_engine, func, select
from sqlalchemy.engine import Transaction

from database.metadata import metadata
from orders.models import ledger_postings
from orders.settlement.balancing import EARNING
from tests.databases import import_models
from tests.making import Market
from tests.orders.attempting import Attempting
from tests.orders.reference import (
    CAPACITY,
    CARD,
    CUT,
    KEPT_LATE,
    KEPT_NO_SHOW,
    LATE,
    MINUTES,
    PRICE,
    TABLE,
    TRIM,
    USES,
    Reference,
)

import_models()


@cache
def empty() -> bytes:
    """A database with every table: making them takes longer than a short life."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
    with engine.connect() as connection:
        file = driver(connection).serialize()
    engine.dispose()
    return file


def driver(connection: Connection) -> sqlite3.Connection:
    made = connection.connection.driver_connection
    assert isinstance(made, sqlite3.Connection)
    return made


class OpenMarket(Attempting):
    """One merchant with a table for two, a card of three uses and two chairs, and three guests."""

    def open_market(self) -> None:
        self.engine = create_engine("sqlite://")
        self.connection = self.engine.connect()
        driver(self.connection).deserialize(empty())
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
        alone = terms | {"max_seats": 1, "step_minutes": 30}
        self.services = {
            TABLE: market.service(self.shop, capacity=CAPACITY, **terms),
            CARD: market.service(
                self.shop, duration_minutes=None, uses=USES, valid_days=2, **terms
            ),
            CUT: market.service(self.shop, duration_minutes=MINUTES[CUT], **alone),
            TRIM: market.service(self.shop, duration_minutes=MINUTES[TRIM], **alone),
        }
        market.resource(self.shop, self.services[CUT], self.services[TRIM], name="window")
        market.resource(self.shop, self.services[TRIM], name="door")
        self.guests = [market.guest() for _ in range(3)]
        self.operator = market.operator()
        days = [market.start(days=day) for day in (1, 2)]
        halves = [market.start(days=2, minute=minute) for minute in (0, 30)]
        self.starts = {TABLE: days, CARD: [None], CUT: halves, TRIM: halves}
        self.connection.commit()
        self.events = 0

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.connection.close()
            self.engine.dispose()

    @property
    def now(self) -> datetime:
        return self.reference.now

    def begin_unit(self) -> Transaction:
        return self.connection.begin()

    def earned(self) -> dict[int, int]:
        """What the ledger says that was earned with each order, commission included."""
        order_id, amount = ledger_postings.c.order_id, ledger_postings.c.amount
        query = select(order_id, func.sum(amount)).group_by(order_id)
        with self.unit() as connection:
            rows = connection.execute(query.where(ledger_postings.c.destination.in_(EARNING)))
            return {row[0]: row[1] for row in rows}
