"""Something of a paid ticket is missing: which lines can go back, how many, by whom, and once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update

from catalog.menu.menu_models import menu_items
from chat.action import Action, Move, Page
from chat.errors import NotAllowed, PageOutdated
from chat.screen import Button, Screen
from chat.turn import Person
from database.door import Database
from database.outbox_table import outbox
from handlers.merchant.actions import AskCancelByStaff, OpenStaffBooking
from handlers.merchant.missing_lines import GiveBackLine, OpenMissing, OpenMissingLine
from handlers.notices import render
from handlers.refusals import explain
from orders import OrderView, carts, goodwill, placing
from orders.errors import GivenBackMeanwhile, LineNotLeft, OrderMoved
from orders.models import OrderState
from orders.reading import queries
from payments.models import payments
from people.models import staff
from people.rights import Role, granted
from tests.making import Market
from tests.orders.menus import Menu, cafe, item
from tests.structure.served import paid_for
from tests.structure.trying import BOOK
from tests.structure.turns import Turns


class Counter:
    """A paid ticket of two coffees and three buns, its desk and its owner, and people of elsewhere."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection, self.now, self.turns = connection, now, Turns(now)
        self.market = Market(connection, now)
        self.menu: Menu = cafe(self.market, stock=None, per_window=90)
        shop, other = self.menu.shop, self.market.merchant()
        self.desk = Person(shop.clerk, "Kim", "en", rights=granted({shop.merchant: Role.DESK}))
        self.other = Person(other.clerk, "Lee", "en", rights=granted({other.merchant: Role.OWNER}))
        self.guest = Person(self.market.guest(), "Ann", "en")
        connection.execute(
            update(staff).where(staff.c.person_id == shop.clerk).values(role=Role.DESK)
        )

    def bought(self, *lines: tuple[int, list[int], int], free: bool = False) -> int:
        for thing, options, number in lines:
            cart = carts.add(
                self.connection, self.guest.id, thing, options, number, "", None, self.now
            )
        order = carts.hold_cart(self.connection, self.guest.id, cart, self.now)
        if free:
            placing.place_free(self.connection, order, self.guest.id, self.now)
        else:
            paid_for(self.connection, self.guest.id, order, self.now)
        return order

    def two_lines(self) -> int:
        return self.bought((self.menu.coffee, [self.menu.oat], 2), (self.menu.bun, [], 3))

    def for_nothing(self, name: str) -> int:
        query = select(menu_items.c.section_id).where(menu_items.c.id == self.menu.bun)
        section = self.connection.execute(query).scalar_one()
        return item(self.connection, self.menu.shop, section, name, 0)

    def show(self, page: Page, person: Person | None = None) -> Screen:
        turn = self.turns.of(self.connection, person or self.desk)
        return self.turns.router.show(turn, page)

    def do(self, move: Move, person: Person | None = None) -> Page:
        with self.connection.begin_nested():
            return BOOK.move(self.turns.of(self.connection, person or self.desk), move)

    def yes(self, order: int, position: int, quantity: int = 1) -> GiveBackLine:
        page = self.show(OpenMissingLine(order, position, quantity))
        (move,) = (each for each in actions(page) if isinstance(each, GiveBackLine))
        return move

    def order(self, order: int) -> OrderView:
        found = queries.order(self.connection, order)
        assert found is not None
        return found

    def given(self, order: int) -> list[int]:
        return [each.amount for each in self.order(order).refunds]

    def told(self) -> list[Screen | None]:
        query = select(outbox.c.payload).where(outbox.c.key.like("line_lacking:%"))
        payloads = self.connection.execute(query.order_by(outbox.c.id)).scalars().all()
        turn = self.turns.of(self.connection, self.guest)
        return [render(turn, each) for each in payloads]


Body = Callable[[Counter], None]


@pytest.fixture
async def counter(database: Database, now: datetime) -> Any:
    async def run(body: Body) -> None:
        await database.write(lambda connection: body(Counter(connection, now)))

    return run


def actions(screen: Screen) -> list[Action]:
    return [each.action for row in screen.rows for each in row if isinstance(each, Button)]


def lines_of(screen: Screen) -> list[Action]:
    return [each for each in actions(screen) if isinstance(each, OpenMissingLine)]


async def test_from_the_ticket_to_the_money(counter: Any) -> None:
    def body(at: Counter) -> None:
        order = at.two_lines()
        assert OpenMissing(order) in actions(at.show(OpenStaffBooking(order)))
        listed = lines_of(at.show(OpenMissing(order)))
        assert listed == [OpenMissingLine(order, 1, 1), OpenMissingLine(order, 2, 1)]
        assert "Give back 2 × Bun, €7?" in at.show(OpenMissingLine(order, 2, 2)).text.striptags()
        assert at.do(at.yes(order, 2, 2)) == OpenStaffBooking(order)
        assert at.given(order) == [700]
        assert "Missing: 2 × Bun" in at.show(OpenStaffBooking(order)).text.striptags()
        with pytest.raises(LineNotLeft):
            at.show(OpenMissingLine(order, 2, 2))

    await counter(body)


async def test_how_many_is_chosen_within_what_is_left(counter: Any) -> None:
    def body(at: Counter) -> None:
        order = at.two_lines()

        def near(quantity: int) -> list[int]:
            found = lines_of(at.show(OpenMissingLine(order, 2, quantity)))
            return [each.quantity for each in found if isinstance(each, OpenMissingLine)]

        assert [near(each) for each in (1, 2, 3)] == [[1, 1, 2, 3], [1, 2, 3], [2, 3, 3]]
        at.do(at.yes(order, 2, 2))
        assert near(1) == []

    await counter(body)


async def test_an_old_press_gives_nothing_back(counter: Any) -> None:
    def body(at: Counter) -> None:
        order = at.two_lines()
        bun, coffee = at.yes(order, 2), at.yes(order, 1)
        at.do(bun)
        with pytest.raises(PageOutdated):
            at.do(bun)
        with pytest.raises(GivenBackMeanwhile) as refused:
            at.do(coffee)
        turn = at.turns.of(at.connection, at.desk)
        assert explain(turn, refused.value).next == OpenStaffBooking(order)
        assert at.given(order) == [350]

    await counter(body)


@pytest.mark.parametrize(
    ("position", "quantity", "left", "before"),
    [
        (2, 4, 3, 0),
        (2, 0, 3, 0),
        (2, -1, 3, 0),
        (2, 1, 2, 0),
        (2, 1, 3, 1),
        (3, 1, 1, 0),
        (0, 1, 0, 0),
        (-1, 1, 3, 0),
        (1, 3, 2, 0),
        (2, 2**31 - 1, 3, 0),
    ],
)
async def test_a_forged_press_gives_nothing_back(
    counter: Any, position: int, quantity: int, left: int, before: int
) -> None:
    def body(at: Counter) -> None:
        order = at.two_lines()
        with pytest.raises((PageOutdated, LineNotLeft, GivenBackMeanwhile)):
            at.do(GiveBackLine(order, position, quantity, left, before))
        assert (at.given(order), at.told()) == ([], [])

    await counter(body)


@pytest.mark.both_engines
async def test_nobody_else(counter: Any) -> None:
    def body(at: Counter) -> None:
        order = at.two_lines()
        press = at.yes(order, 2)
        at.connection.execute(delete(staff).where(staff.c.person_id == at.desk.id))
        gone = Person(at.desk.id, "Kim", "en")
        for person in (at.other, at.guest, gone):
            for page in (OpenMissing(order), OpenMissingLine(order, 2, 1)):
                with pytest.raises(NotAllowed):
                    at.show(page, person)
            with pytest.raises(NotAllowed):
                at.do(press, person)
        assert at.given(order) == []

    await counter(body)


async def test_what_is_free_goes_back_once_and_without_money(counter: Any) -> None:
    def body(at: Counter) -> None:
        order = at.bought(
            (at.for_nothing("Water"), [], 2), (at.for_nothing("Sugar"), [], 1), free=True
        )
        page = at.show(OpenMissingLine(order, 1, 1)).text.striptags()
        assert "Say that 1 × Water is missing?" in page
        press = at.yes(order, 1)
        at.do(press)
        with pytest.raises(PageOutdated):
            at.do(press)
        (told,) = at.told()
        assert told is not None
        assert "has no Water left." in told.text.striptags()
        assert "You get" not in told.text
        at.do(at.yes(order, 1))
        assert at.order(order).is_live()
        assert "it is cancelled" in at.show(OpenMissingLine(order, 2, 1)).text
        at.do(at.yes(order, 2))
        assert (at.order(order).state, at.given(order)) == (OrderState.CANCELLED, [])

    await counter(body)


async def test_a_cancelled_ticket_has_nothing_missing(counter: Any) -> None:
    def body(at: Counter) -> None:
        order = at.two_lines()
        at.do(at.yes(order, 1, 2))
        old = at.yes(order, 2, 3)
        at.do(old)
        assert OpenMissing(order) not in actions(at.show(OpenStaffBooking(order)))
        for page in (OpenMissing(order), OpenMissingLine(order, 2, 1)):
            with pytest.raises(PageOutdated):
                at.show(page)
        with pytest.raises(OrderMoved):
            at.do(GiveBackLine(order, 2, 1, 0, 2010))

    await counter(body)


async def test_only_what_the_rest_of_the_payment_covers(counter: Any) -> None:
    def body(at: Counter) -> None:
        order = at.two_lines()
        owner = at.market.operator()
        goodwill.give_back(at.connection, order, owner, 1600, 0, at.now)  # leaves 4.10
        assert lines_of(at.show(OpenMissing(order))) == [OpenMissingLine(order, 2, 1)]
        with pytest.raises(LineNotLeft):
            at.show(OpenMissingLine(order, 2, 2))
        at.do(at.yes(order, 2))
        page = at.show(OpenMissing(order))
        assert lines_of(page) == []
        assert AskCancelByStaff(order) in actions(page)

    await counter(body)


async def test_stars_go_back_whole_or_not_at_all(counter: Any) -> None:
    def body(at: Counter) -> None:
        both, one = at.two_lines(), at.bought((at.menu.bun, [], 3))
        at.connection.execute(update(payments).values(currency="XTR"))
        assert lines_of(at.show(OpenMissing(both))) == []
        assert lines_of(at.show(OpenMissing(one))) == [OpenMissingLine(one, 1, 3)]
        assert lines_of(at.show(OpenMissingLine(one, 1, 3))) == []

    await counter(body)


async def test_a_long_ticket_is_leafed_to_its_end(counter: Any) -> None:
    def body(at: Counter) -> None:
        things = [at.for_nothing(f"Thing {number}") for number in range(10)]
        order = at.bought(*((each, [], 1) for each in things), free=True)
        first = at.show(OpenMissing(order))
        assert OpenMissing(order, 1) in actions(first)
        second = at.show(OpenMissing(order, 1))
        assert len(lines_of(first)) + len(lines_of(second)) == len(things)

    await counter(body)
