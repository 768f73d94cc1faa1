"""Where a guest lives: read by who goes there and by the desk, and by nobody else, until it is done."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update

from catalog.visits import serving
from catalog.visits.serving import NewArea
from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.screen import Button, LinkButton, Screen
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenBooking, OpenService
from handlers.guest.address_actions import OpenNewAddress
from handlers.merchant.actions import OpenDay, OpenOwnDay, OpenStaffBooking, OpenWritingIn
from handlers.merchant.booking import CancelByStaff
from handlers.merchant.counter_actions import OpenFreeTimes
from handlers.merchant.setting_out import SetOut
from handlers.operator.finding import OpenOrder
from orders import counter, placing
from orders.models import orders
from people import addressing
from people.errors import NoRight
from people.models import staff
from people.rights import Role, granted
from tests.making import Market
from tests.orders.visits import KMH, lives, north
from tests.structure.turns import Turns

STREET = "Vaasankatu 4"


class Around:
    """A visit of Sam's in an hour, its guest, Sam's colleague, the owner and an operator."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection, self.turns = connection, Turns(now)
        market = Market(connection, now)
        self.shop = shop = market.merchant()
        self.service = market.service(shop, price=0, at_home=True, name="Haircut at home")
        self.sam = market.resource(shop, self.service, name="Sam")
        serving.add(connection, shop.location, NewArea(0, 0, "EUR", 5_000), KMH, shop.clerk, now)
        guest = lives(market, 1.0)
        soon = now.replace(minute=0) + timedelta(hours=1)
        self.order = placing.hold(connection, guest, self.service, soon, 1, None, now)
        placing.place_free(connection, self.order, guest, now)
        self.guest = Person(guest, "Aino", "en")
        self.owner = self.worker(shop.clerk, Role.OWNER)
        self.giver = self.hired(market, "Sam", self.sam)
        self.colleague = self.hired(market, "Otso", market.resource(shop, name="Otso"))
        self.olli = Person(market.operator(), "Olli", "en", rights=granted({}, Role.OPERATOR))

    def hired(self, market: Market, name: str, resource: int) -> Person:
        person = market.clerk(self.shop.merchant, name)
        change = update(staff).where(staff.c.person_id == person)
        self.connection.execute(change.values(role=Role.PROVIDER, resource_id=resource))
        return self.worker(person, Role.PROVIDER)

    def worker(self, person: int, role: Role) -> Person:
        return Person(person, role.title(), "en", rights=granted({self.shop.merchant: role}))

    def show(self, person: Person, page: Page) -> Screen:
        return self.turns.router.show(self.turns.of(self.connection, person), page)

    def do(self, person: Person, move: Any) -> Page:
        return self.turns.router.move(self.turns.of(self.connection, person), move)

    def is_over(self) -> None:
        change = update(orders).where(orders.c.id == self.order)
        self.connection.execute(change.values(state="redeemed"))


@pytest.fixture
async def around(database: Database, now: datetime) -> Any:
    async def run(body: Callable[[Around], None]) -> None:
        await database.write(lambda c: body(Around(c, now)))

    return run


def links(screen: Screen) -> list[str]:
    return [each.url for row in screen.rows for each in row if isinstance(each, LinkButton)]


def moves(screen: Screen) -> list[Any]:
    return [each.action for row in screen.rows for each in row if isinstance(each, Button)]


async def test_who_goes_there_reads_it_until_it_is_done(around: Any) -> None:
    def body(here: Around) -> None:
        merchant = here.shop.merchant
        pages = (
            (here.guest, OpenBooking(here.order)),
            (here.owner, OpenStaffBooking(here.order)),
            (here.owner, OpenDay(merchant)),
            (here.giver, OpenOwnDay(merchant)),
        )
        for person, page in pages:
            shown = here.show(person, page)
            assert STREET in shown.text, page
            assert STREET not in "".join(links(shown))
        assert links(here.show(here.giver, OpenOwnDay(merchant)))
        assert STREET not in here.show(here.colleague, OpenOwnDay(merchant)).text
        assert STREET not in here.show(here.olli, OpenOrder(here.order)).text
        here.is_over()
        assert [STREET in here.show(*each).text for each in pages] == [True, False, False, False]
        assert links(here.show(here.giver, OpenOwnDay(merchant))) == []

    await around(body)


async def test_the_one_who_goes_says_so_from_their_own_day(around: Any) -> None:
    def body(here: Around) -> None:
        merchant = here.shop.merchant
        leave = SetOut(here.order, merchant, 0)
        assert leave in moves(here.show(here.giver, OpenOwnDay(merchant)))
        with pytest.raises(NoRight):
            here.do(here.colleague, leave)
        assert here.do(here.giver, leave) == OpenOwnDay(merchant)
        assert leave not in moves(here.show(here.giver, OpenOwnDay(merchant)))
        assert "On the way since" in here.show(here.guest, OpenBooking(here.order)).text
        with pytest.raises(NotAllowed):
            here.show(here.giver, OpenStaffBooking(here.order))

    await around(body)


async def test_who_telephoned_is_in_the_day_of_whoever_goes(around: Any) -> None:
    """With the address, as long as it is to be done; never for a colleague."""

    def body(here: Around) -> None:
        turn = here.turns.of(here.connection)
        merchant, clerk = here.shop.merchant, here.owner.id
        address = addressing.begin(
            here.connection, clerk, turn.now, point=north(1.0), text="Kylätie 12", for_guest=True
        )
        eero = counter.CounterGuest("Eero", "en")
        at = turn.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
        wish = (here.service, at, 1, eero, turn.now)
        order = counter.write_in(here.connection, clerk, *wish, address_id=address)
        day = here.show(here.giver, OpenOwnDay(merchant))
        assert "Eero" in day.text
        assert "Kylätie 12" in day.text
        leave = SetOut(order, merchant, 0)
        assert leave in moves(day)
        assert here.do(here.giver, leave) == OpenOwnDay(merchant)
        assert "Kylätie" not in here.show(here.colleague, OpenOwnDay(merchant)).text
        here.do(here.owner, CancelByStaff(order))
        assert "Kylätie" not in here.show(here.owner, OpenStaffBooking(order)).text

    await around(body)


async def test_a_visit_begins_with_an_address_and_is_not_waited_for(around: Any) -> None:
    def body(here: Around) -> None:
        ask = OpenNewAddress(visit=here.service)
        listed = here.show(here.owner, OpenWritingIn(here.shop.merchant))
        assert ask in moves(listed)
        assert OpenFreeTimes(here.service) not in moves(listed)
        for address in (None, 12):
            with pytest.raises(PageOutdated) as outdated:
                here.show(here.owner, OpenFreeTimes(here.service, address=address))
            assert outdated.value.fresh == ask
        for person in (here.guest, here.colleague):
            with pytest.raises(NotAllowed):
                here.show(person, ask)
        day = here.turns.of(here.connection).now.date()
        shown = here.show(here.guest, OpenService(here.service, day))
        assert not [each for each in moves(shown) if type(each).__name__ == "OpenTaken"]

    await around(body)
