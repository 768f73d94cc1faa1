"""What is held of a person is declared column by column; export and erasure do what it says."""

import json
from datetime import datetime

import pytest
from sqlalchemy import Connection, func, insert, select

from bot.models import chats, shown_messages
from bot.privacy import forget_strangers
from catalog.models import claims, favourites, searches
from database.door import Database
from database.metadata import metadata
from database.outbox import Message, put
from database.outbox_table import outbox
from handlers.privacy_register import register
from orders.models import orders, ratings
from payments.models import payments, refunds
from people import arriving, consenting, exporting, forgetting, queries
from people.arriving import Newcomer
from people.errors import LiveVouchers, MoneyUnderWay
from people.models import consents, identities, people
from people.privacy import Fate
from promotions import attributing, delivering, sending
from promotions.models import visits
from tests.databases import import_models
from tests.making import Market
from tests.promotions.crowd import drafted, looked, ordered, says


def named() -> set[str]:
    """Every column in the database that holds a person's id."""
    import_models()
    return {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "people" for key in column.foreign_keys)
    }


def test_every_column_that_names_a_person_has_one_answer() -> None:
    answered = [f"{each.table.name}.{each.named_by.name}" for each in register().holdings]
    assert len(answered) == len(set(answered))
    assert named() - set(answered) == set()


def test_every_answer_says_why_and_what_is_blanked_is_exported() -> None:
    for holding in register().holdings:
        assert holding.why
        assert bool(holding.blanks) == (holding.fate is Fate.BLANKED)
        exported = {column.name for column in holding.exported}
        assert set(holding.blanks) <= exported


def lived(connection: Connection, now: datetime) -> int:
    """A guest who left traces everywhere, and has nothing open."""
    market = Market(connection, now)
    guest = market.guest("Ada Lovelace")
    says(connection, guest, now)
    order = ordered(connection, guest, now, state="redeemed", note="I am Ada, allergic to nuts")
    row = connection.execute(select(orders).where(orders.c.id == order)).one()
    place = {"merchant_id": row.merchant_id, "location_id": row.location_id}
    starred = insert(ratings).values(order_id=order, guest_id=guest, stars=5, at=now, **place)
    connection.execute(starred.values(words="Ada was here"))
    looked(connection, guest, (60.1, 24.9), now)
    connection.execute(
        insert(favourites).values(person_id=guest, merchant_id=row.merchant_id, added_at=now)
    )
    market.add(
        claims,
        merchant_id=row.merchant_id,
        person_id=guest,
        note="Ask Ada",
        state="open",
        made_at=now,
    )
    token = attributing.make_source(connection, "share", "Poster", now)
    attributing.visit(connection, guest, token, now)
    put(connection, Message("notice", "news", {"about": "x", "person": guest}), now)
    put(connection, Message("notice", "other", {"about": "x", "person": guest + 1}), now)
    return guest


@pytest.mark.both_engines
async def test_an_export_is_plain_data_and_holds_what_the_person_left(
    database: Database, now: datetime
) -> None:
    guest = await database.write(lambda c: lived(c, now))
    data = await database.read(lambda c: exporting.export(c, guest, register()))
    assert json.loads(json.dumps(data)) == data
    assert data["people"][0]["name"] == "Ada Lovelace"
    assert data["orders"][0]["note"] == "I am Ada, allergic to nuts"
    assert data["ratings"][0]["words"] == "Ada was here"
    assert data["searches"][0]["latitude"] == 60.1
    assert data["consents"][0]["wording"] == "Offers, please"
    assert data["claims"][0]["note"] == "Ask Ada"
    assert data["visits"][0]["at"] == now.isoformat()


async def test_an_export_holds_nothing_of_others(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> int:
        lived(connection, now)
        return Market(connection, now).guest("Bob")

    bob = await database.write(work)
    data = await database.read(lambda c: exporting.export(c, bob, register()))
    assert set(data) == {"person", "people", "identities"}


async def test_who_is_forgotten_leaves_accounts_and_no_name(
    database: Database, now: datetime
) -> None:
    guest = await database.write(lambda c: lived(c, now))
    assert await database.write(lambda c: forgetting.forget(c, guest, register(), now))

    def left(connection: Connection) -> dict[str, int]:
        tables = (identities, favourites, searches, visits, consents, orders, ratings)
        query = {
            table.name: select(func.count()).select_from(table).where(holding.of(guest))
            for table in tables
            for holding in register().holdings
            if holding.table is table
        }
        return {name: connection.execute(each).scalar_one() for name, each in query.items()}

    assert await database.read(left) == {
        "identities": 0,
        "favourites": 0,
        "searches": 0,
        "visits": 0,
        "consents": 1,
        "orders": 1,
        "ratings": 1,
    }
    data = await database.read(lambda c: exporting.export(c, guest, register()))
    assert "Ada" not in json.dumps(data)
    assert data["claims"][0]["state"] == "refused"
    person = await database.read(lambda c: queries.person(c, guest))
    assert person is not None
    assert (person.name, person.forgotten_at) == ("", now)


async def test_news_on_its_way_to_who_is_forgotten_is_dropped(
    database: Database, now: datetime
) -> None:
    guest = await database.write(lambda c: lived(c, now))
    await database.write(lambda c: forgetting.forget(c, guest, register(), now))
    keys = await database.read(lambda c: c.execute(select(outbox.c.key)).scalars().all())
    assert keys == ["other"]


@pytest.mark.both_engines
async def test_forgetting_twice_is_forgetting_once(database: Database, now: datetime) -> None:
    guest = await database.write(lambda c: lived(c, now))
    assert await database.write(lambda c: forgetting.forget(c, guest, register(), now))
    assert not await database.write(lambda c: forgetting.forget(c, guest, register(), now))


async def test_who_comes_back_is_somebody_new_who_agreed_to_nothing(
    database: Database, now: datetime
) -> None:
    guest = await database.write(lambda c: lived(c, now))
    await database.write(lambda c: forgetting.forget(c, guest, register(), now))
    user = str(guest + 1000)
    back = Newcomer("telegram", user, user, "Ada Lovelace", None, "en")
    known = await database.write(lambda c: arriving.welcome(c, back, now))
    assert known.id != guest
    assert not await database.read(
        lambda c: consenting.consents(c, known.id, consenting.PROMOTIONS)
    )


@pytest.mark.parametrize("state", ["placed", "confirmed", "held"])
async def test_nobody_is_forgotten_while_something_is_open(
    database: Database, now: datetime, state: str
) -> None:
    def work(connection: Connection) -> tuple[int, int]:
        guest = Market(connection, now).guest()
        until = now.replace(hour=13)
        return guest, ordered(connection, guest, now, state=state, held_until=until)

    guest, order = await database.write(work)
    with pytest.raises(LiveVouchers) as refused:
        await database.write(lambda c: forgetting.forget(c, guest, register(), now))
    assert refused.value.orders == (order,)
    name = select(people.c.name).where(people.c.id == guest)
    assert await database.read(lambda c: c.execute(name).scalar_one()) == "Aino"


@pytest.mark.parametrize(
    ("provider", "state", "open_"),
    [
        ("sandbox", "due", True),
        ("sandbox", "by_hand", False),
        ("sandbox", "done", False),
        ("stars", "by_hand", True),
        ("stars", "done", False),
    ],
)
async def test_a_refund_that_a_provider_has_yet_to_make_to_them_comes_first(
    database: Database, now: datetime, provider: str, state: str, *, open_: bool
) -> None:
    def work(connection: Connection) -> int:
        market = Market(connection, now)
        guest = market.guest()
        order = ordered(connection, guest, now, state="cancelled")
        payment = market.add(
            payments,
            order_id=order,
            guest_id=guest,
            provider=provider,
            payload="payload",
            amount=2000,
            currency="EUR",
            state="captured",
            captured=2000,
            refunded=2000,
            requested_at=now,
        )
        money = {"amount": 2000, "currency": "EUR", "reason": "cancelled", "state": state}
        key = {"idempotency_key": "key", "requested_at": now}
        market.add(refunds, payment_id=payment, order_id=order, **money, **key)
        return guest

    guest = await database.write(work)
    if open_:
        with pytest.raises(MoneyUnderWay):
            await database.write(lambda c: forgetting.forget(c, guest, register(), now))
    else:
        assert await database.write(lambda c: forgetting.forget(c, guest, register(), now))


@pytest.mark.both_engines
async def test_a_promotion_that_waits_for_them_is_never_sent(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> list[delivering.Delivery]:
        guest = lived(connection, now)
        operator = Market(connection, now).operator()
        campaign = drafted(connection, operator, now)
        sending.start(connection, campaign, operator, now)
        forgetting.forget(connection, guest, register(), now)
        return delivering.claim(connection, now, 10)

    assert await database.write(work) == []


async def test_what_channels_remember_goes_with_the_identity(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[int, bool]:
        market = Market(connection, now)
        ada, bob = market.guest("Ada"), market.guest("Bob")
        for guest in (ada, bob):
            where = {"channel": "telegram", "chat": str(guest + 1000)}
            connection.execute(insert(chats).values(asks="note", **where))
            shown = {"message": "1", "form": "text", "fingerprint": "", "kept": False}
            connection.execute(insert(shown_messages).values(at=now, **shown, **where))
        forgetting.forget(connection, ada, register(), now)
        erased = forget_strangers(connection, now)
        return erased, [str(bob + 1000)] * 2 == [
            *connection.execute(select(chats.c.chat)).scalars(),
            *connection.execute(select(shown_messages.c.chat)).scalars(),
        ]

    assert await database.write(work) == (2, True)
