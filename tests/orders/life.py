"""A market that a state machine lives in, used in units of work."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

from orders.models import ledger_postings
from orders.settlement.balancing import EARNING
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

EARNED = (
    select(ledger_postings.c.order_id, func.sum(ledger_postings.c.amount))
    .where(ledger_postings.c.destination.in_(EARNING))
    .group_by(ledger_postings.c.order_id)
)


class OpenMarket(Attempting):
    """One merchant with a table for two, a card of three uses and two chairs, and three guests."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection
        self.life = connection.begin_nested()
        start = datetime(2026, 3, 4, 12, tzinfo=UTC)
        self.reference = Reference(start)
        market = Market(connection, start)
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
        self.events = 0

    def teardown(self) -> None:
        self.life.rollback()

    @property
    def now(self) -> datetime:
        return self.reference.now

    def earned(self) -> dict[int, int]:
        """What the ledger says that was earned with each order, commission included."""
        return {row[0]: row[1] for row in self.connection.execute(EARNED)}
