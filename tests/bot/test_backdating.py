"""The demo's town has a past that its own audit finds nothing wrong with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, create_engine, func, select

from bot.commands import backdating
from bot.commands.backdating import Past
from catalog import seeding
from catalog.models import merchants
from database.metadata import metadata
from database.outbox_table import outbox
from orders.auditing import audit
from orders.models import orders, ratings
from people import inviting
from people.joining import Membership
from people.rights import Role
from promotions.models import campaigns
from promotions.results import results
from queueing.models import queues
from queueing.tickets import about_how_long
from tests.databases import import_models
from tests.making import Market
from tests.thoroughness import THOROUGH, many

import_models()
NOW = datetime(2026, 11, 28, 18, tzinfo=UTC)


def town(connection: Connection) -> Past:
    seeding.seed(connection, NOW, "EUR")
    market = Market(connection, NOW - timedelta(days=30))
    clerk = market.guest()
    for merchant in connection.execute(select(merchants.c.id)).scalars():
        inviting.accept(
            connection,
            inviting.invite_from_outside(connection, Membership(Role.OWNER, merchant), NOW),
            clerk,
            NOW,
        )
    guests = [market.guest() for _ in range(12)]
    return Past(connection, guests, market.operator(), "home", NOW)


@dataclass(frozen=True)
class Still:
    """A town without a past: the file, and who is in it."""

    content: bytes
    guests: Sequence[int]
    operator: int

    @contextmanager
    def again(self, now: datetime) -> Iterator[Past]:
        """One of its own, of which nothing stays."""
        with create_engine("sqlite://").begin() as connection:
            connection.connection.driver_connection.deserialize(self.content)  # type: ignore[union-attr]
            yield Past(connection, self.guests, self.operator, "home", now)


@pytest.fixture(scope="module")
def still() -> Still:
    with create_engine("sqlite://").begin() as connection:
        metadata.create_all(connection)
        past = town(connection)
        connection.commit()
        content = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]
        return Still(content, past.guests, past.operator)


def count_of(connection: Connection, table: object) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


@dataclass(frozen=True)
class Lived:
    """A town with its past, which takes a while, and how many orders are in it."""

    past: Past
    orders: int


@pytest.fixture(scope="module")
def lived(still: Still) -> Iterator[Lived]:
    with still.again(NOW) as past:
        yield Lived(past, past.happen())


def test_two_weeks_of_visits_stars_and_a_promotion_pass_the_audit(lived: Lived) -> None:
    connection = lived.past.connection
    brought = results(connection, 1)

    assert lived.orders == count_of(connection, orders) > 50
    assert count_of(connection, ratings) > 30
    assert brought.orders > 0
    assert audit(connection, NOW) == []


def test_some_guests_asked_for_somebody_by_name(lived: Lived) -> None:
    connection = lived.past.connection
    asked = select(func.count()).where(orders.c.chosen_resource_id.is_not(None))
    anybody = select(func.count()).where(
        orders.c.resource_id.is_not(None), orders.c.chosen_resource_id.is_(None)
    )

    assert connection.execute(asked).scalar_one() > 3
    assert connection.execute(anybody).scalar_one() > 3
    assert audit(connection, NOW) == []


@pytest.mark.parametrize("hour", [0, 5, 12, 23] if THOROUGH else [5, 23])
def test_its_promotion_was_sent_in_the_afternoon_whatever_hour_it_is_now(
    still: Still, hour: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backdating, "VISITS_A_DAY", many(1, 5))
    with still.again(NOW.replace(hour=hour)) as past:
        past.happen()
        sent = past.connection.execute(select(campaigns.c.started_at)).scalar_one()

        assert sent.astimezone(ZoneInfo("Europe/Helsinki")).hour == 15
        assert audit(past.connection, past.now) == []


def test_it_happens_once_and_nobody_is_told_of_it_now(lived: Lived) -> None:
    waiting = select(func.count()).where(outbox.c.finished_at.is_(None))

    assert lived.past.happen() == 0
    assert lived.past.connection.execute(waiting).scalar_one() == 0


def test_the_next_wait_in_its_queue_is_estimated(lived: Lived) -> None:
    connection = lived.past.connection
    (queue,) = connection.execute(select(queues)).all()
    assert not queue.is_open
    wait = about_how_long(connection, queue.location_id, 0, 2, NOW)
    assert wait == timedelta(minutes=25)
