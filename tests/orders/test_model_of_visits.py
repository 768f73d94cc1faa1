"""Random lives of people who go to guests, and of guests who wait for a day; each step agrees with a reference."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlalchemy import Connection

from database.door import Database
from tests.orders.homes_waiting import Waiting
from tests.thoroughness import many

LIVES = settings(
    max_examples=many(4, 150),
    stateful_step_count=many(40, 80),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Lives(Waiting):
    @invariant()
    def all_agrees(self) -> None:
        self.check_visits()
        self.check_waits()


@pytest.mark.both_engines
async def test_the_product_agrees_with_the_reference(database: Database) -> None:
    def live(connection: Connection) -> Any:
        run_state_machine_as_test(lambda: Lives(connection), settings=LIVES)

    await database.write(live)
