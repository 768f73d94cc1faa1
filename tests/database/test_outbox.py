"""Messages leave at least once, are never taken by two, and nobody who lost a lease has a say."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection

from database import outbox, outbox_statements
from database.door import Database, open_database
from database.outbox import LEASE, Claimed, Message
from tests.overtaking import Unit, behind, without_row_locks

SECOND = timedelta(seconds=1)


def letters(*numbers: int, due_at: datetime | None = None) -> list[Message]:
    return [Message("letter", f"letter {n}", {"number": n}, due_at) for n in numbers]


async def put(database: Database, messages: list[Message], now: datetime) -> None:
    await database.write(lambda connection: outbox.put_all(connection, messages, now))


async def claim(
    database: Database, now: datetime, worker: str = "kim", limit: int = 10
) -> list[Claimed]:
    return await database.write(lambda c: outbox.claim(c, ["letter"], worker, now, limit))


async def next_due(database: Database) -> datetime | None:
    return await database.read(lambda connection: outbox.next_due(connection, ["letter"]))


async def test_a_key_is_put_once_and_stays_as_it_was(database: Database, now: datetime) -> None:
    await put(database, [], now)
    await put(database, letters(1, 2), now)
    await put(database, [Message("letter", "letter 2", {"number": 99}), *letters(3)], now)
    claimed = await claim(database, now)
    assert [each.payload["number"] for each in claimed] == [1, 2, 3]


async def test_a_rolled_back_unit_sends_nothing(database: Database, now: datetime) -> None:
    def change_mind(connection: Connection) -> None:
        outbox.put(connection, letters(1)[0], now)
        raise KeyError

    with pytest.raises(KeyError):
        await database.write(change_mind)
    assert await claim(database, now) == []


async def test_only_what_is_due_is_claimed_oldest_first(database: Database, now: datetime) -> None:
    await put(database, letters(1, due_at=now + SECOND), now)
    await put(database, letters(2, 3), now)
    await put(database, letters(4, due_at=now - SECOND), now)
    await put(database, [Message("refund", "refund 1", {})], now)
    assert [each.key for each in await claim(database, now, limit=2)] == ["letter 4", "letter 2"]
    assert [each.key for each in await claim(database, now)] == ["letter 3"]
    assert [each.key for each in await claim(database, now + SECOND)] == ["letter 1"]


async def test_a_lease_that_ran_out_is_taken_over(database: Database, now: datetime) -> None:
    await put(database, letters(1), now)
    [first] = await claim(database, now)
    assert (first.attempts, first.uncertain) == (1, False)
    assert await claim(database, now + LEASE - SECOND, "lee") == []
    [second] = await claim(database, now + LEASE, "lee")
    assert (second.attempts, second.uncertain, second.leased_by) == (2, True, "lee")


@pytest.mark.parametrize("verdict", ["finish", "retry", "park"])
async def test_whoever_lost_the_lease_changes_nothing(
    database: Database, now: datetime, verdict: str
) -> None:
    await put(database, letters(1), now)
    [first] = await claim(database, now)
    [second] = await claim(database, now + LEASE)

    def judge(connection: Connection, claimed: Claimed) -> bool:
        if verdict == "finish":
            return outbox.finish(connection, claimed, now)
        if verdict == "park":
            return outbox.park(connection, claimed, now, "hopeless")
        return outbox.retry(connection, claimed, now, "later", SECOND)

    assert not await database.write(partial(judge, claimed=first))
    assert await database.write(partial(judge, claimed=second))
    assert not await database.write(partial(judge, claimed=second))


async def test_a_retry_waits_and_is_not_uncertain(database: Database, now: datetime) -> None:
    await put(database, letters(1), now)
    [first] = await claim(database, now)
    await database.write(lambda c: outbox.retry(c, first, now, "no answer", 2 * SECOND))
    assert await claim(database, now + SECOND) == []
    [second] = await claim(database, now + 2 * SECOND)
    assert (second.attempts, second.uncertain) == (2, False)


async def test_the_next_moment_with_something_to_do(database: Database, now: datetime) -> None:
    assert await next_due(database) is None
    await put(database, letters(1, due_at=now), now)
    await put(database, letters(2, due_at=now + 60 * SECOND), now)
    assert await next_due(database) == now
    [claimed] = await claim(database, now)
    assert await next_due(database) == now + LEASE
    await database.write(lambda connection: outbox.finish(connection, claimed, now))
    assert await next_due(database) == now + 60 * SECOND


async def test_what_is_parked_can_be_tried_again(database: Database, now: datetime) -> None:
    await put(database, letters(1), now)
    [claimed] = await claim(database, now)
    await database.write(lambda connection: outbox.park(connection, claimed, now, "hopeless"))
    [parked] = await database.read(outbox.parked)
    assert (parked.key, parked.last_error, parked.parked_at) == ("letter 1", "hopeless", now)
    assert await claim(database, now + LEASE) == []
    assert await next_due(database) is None
    assert await database.write(lambda c: outbox.unpark(c, parked.id, now))
    assert not await database.write(lambda c: outbox.unpark(c, parked.id, now))
    assert [each.attempts for each in await claim(database, now)] == [1]
    assert await database.read(outbox.parked) == []


async def test_leases_of_the_dead_end_at_the_start(database: Database, now: datetime) -> None:
    await put(database, letters(1, 2), now)
    await claim(database, now, limit=1)
    assert await database.write(outbox.release_leases_of_dead) == 1
    claimed = await claim(database, now)
    assert [each.uncertain for each in claimed] == [True, False]


async def test_two_workers_never_claim_the_same(database: Database, now: datetime) -> None:
    await put(database, letters(*range(40)), now)
    batches = await asyncio.gather(
        *[claim(database, now, worker=f"worker {n}", limit=7) for n in range(8)]
    )
    taken = [each.id for batch in batches for each in batch]
    assert len(taken) == len(set(taken)) == 40
    assert max(map(len, batches)) == 7


async def test_a_worker_passes_by_what_another_is_just_claiming(
    postgres_url: str, now: datetime
) -> None:
    async with open_database(postgres_url) as database:
        await put(database, letters(1, 2), now)
        first, second = await behind(database, claims(now, 1), claims(now, 2))
        assert [[each.key for each in batch] for batch in (first, second)] == [
            ["letter 1"],
            ["letter 2"],
        ]


async def test_without_locks_both_claim_the_same(postgres_url: str, now: datetime) -> None:
    """The negative control. On SQLite a claim is one statement, which no other can come into."""
    async with open_database(postgres_url) as database:
        await put(database, letters(1), now)
        with without_row_locks():
            first, second = await behind(database, claims(now, 1), claims(now, 1))
        assert [each.id for each in first] == [each.id for each in second]


def claims(now: datetime, limit: int) -> Unit:
    return lambda c: outbox.claim(c, ["letter"], "kim", now, limit)


async def test_looking_for_what_is_due_uses_the_index(database: Database) -> None:
    def plan(connection: Connection) -> str:
        query = outbox_statements.next_due().params(kinds=["letter"])
        sql = query.compile(connection, compile_kwargs={"literal_binds": True})
        if connection.dialect.name == "sqlite":
            return str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all())
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # it is an empty table
        return str(connection.exec_driver_sql(f"EXPLAIN {sql}").all())

    assert "ix_outbox_kind_due_at" in await database.write(plan)


def test_the_delay_doubles_spreads_and_has_an_end() -> None:
    def delays(key: str) -> list[timedelta]:
        claimed: Any = partial(Claimed, 1, "letter", key, {}, leased_by="kim", uncertain=False)
        return [outbox.backoff(claimed(attempts=attempt)) for attempt in range(1, 40)]

    seen = delays("a")
    assert SECOND <= seen[0] <= 2 * SECOND
    assert 4 * SECOND <= seen[2] <= 8 * SECOND
    assert timedelta(minutes=30) <= seen[-1] <= timedelta(hours=1)
    assert seen != delays("b")


async def test_a_lease_can_be_renewed_by_its_holder_alone(
    database: Database, now: datetime
) -> None:
    await put(database, letters(1), now)
    held = await claim(database, now)
    later = now + LEASE - SECOND

    await database.write(lambda connection: outbox.renew(connection, held, later))

    assert await claim(database, now + LEASE + SECOND, "eve") == []
    [taken] = await claim(database, later + LEASE + SECOND, "eve")
    await database.write(lambda connection: outbox.renew(connection, held, later + 3 * LEASE))
    assert await claim(database, later + 2 * LEASE + 2 * SECOND, "kim") != []
    assert taken.leased_by == "eve"
