"""A guest says an address once; it is theirs alone, and an order keeps its own copy while it is needed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from bot.settings import Settings
from database.door import Database
from database.point import Point
from handlers.privacy_register import register
from orders import address_for, agreed_addresses
from orders.address_models import order_addresses
from orders.models import orders
from people import addressing, exporting, forgetting
from people.address_models import addresses
from people.errors import AddressGone, TooManyAddresses
from people.limits import ADDRESSES_KEPT
from people.models import staff
from tests.making import Market, Shop
from tests.promotions.crowd import ordered

HERE = Point(60.19, 24.95)


def kept(connection: Connection, person: int, now: datetime, text: str = "Vaasankatu 4") -> int:
    made = addressing.begin(connection, person, now, point=HERE, text=text)
    addressing.choose(connection, person, made, now)
    return made


async def test_it_is_said_once_and_the_last_chosen_is_meant(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> list[str]:
        guest = Market(connection, now).guest()
        home = kept(connection, guest, now)
        kept(connection, guest, now + timedelta(hours=1), "Porvoonkatu 2")
        addressing.label(connection, guest, home, "At home")
        addressing.note(connection, guest, home, "3rd floor")
        addressing.choose(connection, guest, home, now + timedelta(hours=2))
        meant = addressing.current(connection, guest)
        assert meant is not None
        assert (meant.point, meant.note, meant.label) == (HERE, "3rd floor", "At home")
        return [each.text for each in addressing.kept(connection, guest)]

    assert await database.write(work) == ["Vaasankatu 4", "Porvoonkatu 2"]


async def test_half_of_one_is_no_address(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        guest = Market(connection, now).guest()
        half = addressing.begin(connection, guest, now, point=HERE)
        with pytest.raises(AddressGone):
            addressing.choose(connection, guest, half, now)
        assert addressing.current(connection, guest) is None
        addressing.begin(connection, guest, now, text="Vaasankatu 4")
        with pytest.raises(AddressGone):
            addressing.of_person(connection, guest, half)

    await database.write(work)


async def test_another_persons_is_none(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        market = Market(connection, now)
        mine = kept(connection, market.guest(), now)
        other = market.guest("Other")
        for act in (
            lambda: addressing.of_person(connection, other, mine),
            lambda: addressing.locate(connection, other, mine, Point(1, 1)),
            lambda: addressing.write(connection, other, mine, "Mine now"),
            lambda: addressing.choose(connection, other, mine, now),
            lambda: addressing.drop(connection, other, mine),
        ):
            with pytest.raises(AddressGone):
                act()
        assert connection.execute(select(addresses.c.text)).scalar_one() == "Vaasankatu 4"

    await database.write(work)


async def test_no_more_than_so_many_are_kept(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        guest = Market(connection, now).guest()
        made = [kept(connection, guest, now, f"Katu {each}") for each in range(ADDRESSES_KEPT)]
        with pytest.raises(TooManyAddresses):
            addressing.begin(connection, guest, now, point=HERE)
        addressing.drop(connection, guest, made[0])
        kept(connection, guest, now)

    await database.write(work)


async def test_they_are_handed_over_and_forgotten(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        guest = Market(connection, now).guest()
        kept(connection, guest, now)
        told = exporting.export(connection, guest, register())
        assert told["addresses"][0]["text"] == "Vaasankatu 4"
        forgetting.forget(connection, guest, register(), now)
        assert connection.execute(select(addresses)).all() == []

    await database.write(work)


def agreed(connection: Connection, now: datetime, **columns: object) -> tuple[Market, int, int]:
    """An order of a guest's that goes to their address: the market, the guest, the order."""
    market = Market(connection, now)
    guest = market.guest()
    order = ordered(connection, guest, now, **columns)
    kept(connection, guest, now)
    meant = addressing.current(connection, guest)
    assert meant is not None
    agreed_addresses.freeze(connection, order, meant, now)
    return market, guest, order


async def test_what_was_agreed_stays_when_the_guest_moves(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        _, guest, order = agreed(connection, now)
        meant = addressing.current(connection, guest)
        assert meant is not None
        addressing.write(connection, guest, meant.id, "Far away 9")
        addressing.drop(connection, guest, meant.id)
        found = address_for(connection, guest, order)
        assert found is not None
        assert found.text == "Vaasankatu 4"

    await database.write(work)


async def test_who_needs_it_sees_it_until_it_is_done(database: Database, now: datetime) -> None:
    """The desk, and the one who gives it; not a colleague, a courier or another place's staff."""

    def work(connection: Connection) -> None:
        market, guest, order = agreed(connection, now)
        row = connection.execute(select(orders).where(orders.c.id == order)).one()
        elsewhere = market.merchant("Elsewhere").clerk
        desk, giver, colleague, courier = (
            market.clerk(row.merchant_id, name) for name in ("Desk", "Giver", "Other", "Courier")
        )
        shop = Shop(row.merchant_id, row.location_id, desk)
        chair = market.resource(shop, name="Sam")
        for person, role, resource in (
            (desk, "desk", None),
            (giver, "provider", chair),
            (colleague, "provider", None),
            (courier, "courier", None),
        ):
            change = update(staff).where(staff.c.person_id == person)
            connection.execute(change.values(role=role, resource_id=resource))
        connection.execute(update(orders).where(orders.c.id == order).values(resource_id=chair))

        def readers() -> list[bool]:
            people = (guest, desk, giver, colleague, courier, elsewhere, market.operator())
            return [address_for(connection, each, order) is not None for each in people]

        assert readers() == [True, True, True, False, False, False, False]
        for state in ("held", "redeemed", "cancelled"):
            change = update(orders).where(orders.c.id == order)
            connection.execute(change.values(state=state, held_until=now))
            assert readers() == [True, False, False, False, False, False, False], state

    await database.write(work)


async def test_it_goes_when_its_time_has_passed_and_the_order_is_over(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> list[int]:
        _, _, order = agreed(connection, now - timedelta(days=40))
        moment = now - timedelta(days=Settings().keep_addresses_days)
        change = update(orders).where(orders.c.id == order)
        assert agreed_addresses.outdated(connection, moment, 9) == []
        connection.execute(change.values(state="redeemed", valid_until=now))
        assert agreed_addresses.outdated(connection, moment, 9) == []
        connection.execute(change.values(valid_until=moment - timedelta(hours=1)))
        found = agreed_addresses.outdated(connection, moment, 9)
        assert agreed_addresses.forget(connection, found, moment) == 1
        return list(connection.execute(select(order_addresses.c.order_id)).scalars())

    assert await database.write(work) == []
