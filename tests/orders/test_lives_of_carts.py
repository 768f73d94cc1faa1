"""Random lives of carts at one café: whatever guests, desk, money and clock do, the books are right."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from catalog.menu import addons as offering
from database.errors import Refusal
from orders.booking import placing, rescheduling
from orders.course import cancelling, confirming, expiring, redeeming
from orders.line_models import line_replacements
from orders.menu import addons, carts, drafts, repeating, replacing, tickets
from orders.models import OrderState, orders, vouchers
from orders.money import goodwill, lacking, paying
from orders.money.capturing import CapturedPayment
from orders.reading.queries import order
from payments.models import payments
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe
from tests.soundness import audited
from tests.thoroughness import many

STEPS = 70
ACTS = [
    "fill",
    "fill",
    "fill",
    "change",
    "hold",
    "hold",
    "hold",
    "pay",
    "pay",
    "late",
    "wait",
    "wait",
    "lapse",
    "accept",
    "ready",
    "lack",
    "propose",
    "propose",
    "take_it",
    "rather_not",
    "unask",
    "book",
    "book",
    "take_along",
    "take_along",
    "move",
    "redeem",
    "redeem",
    "cancel",
    "call_off",
    "decline",
    "expire",
    "again",
    "sweep",
]
BEGIN = ("fill", "hold", "pay") * 4


class Lives:
    """Each act picks somebody and something at random; a refusal is an answer, too."""

    def __init__(  # noqa: PLR0917 - where, what, who, when
        self, connection: Any, menu: Menu, table: int, guests: list[int], chance: Random, now: Any
    ) -> None:
        self.connection, self.menu, self.guests = connection, menu, guests
        self.table = table
        self.chance, self.now = chance, now
        self.asked: list[int] = []
        self.done = 0

    def act(self, what: str) -> None:
        try:
            with self.connection.begin_nested():
                getattr(self, what)()
                self.done += 1
        except Refusal:
            pass

    def any_order(self, *states: OrderState) -> Any:
        found = self.connection.execute(select(orders.c.id).where(orders.c.state.in_(states)))
        every = sorted(found.scalars())
        return self.chance.choice(every) if every else 0

    def view(self, *states: OrderState) -> Any:
        found = order(self.connection, self.any_order(*states))
        if found is None:
            raise Refusal
        return found

    def cart(self) -> Any:
        guest = self.chance.choice(self.guests)
        here = self.menu.shop.location
        found = carts.cart_of(self.connection, guest, here, self.now)
        if found is None:
            raise Refusal
        return found

    def fill(self) -> None:
        what = [(self.menu.bun, []), (self.menu.coffee, [self.menu.oat])]
        item, options = self.chance.choice(what)
        given = (self.chance.choice(self.guests), item, options, self.chance.randint(1, 4))
        carts.add(self.connection, *given, "", None, self.now)

    def change(self) -> None:
        cart = self.cart()
        line = self.chance.choice(cart.lines)
        given = (cart.guest_id, cart.order_id, line.position, self.chance.randint(0, 3))
        carts.set_quantity(self.connection, *given, self.now)

    def hold(self) -> None:
        cart = self.cart()
        carts.renew(self.connection, cart.guest_id, cart.order_id, self.now)
        carts.hold_cart(self.connection, cart.guest_id, cart.order_id, self.now)

    def pay(self) -> None:
        held = self.view(OrderState.HELD)
        asked = paying.request(self.connection, held.id, held.guest_id, "sandbox", self.now)
        self.asked.append(asked)
        if self.chance.random() < 0.7:
            self.settle(asked)

    def late(self) -> None:
        if not self.asked:
            raise Refusal
        self.settle(self.chance.choice(self.asked))

    def settle(self, payment: int) -> None:
        row = self.connection.execute(select(payments).where(payments.c.id == payment)).one()
        told = ("sandbox", f"e{payment}", row.payload, f"c{payment}", None)
        word = CapturedPayment(*told, row.amount, row.currency, row.guest_id, {})
        event = paying.capture(self.connection, word, self.now)
        paying.apply(self.connection, event, self.now)

    def wait(self) -> None:
        """Nobody is left waiting for an answer, as a worker sees to it."""
        self.now += timedelta(minutes=self.chance.choice((1, 4, 11, 35)))
        replacing.expire(self.connection, self.now)

    def lapse(self) -> None:
        expiring.lapse_holds(self.connection, self.now)

    def accept(self) -> None:
        placed = self.view(OrderState.PLACED, OrderState.CONFIRMED)
        at = placed.starts_at + timedelta(minutes=self.chance.choice((0, 5, 20)))
        tickets.accept(self.connection, placed.id, self.menu.shop.clerk, at, self.now)

    def ready(self) -> None:
        placed = self.any_order(OrderState.PLACED, OrderState.CONFIRMED)
        tickets.ready(self.connection, placed, self.menu.shop.clerk, self.now)

    def lack(self) -> None:
        placed = self.view(OrderState.PLACED, OrderState.CONFIRMED)
        line = self.chance.randint(1, len(placed.lines))
        givable = goodwill.givable(self.connection, placed.id)
        given = (line, self.chance.randint(1, 2), givable.given if givable else 0)
        lacking.give_back_line(self.connection, placed.id, self.menu.shop.clerk, *given, self.now)

    def propose(self) -> None:
        placed = self.view(OrderState.PLACED, OrderState.CONFIRMED)
        line = self.chance.randint(1, len(placed.lines))
        other = self.chance.choice((self.menu.bun, self.menu.coffee, self.menu.eggs))
        asked = (placed.id, self.menu.shop.clerk, line, self.chance.randint(1, 2), other)
        replacing.propose(self.connection, *asked, self.now)

    def question(self) -> tuple[int, int]:
        """Any of an order there ever was, and its guest."""
        query = select(line_replacements.c.id, orders.c.guest_id)
        query = query.join(orders, orders.c.id == line_replacements.c.order_id)
        found = self.connection.execute(query.order_by(line_replacements.c.id.desc())).all()
        if not found:
            raise Refusal
        return tuple(self.chance.choice(found[:3]))

    def take_it(self) -> None:
        replacing.accept(self.connection, *self.question(), self.now)

    def rather_not(self) -> None:
        replacing.decline(self.connection, *self.question(), self.now)

    def unask(self) -> None:
        asked, _ = self.question()
        replacing.withdraw(self.connection, asked, self.menu.shop.clerk, self.now)

    def start(self) -> Any:
        days = self.chance.choice((1, 2))
        return Market(self.connection, self.now).start(days=days)

    def book(self) -> None:
        guest = self.chance.choice(self.guests)
        placing.hold(self.connection, guest, self.table, self.start(), 1, None, self.now)

    def take_along(self) -> None:
        held = self.view(OrderState.HELD)
        many = self.chance.randint(0, 3)
        of_guest = (held.id, held.guest_id, self.menu.bun, many)
        if held.service_id is not None:
            addons.set_addon(self.connection, *of_guest, self.now)

    def move(self) -> None:
        placed = self.view(OrderState.PLACED, OrderState.CONFIRMED)
        goal = self.start()
        rescheduling.reschedule(self.connection, placed.id, placed.guest_id, goal, self.now)

    def redeem(self) -> None:
        codes = select(vouchers.c.code).where(vouchers.c.state == "valid", vouchers.c.used == 0)
        found = sorted(self.connection.execute(codes).scalars())
        if not found:
            raise Refusal
        code, nonce = self.chance.choice(found), str(self.chance.random())
        redeeming.redeem(self.connection, code, self.menu.shop.clerk, nonce, self.now)

    def cancel(self) -> None:
        placed = self.view(OrderState.PLACED, OrderState.CONFIRMED)
        cancelling.cancel_by_guest(self.connection, placed.id, placed.guest_id, self.now)

    def call_off(self) -> None:
        placed = self.any_order(OrderState.CONFIRMED)
        cancelling.cancel_by_merchant(self.connection, placed, self.menu.shop.clerk, self.now)

    def decline(self) -> None:
        placed = self.any_order(OrderState.PLACED)
        confirming.decline(self.connection, placed, self.menu.shop.clerk, self.now)

    def expire(self) -> None:
        confirming.decline_unanswered(self.connection, self.now)
        expiring.expire_unused(self.connection, self.now)

    def again(self) -> None:
        over = self.view(OrderState.REDEEMED, OrderState.LAPSED, OrderState.CANCELLED)
        repeating.again(self.connection, over.guest_id, over.id, self.now)

    def sweep(self) -> None:
        drafts.sweep(self.connection, self.now)


@pytest.mark.parametrize("seed", range(many(2, 40)))
async def test_the_books_are_right(desk: Desk, seed: int) -> None:
    chance = Random(seed)
    menu = await desk.make(
        lambda m: cafe(m, stock=9, per_window=chance.choice((2, 5)), auto_confirm=bool(seed % 2))
    )
    guests = await desk.make(lambda m: [m.guest() for _ in range(4)])
    table = await desk.make(lambda m: m.service(menu.shop, price=2000, capacity=3))
    offered = (table, menu.bun, menu.shop.clerk, desk.now)
    await desk.do(offering.set_addon, *offered, on=True)

    def live(connection: Any) -> tuple[int, Any]:
        lives = Lives(connection, menu, table, guests, chance, desk.now)
        for what in (*BEGIN, *chance.choices(ACTS, k=STEPS)):
            lives.act(what)
            assert audited(connection, lives.now) == []
        return lives.done, lives.now

    done, desk.now = await desk.do(live)
    assert done > STEPS / 6
    number = select(func.count()).select_from(orders).where(orders.c.placed_at.is_not(None))
    assert await desk.see(lambda c: c.execute(number).scalar_one()) > 0
