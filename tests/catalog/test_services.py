"""A merchant's people make and change its services; nobody else does, and each change is recorded."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, select, update

from catalog import services
from catalog.changes import Subject, history
from catalog.errors import (
    FieldRefused,
    NumberOutOfRange,
    NumberUnreadable,
    PictureUnreadable,
    PriceUnpayable,
    ServicesFull,
    ServiceUnknown,
    TextMissing,
    WasPriceTooLow,
)
from catalog.models import locations, service_resources
from catalog.models import services as table
from catalog.queries import service, services_of
from catalog.service_fields import BOUNDS, Kind, ServiceField
from catalog.service_lists import own_services
from catalog.service_values import value_of
from catalog.views import ServiceView
from catalog.visits.errors import NobodyGivesIt
from database.door import Database
from database.money import Limits
from people.errors import NoRight
from people.models import staff
from people.rights import Role
from tests.making import Market, Shop

T = TypeVar("T")
F = ServiceField


class House:
    """A yoga school with Kim as its owner, and somebody from the street."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now

    async def open(self) -> "House":
        def build(c: Connection) -> tuple[Shop, int, int]:
            market = Market(c, self.now)
            shop = market.merchant(category="yoga")
            return shop, market.service(shop), market.guest("Bob")

        self.shop, self.service, self.bob = await self.database.write(build)
        self.kim = self.shop.clerk
        return self

    async def do(self, use_case: Callable[..., T], *given: Any, **named: Any) -> T:
        return await self.database.write(lambda c: use_case(c, *given, **named))

    async def given(self) -> None:
        """Somebody gives the service."""
        await self.do(lambda c: Market(c, self.now).resource(self.shop, self.service))

    async def begin(self, name: str = "Yin", by: int | None = None) -> int:
        given = (self.shop.location, name, "USD", self.kim if by is None else by, self.now)
        return await self.do(services.begin, *given)

    async def set(self, service_id: int, **values: Any) -> None:
        given = {F[name]: value for name, value in values.items()}
        await self.do(services.change, service_id, given, self.kim, self.now)

    async def view(self, service_id: int) -> ServiceView:
        found = await self.database.read(lambda c: service(c, service_id))
        assert found is not None
        return found

    async def offered(self) -> list[str]:
        return [each.name for each in await self.do(services_of, self.shop.merchant)]

    async def listed(self) -> list[int]:
        return [each.id for each in await self.do(own_services, self.shop.merchant)]

    async def changes(self) -> list[tuple[Any, Any]]:
        found = await self.do(history, self.shop.merchant, 50)
        assert {each.by for each in found} <= {self.kim}
        return [(dict(each.before), dict(each.after)) for each in found]


@pytest.fixture
async def house(database: Database, now: datetime) -> House:
    return await House(database, now).open()


async def test_a_new_service_is_as_it_is_usual_there_and_waits_to_be_offered(house: House) -> None:
    made = await house.begin("  Yin\n yoga ")
    view = await house.view(made)
    assert (view.name, view.price, view.currency, view.active) == ("Yin yoga", 0, "EUR", False)
    assert (view.capacity, view.max_seats) == (10, 6), "classes are for several"
    assert await house.offered() == ["Table for one"]
    assert await house.listed() == [made, house.service]
    ((before, after),) = await house.changes()
    assert before == {}
    assert after["name"] == "Yin yoga"


async def test_what_is_offered_is_found_and_priced(house: House) -> None:
    made = await house.begin()
    await house.set(made, PRICE=500, DURATION=90)
    await house.do(services.set_active, made, house.kim, house.now, active=True)
    query = select(locations.c.price_from, locations.c.words, locations.c.bookable)
    found = await house.database.read(lambda c: tuple(c.execute(query).one()))
    assert found[0] == 500
    assert " yin" in found[1]
    assert found[2]
    await house.do(services.set_active, made, house.kim, house.now, active=False)
    assert await house.database.read(lambda c: c.execute(query).one()[0]) == 2000


@pytest.mark.parametrize("field", list(F))
async def test_every_field_is_set_within_its_bounds_only(house: House, field: ServiceField) -> None:
    bounds = BOUNDS[field]
    if bounds.kind is Kind.TEXT:
        await house.set(house.service, **{field.name: "New"})
        assert getattr(await house.view(house.service), bounds.column) == "New"
        return
    await house.set(house.service, PRICE=0)
    await house.given()
    for value in {bounds.least, bounds.most} - ({0} if field is F.WAS_PRICE else set()):
        await house.set(house.service, **{field.name: value})
        assert getattr(await house.view(house.service), bounds.column) == value
    wrong = (-1, bounds.least - 1, bounds.most + 1, *(() if bounds.optional else (None,)))
    for value in wrong:
        with pytest.raises(NumberOutOfRange):
            await house.set(house.service, **{field.name: value})


async def test_somebody_has_to_go_to_a_guest_and_for_so_long(house: House) -> None:
    nobodys = await house.begin()
    for values in ({"AT_HOME": True, "DURATION": 60}, {"AT_HOME": True}):
        with pytest.raises(NobodyGivesIt):
            await house.set(nobodys, **values)
    await house.given()
    await house.set(house.service, AT_HOME=True)
    with pytest.raises(NobodyGivesIt):
        await house.set(house.service, DURATION=None)


@pytest.mark.parametrize(
    ("typed", "days"), [("30", 30), ("30 days", 30), ("30 дней", 30), ("30天", 30), ("48 h", 2)]
)
def test_days_are_typed_as_they_are_shown(typed: str, days: int) -> None:
    assert value_of(1, F.VALID_DAYS, typed, "EUR") == days


@pytest.mark.parametrize("typed", ["90 min", "36 h", "six"])
def test_no_days_are_guessed(typed: str) -> None:
    with pytest.raises(NumberUnreadable):
        value_of(1, F.VALID_DAYS, typed, "EUR")


async def test_a_change_says_what_was_and_what_is(house: House) -> None:
    await house.set(house.service, PRICE=2500, CAPACITY=1)
    await house.set(house.service, PRICE=2500)
    assert await house.changes() == [({"price": 2000}, {"price": 2500})]


async def test_a_price_before_is_higher_or_goes(house: House) -> None:
    await house.set(house.service, WAS_PRICE=3000)
    with pytest.raises(WasPriceTooLow):
        await house.set(house.service, WAS_PRICE=2000)
    await house.set(house.service, PRICE=2999)
    assert (await house.view(house.service)).was_price == 3000
    await house.set(house.service, PRICE=3000)
    assert (await house.view(house.service)).was_price is None


async def test_an_undone_price_takes_the_price_before_with_it_that_it_has_reached(
    house: House,
) -> None:
    await house.set(house.service, PRICE=1000)
    (lowered,) = await house.do(history, house.shop.merchant, 1)
    await house.set(house.service, WAS_PRICE=1500)
    await house.do(services.undo, house.service, lowered.id, house.kim, house.now)
    view = await house.view(house.service)
    assert (view.price, view.was_price) == (2000, None)


async def test_a_price_that_nobody_can_pay_at_once_is_refused(house: House) -> None:
    def limits(_currency: str) -> Limits:
        return Limits(92, 920_000)

    given = ({F.PRICE: 50}, house.kim, house.now, limits)
    with pytest.raises(PriceUnpayable):
        await house.do(services.change, house.service, *given)
    given = ({F.PRICE: 50}, house.kim, house.now, lambda _currency: None)
    with pytest.raises(PriceUnpayable):
        await house.do(services.change, house.service, *given)
    await house.do(services.change, house.service, {F.PRICE: 0}, house.kim, house.now, limits)


async def test_a_name_is_one_that_can_be_read(house: House) -> None:
    for name in ("", " \n ", "\u200b\u202e"):
        with pytest.raises(TextMissing):
            await house.begin(name)
    with pytest.raises(FieldRefused):
        await house.begin("x" * 61)
    with pytest.raises(TextMissing):
        await house.set(house.service, NAME="")
    with pytest.raises(FieldRefused):
        await house.set(house.service, DESCRIPTION="x" * 501)


async def test_a_copy_is_the_same_and_waits(house: House) -> None:
    chair = await house.database.write(
        lambda c: Market(c, house.now).resource(house.shop, house.service)
    )
    made = await house.do(services.copy, house.service, "Twin", house.kim, house.now)
    view, first = await house.view(made), await house.view(house.service)
    same = [each.column for each in BOUNDS.values() if each.column != "name"]
    assert [getattr(view, each) for each in same] == [getattr(first, each) for each in same]
    assert (view.name, view.active, view.resources) == ("Twin", False, (chair,))
    given = select(service_resources.c.service_id).order_by(service_resources.c.service_id)
    assert await house.database.read(lambda c: list(c.execute(given).scalars())) == [
        house.service,
        made,
    ]


async def test_services_stand_as_their_merchant_orders_them(house: House) -> None:
    dear = await house.begin("Dear")
    await house.set(dear, PRICE=9000)
    cheap = await house.begin("Cheap")
    assert await house.listed() == [cheap, house.service, dear], "by price, as long as nobody cares"
    await house.do(services.move, dear, 0, house.kim, house.now)
    assert await house.listed() == [dear, cheap, house.service]
    await house.do(services.move, dear, 99, house.kim, house.now)
    assert await house.listed() == [cheap, house.service, dear]
    last = await house.begin("Last")
    assert (await house.listed())[-1] == last
    for each in (dear, cheap):
        await house.do(services.set_active, each, house.kim, house.now, active=True)
    assert await house.offered() == ["Cheap", "Table for one", "Dear"]


async def test_what_is_taken_off_leaves_the_lists_and_can_come_back(house: House) -> None:
    await house.do(services.take_off, house.service, house.kim, house.now)
    await house.do(services.take_off, house.service, house.kim, house.now)
    assert (await house.offered(), await house.listed()) == ([], [])
    assert not (await house.view(house.service)).bookable
    with pytest.raises(ServiceUnknown):
        await house.do(services.set_active, house.service, house.kim, house.now, active=True)
    await house.do(services.put_back, house.service, house.kim, house.now)
    assert (await house.listed(), await house.offered()) == ([house.service], [])
    assert len(await house.changes()) == 2


async def test_a_change_is_undone_where_nothing_came_after_it(house: House) -> None:
    await house.set(house.service, PRICE=2500)
    (change,) = await house.do(history, house.shop.merchant, 5)
    assert change.subject is Subject.SERVICE
    await house.do(services.undo, house.service, change.id, house.kim, house.now)
    assert (await house.view(house.service)).price == 2000
    await house.set(house.service, PRICE=2600)
    await house.do(services.undo, house.service, change.id, house.kim, house.now)
    assert (await house.view(house.service)).price == 2600


async def test_lists_have_an_end(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 2)
    made = await house.begin()
    for again in (
        lambda: house.begin("More"),
        lambda: house.do(services.copy, made, "More", house.kim, house.now),
    ):
        with pytest.raises(ServicesFull):
            await again()
    await house.do(services.take_off, made, house.kim, house.now)
    await house.begin("More")


@pytest.mark.parametrize("who", ["a stranger", "the desk", "a provider", "dismissed"])
async def test_nobody_else_changes_anything(house: House, who: str) -> None:
    by = await someone(house, who)
    now = house.now
    tries: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = [
        (services.begin, (house.shop.location, "New", "EUR", by, now), {}),
        (services.change, (house.service, {F.PRICE: 1}, by, now), {}),
        (services.set_photo, (house.service, None, by, now), {}),
        (services.set_active, (house.service, by, now), {"active": False}),
        (services.take_off, (house.service, by, now), {}),
        (services.put_back, (house.service, by, now), {}),
        (services.copy, (house.service, "Twin", by, now), {}),
        (services.move, (house.service, 0, by, now), {}),
        (services.undo, (house.service, 1, by, now), {}),
    ]
    before = await house.database.read(rows)
    for use_case, given, named in tries:
        with pytest.raises(NoRight):
            await house.do(use_case, *given, **named)
    assert await house.database.read(rows) == before
    assert await house.changes() == []


async def someone(house: House, who: str) -> int:
    if who == "a stranger":
        return house.bob
    theirs = staff.c.person_id == house.kim
    if who == "dismissed":
        await house.do(lambda c: c.execute(staff.delete().where(theirs)).rowcount)
        return house.kim
    role = Role.DESK if who == "the desk" else Role.PROVIDER
    await house.do(lambda c: c.execute(update(staff).where(theirs).values(role=role)).rowcount)
    return house.kim


def rows(connection: Connection) -> list[Any]:
    return [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]


async def test_only_a_picture_that_is_there_is_shown(house: House) -> None:
    with pytest.raises(PictureUnreadable):
        await house.do(services.set_photo, house.service, "media:gone", house.kim, house.now)
    await house.do(services.set_photo, house.service, "seed:barber", house.kim, house.now)
    assert (await house.view(house.service)).photo == "seed:barber"
