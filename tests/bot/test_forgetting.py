"""What is old goes by itself, a few rows at a time, and nothing is written where nothing is old."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    func,
    insert,
    select,
    update,
)

from bot.clock import Clock
from bot.models import seen, shown_messages
from bot.settings import Settings
from bot.workers import forgetting
from bot.workers.forgetting import PAGES, Forgetting, keeping
from catalog.application_models import applications
from catalog.models import searches
from catalog.viewing_models import service_views
from database.door import Database
from database.metadata import metadata
from database.outbox_table import outbox
from handlers.privacy_register import register
from orders.address_models import order_addresses
from orders.bills.bill_models import bills
from orders.booking import counter
from orders.booking.counter import CounterGuest
from orders.claim_models import collection_windows, kitchen_windows, stock_days
from orders.delivery.delivery_models import delivery_offers
from orders.messaging.message_models import booking_messages, conversation_reports
from orders.models import orders
from orders.sitting.sitting_models import sitting_removals, sittings
from orders.waitlist.waitlist_models import waitlist
from people.address_models import addresses
from people.look_models import looks
from people.models import people
from people.privacy import Ageing
from promotions.models import sources, visits
from queueing.models import queue_tickets
from tests.databases import import_models
from tests.making import Market
from tests.promotions.crowd import looked, ordered

import_models()
AGEING = (PAGES, *register().ageing)
KEPT = timedelta(days=30)
TABLES = (searches, visits, shown_messages, outbox, seen)


@dataclass
class Stopped:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass
class Counted:
    """A database that counts the transactions that write."""

    database: Database
    writes: list[Any] = field(default_factory=list)

    async def read(self, unit: Callable[[Connection], Any]) -> Any:
        return await self.database.read(unit)

    async def write(self, unit: Callable[[Connection], Any]) -> Any:
        done = await self.database.write(unit)
        self.writes.append(done)
        return done


async def passes(database: Any, now: datetime) -> None:
    kept = tuple((each, KEPT) for each in AGEING)
    await Forgetting(cast("Database", database), cast("Clock", Stopped(now)), kept).work()


def aged(connection: Connection, at: datetime, number: int) -> None:
    """So many rows of everything, of this age."""
    market = Market(connection, at)
    person = market.guest()
    source = market.add(sources, token=f"t{at:%d%H}", kind="share", label="", created_at=at)
    for each in range(number):
        looked(connection, person, (60.2, 24.9), at)
        market.add(visits, person_id=person, source_id=source, at=at)
        key = f"{at:%m%d}-{each}"
        page = {"channel": "telegram", "chat": "1", "message": key, "form": "text"}
        rest = {"fingerprint": "", "kept": False, "subject": None, "at": at}
        connection.execute(insert(shown_messages).values(**page, **rest))
        event_id = int(f"{at:%m%d}{each:04}")
        connection.execute(insert(seen).values(bot_id=1, event_id=event_id, action="home", at=at))
        sent(connection, key, at)


def sent(connection: Connection, key: str, at: datetime, **values: Any) -> None:
    given = {"kind": "notice", "key": key, "payload": {"about": "x"}, "state": "done"}
    moments = {"created_at": at, "due_at": at, "finished_at": at}
    connection.execute(insert(outbox).values(**given | moments | values))


async def left(database: Database) -> dict[str, int]:
    def count(connection: Connection) -> dict[str, int]:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in TABLES
        }

    return await database.read(count)


async def test_the_old_goes_and_the_young_stays(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 4)
    await database.write(lambda c: aged(c, now - timedelta(days=40), 10))
    await database.write(lambda c: aged(c, now - timedelta(days=1), 3))
    counted = Counted(database)

    await passes(counted, now)

    assert await left(database) == dict.fromkeys((each.name for each in TABLES), 3)
    assert max(counted.writes) == 4


async def test_nothing_is_written_where_nothing_is_old(database: Database, now: datetime) -> None:
    await database.write(lambda c: aged(c, now - timedelta(days=1), 3))
    counted = Counted(database)

    await passes(counted, now)

    assert counted.writes == []


async def test_what_is_worth_keeping_and_what_is_needed_stays(
    database: Database, now: datetime
) -> None:
    """A code's message, and the word of it while the booking stands; refunds; what is stuck."""
    past = now - timedelta(days=40)

    def make(connection: Connection) -> int:
        aged(connection, past, 1)
        connection.execute(update(shown_messages).values(kept=True))
        market = Market(connection, past)
        order = ordered(connection, market.guest(), past)
        sent(connection, "voucher", past, payload={"about": "voucher", "order": order})
        sent(connection, "refund:1", past, kind="refund")
        sent(connection, "stuck", past, state="parked")
        sent(connection, "waits", past, state="waiting", finished_at=None)
        return order

    order = await database.write(make)
    await passes(database, now)
    assert (await left(database))["shown_messages"] == 1
    assert await keys(database) == ["refund:1", "stuck", "voucher", "waits"]

    await database.write(lambda c: over(c, order))
    await passes(database, now)
    assert await keys(database) == ["refund:1", "stuck", "waits"]


async def test_names_of_whom_staff_wrote_in_go_by_their_age(
    database: Database, now: datetime
) -> None:
    """After their last booking; whoever has an account asks for themselves."""

    def make(connection: Connection) -> tuple[int, ...]:
        past = now - timedelta(days=40)
        market = Market(connection, past)
        shop = market.merchant()
        service = market.service(shop, price=0)
        made = []
        for days in (1, 12):
            guest, start = CounterGuest("Aino", "en"), market.start(days=days)
            given = (shop.clerk, service, start, 1, guest, past)
            order = counter.write_in(connection, *given)
            connection.execute(update(orders).where(orders.c.id == order).values(state="expired"))
            made.append(order)
        waits = market.start(days=2)
        made.append(counter.write_in(connection, shop.clerk, service, waits, 1, guest, past))
        return (*made, ordered(connection, market.guest("Otso"), past))

    wrote = await database.write(make)
    await passes(database, now)

    def named(connection: Connection) -> list[str]:
        query = select(people.c.name).join(orders, orders.c.guest_id == people.c.id)
        query = query.where(orders.c.id.in_(wrote)).order_by(orders.c.id)
        return list(connection.execute(query).scalars())

    assert await database.read(named) == ["", "Aino", "Aino", "Otso"]


def over(connection: Connection, order: int) -> None:
    connection.execute(update(orders).where(orders.c.id == order).values(state="expired"))


async def keys(database: Database) -> list[str]:
    query = select(outbox.c.key).order_by(outbox.c.key)
    return await database.read(lambda c: list(c.execute(query).scalars()))


async def test_what_became_young_between_looking_and_dropping_stays(
    database: Database, now: datetime
) -> None:
    """A page that is shown anew, a message that is taken up again."""
    past = now - timedelta(days=40)
    moment = now - KEPT
    await database.write(lambda c: aged(c, past, 1))
    found = [await database.read(lambda c, each=each: each.old(c, moment, 9)) for each in AGEING]

    def meanwhile(connection: Connection) -> None:
        connection.execute(update(shown_messages).values(at=now))
        connection.execute(update(outbox).values(state="waiting", finished_at=None))

    await database.write(meanwhile)
    for ageing, rows in zip(AGEING, found, strict=True):
        if ageing.table in (shown_messages, outbox):
            assert rows
            assert await database.write(lambda c, a=ageing, r=rows: a.drop(c, r, moment)) == 0


@pytest.mark.parametrize("ageing", AGEING, ids=lambda each: each.table.name)
def test_each_has_its_setting_and_a_reason(ageing: Ageing) -> None:
    assert ageing.why
    assert ageing.setting in {each.name for each in fields(Settings)}
    assert keeping(ageing, Settings()) >= timedelta(days=2)


@pytest.fixture(scope="module")
def every_table() -> Iterator[Engine]:
    """Empty, and only read."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("ageing", AGEING, ids=lambda each: each.table.name)
def test_looking_reads_no_table_from_end_to_end(
    ageing: Ageing, every_table: Engine, now: datetime
) -> None:
    """By an index, or along the numbers as far as they are old."""
    said: list[tuple[str, Any]] = []
    with every_table.connect() as connection:
        event.listen(
            connection,
            "before_cursor_execute",
            lambda _c, _u, text, given, *_: said.append((text, given)),
        )
        ageing.old(connection, now, 9)
        ((text, given),) = said
        plan = [
            row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)
        ]

    along = ageing.table in (searches, service_views, visits, applications, looks)
    scans = [each for each in plan if each.startswith("SCAN")]
    assert scans == ([f"SCAN {ageing.table.name}"] if along else [])
    assert not [each for each in plan if "TEMP B-TREE" in each]


def test_the_register_names_every_table_that_grows_by_what_people_do() -> None:
    tables: set[Table] = {each.table for each in AGEING}

    assert tables == {
        *(searches, service_views, applications, visits, looks, shown_messages, outbox, people),
        *(delivery_offers, sittings, sitting_removals),
        *(stock_days, kitchen_windows, collection_windows),
        *(
            booking_messages,
            conversation_reports,
            queue_tickets,
            waitlist,
            order_addresses,
            bills,
            addresses,
        ),
    }
