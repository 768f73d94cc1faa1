"""The café that a state machine lives in, used in units of work, and how it is held against its reference."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, case, func, select, update

from catalog.menu import addons as offering
from catalog.menu import reading as menu
from catalog.menu.delivery_models import delivery_settings
from catalog.menu.menu_models import pickup_settings
from catalog.models import merchants
from catalog.tables import keeping, reading
from catalog.visits.area_models import service_areas
from orders.bills.bill_models import counter_payments
from orders.claim_models import (
    ClaimKind,
    collection_windows,
    kitchen_windows,
    order_claims,
)
from orders.line_models import order_lines
from orders.menu import carts
from orders.menu.items import stock_left
from orders.models import Account, ledger_postings, orders, vouchers
from orders.receipts.receipt_models import ReceiptKind, receipts
from payments.models import payments, refunds
from people.models import staff
from people.rights import Role
from tests.adding import link
from tests.making import Market
from tests.orders.attempting import Attempting
from tests.orders.cafe_hours import local_day
from tests.orders.cafe_reference import (
    DEPOSIT,
    DISCOUNT,
    FEE,
    FREE,
    LATE_PERCENT,
    LEAST,
    MISSED_PERCENT,
    OF_MENU,
    PER_COLLECTION,
    PER_WINDOW,
    SEAT,
    SEATS,
    STOCK,
    Books,
    Cart,
    Line,
)
from tests.orders.delivering import lives, north
from tests.orders.menus import cafe
from tests.soundness import audited

BEGIN = datetime(2026, 3, 4, 10, 3, tzinfo=UTC)
BILLS = ("bill", "rest", "tip")
OURS = (Account.PAYABLE, Account.COMMISSION)
ROWS = select(orders.c.id, orders.c.state, orders.c.total, orders.c.at_counter, orders.c.starts_at)
LINES = select(order_lines.c.order_id, order_lines.c.quantity, order_lines.c.unit_price).order_by(
    order_lines.c.order_id, order_lines.c.position
)
WRITTEN = select(
    receipts.c.order_id,
    func.sum(
        case((receipts.c.kind == ReceiptKind.RECEIPT, receipts.c.amount), else_=-receipts.c.amount)
    ),
).group_by(receipts.c.order_id)
KITCHEN = (
    select(order_claims.c.order_id, kitchen_windows.c.starts_at, order_claims.c.quantity)
    .join(kitchen_windows, kitchen_windows.c.id == order_claims.c.window_id)
    .where(order_claims.c.kind == ClaimKind.KITCHEN)
)
COLLECTED = (
    select(order_claims.c.order_id, collection_windows.c.starts_at)
    .join(collection_windows, collection_windows.c.id == order_claims.c.collection_id)
    .where(order_claims.c.kind == ClaimKind.COLLECTION)
)


@cache
def summed(number: Any, amount: Any) -> Select[Any]:
    return select(number, func.sum(amount)).group_by(number)


@cache
def posted_to(accounts: tuple[Account, ...]) -> Select[Any]:
    """What they have of each order."""
    row = ledger_postings.c
    came, went = (
        case((side.in_(accounts), row.amount), else_=0) for side in (row.destination, row.source)
    )
    return select(row.order_id, func.sum(came - went)).group_by(row.order_id)


class Cafe(Attempting):
    """A café with a table, a service that takes a deposit, two couriers; four guests, one of them near."""

    def __init__(self, connection: Connection, *, auto: bool) -> None:
        super().__init__()
        self.connection, self.auto = connection, auto
        self.life = connection.begin_nested()
        self.books = Books(BEGIN)
        market = Market(connection, BEGIN)
        self.menu = cafe(market, stock=STOCK["bun"], per_window=PER_WINDOW, auto_confirm=auto)
        self.shop = self.menu.shop
        self.items = {"coffee": self.menu.coffee, "bun": self.menu.bun}
        self.guests = [market.guest() for _ in range(4)]
        self.operator = market.operator()
        self.visit = market.service(
            self.shop,
            price=SEAT,
            deposit=DEPOSIT,
            capacity=SEATS,
            max_seats=SEATS,
            late_cancel_percent=LATE_PERCENT,
            no_show_percent=MISSED_PERCENT,
            cancel_free_minutes=FREE.total_seconds() // 60,
        )
        self.starts = [market.start(days=day) for day in (1, 2, 3)]
        self.open_bills(connection)
        self.open_deliveries(connection, market)
        clerk = (self.shop.clerk, BEGIN)
        offering.set_addon(connection, self.visit, self.menu.bun, *clerk, on=True)
        (self.table,) = keeping.add(connection, self.shop.location, "5", 4, *clerk)
        found = reading.table(connection, self.table)
        assert found is not None
        self.token = found.token
        self.events = 0
        self.created: dict[int, datetime] = {}

    def open_bills(self, connection: Connection) -> None:
        change = update(merchants).where(merchants.c.id == self.shop.merchant)
        takes = {"takes_bills": True, "takes_tips": True, "bill_discount_percent": DISCOUNT}
        connection.execute(change.values(**takes))

    def open_deliveries(self, connection: Connection, market: Market) -> None:
        here = {"location_id": self.shop.location}
        pay = {"courier_fixed": 300, "courier_per_km": 80, "courier_currency": "EUR"}
        self.pay_now = 340
        link(connection, delivery_settings, active=True, **pay, **here)
        couriers = {"collections_per_window": PER_COLLECTION}
        connection.execute(update(pickup_settings).values(**couriers))
        area = {"radius_metres": 3000, "name": "", "fee": FEE, "least_order": LEAST}
        link(connection, service_areas, currency="EUR", **area, **here)
        lives(connection, self.guests[0], north(500), BEGIN)
        lives(connection, self.guests[1], north(5000), BEGIN)
        self.near = {self.guests[0]}
        self.couriers = [market.guest("Cem"), market.guest("Dai")]
        for person in self.couriers:
            row = {"person_id": person, "merchant_id": self.shop.merchant, "joined_at": BEGIN}
            link(connection, staff, role=Role.COURIER, **row)

    def teardown(self) -> None:
        self.life.rollback()

    @property
    def now(self) -> datetime:
        return self.books.now

    def pick(self, number: int, *states: str, kinds: tuple[str, ...] = ()) -> int | None:
        """One of the orders there are, mostly one in these states, if there is any of these kinds."""
        known = [n for n, each in self.books.orders.items() if not kinds or each.kind in kinds]
        fitting = [each for each in known if self.books.orders[each].state in states]
        chosen = fitting if fitting and number % 4 else known
        return chosen[number % len(chosen)] if chosen else None

    def title(self, item: str) -> str:
        return {"coffee": "Flat white", "bun": "Bun"}.get(item, item)

    def cart_as_it_is(self, guest: int) -> carts.Cart | None:
        return carts.cart_of(self.connection, guest, self.shop.location, self.now)

    @property
    def today(self) -> date:
        return local_day(self.now)

    def put_back(
        self,
        guest: int,
        lines: list[Line],
        kind: str,
        at: datetime | None,
        *,
        more: bool,
        collect: datetime | None = None,
    ) -> None:
        """What lapsed is in its guest's cart again; in one that there is only if `more`."""
        cart = self.books.carts.get(guest)
        again = [Line(each.item, each.price, each.quantity) for each in lines]
        if cart is None:
            found = self.cart_as_it_is(guest)
            assert found is not None
            self.books.carts[guest] = Cart(
                found.order_id, kind, dict(enumerate(again, 1)), at, collect
            )
        elif more:
            after = max(cart.lines, default=0) + 1
            cart.lines.update(enumerate(again, after))

    def check_orders(self) -> None:
        """Each order, its lines and its money, each read for all orders at once."""
        escrow, earned = self.posted(Account.ESCROW), self.posted(*OURS)
        by_market, written = self.posted(Account.PROMOTION), self.written()
        rows, lines = self.rows(), self.lines()
        paid = self.sums(payments.c.order_id, payments.c.captured)
        back = self.sums(refunds.c.order_id, refunds.c.amount)
        used = self.sums(vouchers.c.order_id, vouchers.c.used)
        at_counter = self.sums(counter_payments.c.order_id, counter_payments.c.amount)
        for number, known in self.books.orders.items():
            row = rows[number]
            dead = known.state == "held" and known.held_until <= self.now
            if row.state == "lapsed" and dead and known.kind not in OF_MENU:
                known.state = "lapsed"  # somebody else wanted it
            about = (number, known)
            assert row.state == known.state, about
            assert (row.total, row.at_counter) == (known.total, known.at_counter), about
            assert lines[number] == [(each.quantity, each.price) for each in known.lines], about
            assert row.starts_at == known.start, about
            assert (paid.get(number, 0), back.get(number, 0)) == (known.paid, known.refunded), about
            assert earned.get(number, 0) == known.earned, about
            assert escrow.get(number, 0) == known.escrow, about
            assert by_market.get(number, 0) == 0, about
            assert written.get(number, 0) == known.paid - known.refunded, about
            assert used.get(number, 0) == (known.state == "redeemed" and known.kind not in BILLS)
            assert at_counter.get(number, 0) == (known.at_counter if known.counter_paid else 0)

    def rows(self) -> dict[int, Any]:
        return {row.id: row for row in self.connection.execute(ROWS)}

    def lines(self) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for number, *line in self.connection.execute(LINES):
            found.setdefault(number, []).append((line[0], line[1]))
        return found

    def sums(self, number: Any, amount: Any) -> dict[int, int]:
        return {row[0]: int(row[1]) for row in self.connection.execute(summed(number, amount))}

    def posted(self, *accounts: Account) -> dict[int, int]:
        """What these accounts have of each order."""
        found = self.connection.execute(posted_to(accounts))
        return {number: int(amount) for number, amount in found}

    def written(self) -> dict[int, int]:
        """What the receipts of each order come to, less its credit notes."""
        return {number: int(amount) for number, amount in self.connection.execute(WRITTEN)}

    def check_taken(self) -> None:
        """Stock of the days that matter, and work of the kitchen by order."""
        items = menu.items(self.connection, [self.menu.bun], self.now).values()
        for moment in (self.now, self.now + timedelta(days=1), *self.starts):
            day = local_day(moment)
            left = stock_left(self.connection, items, day, self.now)[self.menu.bun]
            assert left == self.books.stock_left("bun", day), day
        found: dict[int, dict[datetime, int]] = {}
        for number, window, quantity in self.connection.execute(KITCHEN):
            found.setdefault(number, {})[window] = quantity
        for number, known in self.books.orders.items():
            if self.books.is_alive(known):
                assert found.get(number, {}) == known.windows, (number, known)
        for window in {window for each in found.values() for window in each}:
            assert self.books.room(window) >= 0
        self.check_collections()

    def check_collections(self) -> None:
        """The ten minutes in which couriers come for each order."""
        found = {each.order_id: each.starts_at for each in self.connection.execute(COLLECTED)}
        for number, known in self.books.orders.items():
            if self.books.is_alive(known):
                assert found.get(number) == known.collection, (number, known)
        for window in set(found.values()):
            assert self.books.collections_left(window) >= 0

    def check_carts(self) -> None:
        for guest in self.guests:
            found, known = self.cart_as_it_is(guest), self.books.carts.get(guest)
            assert (found is None) == (known is None), (guest, known)
            if found is not None and known is not None:
                assert found.order_id == known.number
                times = (found.pickup_at, found.collect_at)
                assert (str(found.fulfilment), *times) == (known.kind, known.at, known.collect)
                there = {each.position: (each.title, each.quantity) for each in found.lines}
                meant = {n: (self.title(e.item), e.quantity) for n, e in known.lines.items()}
                assert there == meant

    def check_audit(self) -> None:
        """All but what a worker has yet to do that did not run when time passed."""
        found = {each.name: each.rows for each in audited(self.connection, self.now)}
        found.pop("a question about something else that nobody waits for", None)
        assert found == {}, found
