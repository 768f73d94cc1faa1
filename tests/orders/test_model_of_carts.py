"""Random lives of a café: carts, stock, kitchen, deposits, bills, tables, couriers, waits; each step agrees with a reference."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlalchemy import Connection

from database.door import Database
from tests.orders.cafe_courier_pay import PaidCouriers
from tests.thoroughness import many

LIVES = settings(
    max_examples=many(4, 200),
    stateful_step_count=many(40, 60),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Life(PaidCouriers):
    """Guests, desk, couriers, a provider and the clock do what they like, in any order."""

    def __init__(self, connection: Connection, *, auto: bool) -> None:
        super().__init__(connection, auto=auto)
        self.asked, self.answered = {}, set()
        self.bills, self.bill_of, self.paid_at = {}, {}, {}
        self.jobs, self.riders = {}, {}
        self.rides, self.offered_pay, self.paid_out = [], {}, {}
        self.sitting, self.seated = None, set()
        self.percent = {}

    @invariant()
    def all_agrees(self) -> None:
        self.check_orders()
        self.check_taken()
        self.check_carts()
        self.check_bills()
        self.check_jobs()
        self.check_table()
        self.check_waits()
        self.check_pay()
        self.check_audit()


@pytest.mark.parametrize("auto", [False, True])
async def test_the_product_agrees_with_the_reference(database: Database, auto: bool) -> None:
    def live(connection: Connection) -> Any:
        run_state_machine_as_test(lambda: Life(connection, auto=auto), settings=LIVES)

    await database.write(live)


async def test_what_is_collected_tomorrow_is_of_what_there_is_then(database: Database) -> None:
    def live(connection: Connection) -> None:
        life = Life(connection, auto=False)
        life.begin_with(bought=[(0, "pickup", "bun", many) for many in (1, 1, 3, 1, 1)])
        life.fetch_and_bring(items=3, who=0, far=0, time=None, at="noon")
        life.all_agrees()
        life.teardown()

    await database.write(live)
