"""What a campaign brought: people, orders, and the money that stayed."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from database.door import Database
from payments.models import payments, refunds
from promotions import attributing, delivering, queries, results
from promotions.results import Results, Taken
from promotions.states import RecipientState
from tests.making import Market
from tests.promotions.crowd import ordered, seeded, started


def refunded(connection: Connection, order: int, guest: int, now: datetime, amount: int) -> None:
    market = Market(connection, now)
    payment = market.add(
        payments,
        order_id=order,
        guest_id=guest,
        provider="sandbox",
        payload=f"payload-{order}",
        amount=2000,
        currency="EUR",
        state="captured",
        captured=2000,
        refunded=amount,
        requested_at=now,
    )
    market.add(
        refunds,
        payment_id=payment,
        order_id=order,
        amount=amount,
        currency="EUR",
        reason="cancelled",
        state="by_hand",
        idempotency_key=f"refund-{order}",
        requested_at=now,
    )


async def test_every_outcome_is_counted(database: Database, now: datetime) -> None:
    campaign, _ = await seeded(database, now, 5)
    await database.write(started(campaign, now))
    outcomes = [RecipientState.SENT, RecipientState.BLOCKED, RecipientState.FAILED]
    for delivery, outcome in zip(
        await database.write(lambda c: delivering.claim(c, now, 4)), outcomes, strict=False
    ):
        await database.write(
            lambda c, delivery=delivery, outcome=outcome: delivering.record(
                c, delivery, outcome, now
            )
        )
    progress = await database.read(lambda c: results.progress(c, campaign))
    counts = (progress.sent, progress.blocked, progress.failed, progress.sending, progress.waiting)
    assert counts == (1, 1, 1, 1, 1)
    assert (progress.done, progress.total) == (3, 5)


async def test_a_person_who_opens_it_twice_is_one_person(database: Database, now: datetime) -> None:
    campaign, (ada, bob) = await seeded(database, now, 2)

    def work(connection: Connection) -> Results:
        token = queries.campaign(connection, campaign).token
        for person in (ada, ada, bob):
            attributing.visit(connection, person, token, now)
        return results.results(connection, campaign)

    assert (await database.write(work)).opened == 2


@pytest.mark.both_engines
async def test_orders_and_money_are_those_it_brought_less_what_went_back(
    database: Database, now: datetime
) -> None:
    campaign, (ada, bob, eve) = await seeded(database, now, 3)

    def work(connection: Connection) -> Results:
        source = queries.campaign(connection, campaign).source_id
        ordered(connection, ada, now, source_id=source)
        given_back = ordered(connection, bob, now, source_id=source, state="cancelled")
        refunded(connection, given_back, bob, now, 1500)
        ordered(connection, eve, now)
        unpaid = {"state": "lapsed", "placed_at": None, "source_id": source}
        ordered(connection, eve, now, **unpaid)
        return results.results(connection, campaign)

    found = await database.write(work)
    assert found.orders == 2
    assert found.money == (Taken("EUR", ordered=4000, refunded=1500),)
    assert found.money[0].kept == 2500


async def test_one_that_brought_nothing_says_so(database: Database, now: datetime) -> None:
    campaign, _ = await seeded(database, now, 1)
    found = await database.read(lambda c: results.results(c, campaign))
    assert (found.opened, found.orders, found.money) == (0, 0, ())
