"""Each person gets a promotion at most once, and nobody who said no."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from database.door import Database, open_database
from database.outbox_table import outbox
from people import reaching
from promotions import delivering, queries, sending
from promotions.delivering import Delivery
from promotions.states import RecipientState
from tests.guards import Guard, without
from tests.making import Market
from tests.overtaking import behind, without_row_locks
from tests.promotions.crowd import (
    agreeing,
    by_its_operator,
    drafted,
    says,
    seeded,
    started,
    states,
)

SENT, WAITING = RecipientState.SENT, RecipientState.WAITING
STILL_WAITING = Guard("WITH waiting", r"campaign_recipients\.state = 'waiting'(?= RETURNING)")


async def under_way(database: Database, now: datetime, number: int) -> tuple[int, list[int]]:
    campaign, guests = await seeded(database, now, number)
    await database.write(started(campaign, now))
    return campaign, guests


async def claim(database: Database, now: datetime, limit: int = 10) -> list[Delivery]:
    return await database.write(lambda c: delivering.claim(c, now, limit))


async def record(
    database: Database, delivery: Delivery, outcome: RecipientState, now: datetime
) -> bool:
    return await database.write(lambda c: delivering.record(c, delivery, outcome, now))


@pytest.mark.both_engines
async def test_several_senders_at_once_share_the_people_out(
    database: Database, now: datetime
) -> None:
    _, guests = await under_way(database, now, 20)
    batches = await asyncio.gather(*(claim(database, now, 4) for _ in range(8)))
    taken = [delivery.person_id for batch in batches for delivery in batch]
    assert sorted(taken) == sorted(set(taken))
    rest = [delivery.person_id for delivery in await claim(database, now, 100)]
    assert sorted(taken + rest) == guests


async def test_without_guards_two_senders_take_the_same_people(
    postgres_url: str, now: datetime
) -> None:
    """On SQLite taking them is one statement, which no other can come into."""
    async with open_database(postgres_url) as database:
        _, guests = await under_way(database, now, 2)
        takes = partial(delivering.claim, now=now, limit=2)
        with without_row_locks(), without(STILL_WAITING):
            batches = await behind(database, takes, takes)
    assert [[each.person_id for each in batch] for batch in batches] == [guests, guests]


async def test_who_withdrew_or_blocked_since_then_is_skipped(
    database: Database, now: datetime
) -> None:
    campaign, (ada, bob, eve) = await under_way(database, now, 3)
    await database.write(lambda c: says(c, bob, now, yes=False))
    await database.write(lambda c: reaching.mark_unreachable(c, "telegram", str(eve + 1000), now))
    assert [each.person_id for each in await claim(database, now)] == [ada]
    assert await states(database, campaign) == {ada: "sending", bob: "skipped", eve: "skipped"}


@pytest.mark.both_engines
async def test_a_batch_of_people_who_withdrew_does_not_end_the_campaign(
    database: Database, now: datetime
) -> None:
    _, (ada, bob) = await under_way(database, now, 2)
    await database.write(lambda c: says(c, ada, now, yes=False))
    assert [each.person_id for each in await claim(database, now, 1)] == [bob]


async def test_what_a_crash_left_open_is_never_sent_again(
    database: Database, now: datetime
) -> None:
    campaign, (ada,) = await under_way(database, now, 1)
    (delivery,) = await claim(database, now)
    assert await database.write(lambda c: delivering.give_up(c, now)) == 0
    later = now + timedelta(minutes=10)
    assert await database.write(lambda c: delivering.give_up(c, later)) == 1
    assert await states(database, campaign) == {ada: "unknown"}
    assert not await record(database, delivery, WAITING, later)
    assert await claim(database, later) == []


async def test_late_word_still_counts(database: Database, now: datetime) -> None:
    campaign, (ada,) = await under_way(database, now, 1)
    (delivery,) = await claim(database, now)
    later = now + timedelta(minutes=10)
    await database.write(lambda c: delivering.give_up(c, later))
    assert await record(database, delivery, SENT, later)
    assert await states(database, campaign) == {ada: "sent"}


async def test_what_surely_was_not_sent_waits_again(database: Database, now: datetime) -> None:
    _, (ada,) = await under_way(database, now, 1)
    (delivery,) = await claim(database, now)
    assert await record(database, delivery, WAITING, now)
    assert [each.person_id for each in await claim(database, now)] == [ada]


async def test_a_word_counts_once(database: Database, now: datetime) -> None:
    await under_way(database, now, 1)
    (delivery,) = await claim(database, now)
    assert await record(database, delivery, SENT, now)
    assert not await record(database, delivery, RecipientState.FAILED, now)


async def test_it_is_over_when_the_last_word_has_come(database: Database, now: datetime) -> None:
    campaign, _ = await under_way(database, now, 2)
    first, second = await claim(database, now)
    await record(database, first, SENT, now)
    assert await database.write(lambda c: delivering.finish(c, now)) == []
    await record(database, second, RecipientState.BLOCKED, now)
    assert await database.write(lambda c: delivering.finish(c, now)) == [campaign]
    assert await database.write(lambda c: delivering.finish(c, now)) == []
    view = await database.read(lambda c: queries.campaign(c, campaign))
    assert (view.state, view.finished_at) == ("sent", now)
    payloads = await database.read(
        lambda c: c.execute(select(outbox.c.payload).order_by(outbox.c.id)).scalars().all()
    )
    assert [(each["about"], each["quiet"]) for each in payloads] == [
        ("campaign_progress", True),
        ("campaign_done", False),
    ]


async def test_what_waits_in_stopped_and_paused_campaigns_is_passed_by_no_claim(
    database: Database, now: datetime
) -> None:
    """However many there are: the claim is told which campaign it is about, and begins there."""
    asked: list[tuple[str, Any]] = []

    def ended(connection: Connection, ends: Callable[..., None], *given: object) -> None:
        campaign = drafted(connection, operator, now)
        started(campaign, now)(connection)
        by_its_operator(ends, campaign, *given)(connection)

    def build(connection: Connection) -> list[int]:
        agreeing(connection, now, 9)
        ended(connection, sending.stop, now)
        ended(connection, sending.pause)
        campaign = drafted(connection, operator, now)
        started(campaign, now)(connection)
        return [campaign]

    operator = await database.write(lambda c: Market(c, now).operator())
    (campaign,) = await database.write(build)

    def listening(connection: Connection) -> list[str]:
        def hear(_c: Any, _u: Any, text: str, given: Any, *_: Any) -> None:
            asked.append((text, given))

        event.listen(connection, "before_cursor_execute", hear)
        claimed = delivering.claim(connection, now, 20)
        event.remove(connection, "before_cursor_execute", hear)
        assert {each.campaign_id for each in claimed} == {campaign}
        if connection.dialect.name != "sqlite":
            return []
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given).all()
            for text, given in asked
        ]
        return [row.detail for plan in plans for row in plan if "waiting" in row.detail]

    plan = await database.write(listening)
    marking = [given for text, given in asked if text.lstrip().startswith("WITH waiting")]
    assert [
        campaign in (each.values() if isinstance(each, dict) else each) for each in marking
    ] == [True]
    assert all("campaign_id=?" in each for each in plan if "ix_campaign_recipients" in each)


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_a_look_for_work_reads_nobody_who_waits_there(
    database: Database, now: datetime
) -> None:
    """PostgreSQL would, asked whether anybody waits in the campaign: of its rows there are so many."""
    asked: list[tuple[str, Any]] = []

    def build(connection: Connection) -> None:
        agreeing(connection, now, 1_500)
        operator = Market(connection, now).operator()
        for over in (True, True, False):
            campaign = drafted(connection, operator, now)
            started(campaign, now)(connection)
            if over:
                sending.stop(connection, campaign, operator, now)

    def look(connection: Connection) -> Any:
        def hear(_c: Any, _u: Any, text: str, given: Any, *_: Any) -> None:
            asked.append((text, given))

        event.listen(connection, "before_cursor_execute", hear)
        assert delivering.has_work(connection, now, now)
        event.remove(connection, "before_cursor_execute", hear)
        ((text, given),) = asked
        return connection.exec_driver_sql(f"EXPLAIN (ANALYZE) {text}", given).scalars().all()

    await database.write(build)
    await database.write(lambda c: c.exec_driver_sql("ANALYZE campaign_recipients"))
    passed = [line for line in await database.write(look) if "Rows Removed" in line]
    assert [line for line in passed if int(line.rpartition(" ")[2]) > 10] == []
