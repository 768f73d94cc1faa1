"""A café in memory, as simple as can be: what the product says of carts, stock, kitchen and money is compared with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.orders.cafe_hours import WINDOW, ZONE, begins_window, is_open, local_day, next_window
from tests.orders.waits_reference import Waitlist

LEAD = timedelta(minutes=10)
AHEAD = timedelta(days=7)
NOTICE = timedelta(minutes=30)
WAY = timedelta(minutes=6)
"""Half a kilometre, doors and stairs."""

DAYS_AHEAD = 7
SOON = 36
"""Windows within which whoever wants it as soon as possible has it."""

HOLD = timedelta(minutes=10)
HOLDS_AT_ONCE = 5
STOCK = {"bun": 6}
PRICES = {"coffee": 480, "bun": 350, "espresso": 260}
MOST_OF_ONE = 50
PER_WINDOW = 4
PER_COLLECTION = 2
SEAT, DEPOSIT, SEATS = 2000, 500, 3
FEE, LEAST = 300, 1000
DISCOUNT = 10
LATE_PERCENT, MISSED_PERCENT, MADE_PERCENT = 50, 80, 100
FREE = timedelta(hours=24)
REPLY = timedelta(minutes=10)

LIVE = ("placed", "confirmed")
COMING = (*LIVE, "redeemed")
TAKING = (*LIVE, "redeemed", "expired")
OF_MENU = ("pickup", "table", "delivery")
VISITS = ("visit", "written")
"""A guest's booking, and one that the place wrote down for somebody."""


@dataclass
class Line:
    """So many of one thing; how many went back, are asked about, or were swapped for something else."""

    item: str
    price: int
    quantity: int
    gone: int = 0
    asked: int = 0
    swapped: int = 0
    owner: int | None = None

    @property
    def left(self) -> int:
        return self.quantity - self.gone - self.swapped

    @property
    def amount(self) -> int:
        return self.price * self.quantity


@dataclass
class Cart:
    """Lines by their places."""

    number: int
    kind: str
    lines: dict[int, Line] = field(default_factory=dict)
    at: datetime | None = None
    collect: datetime | None = None

    def put(self, line: Line) -> bool:
        """Whether it fits: of one thing a cart takes so many at most."""
        for each in self.lines.values():
            if (each.item, each.price) == (line.item, line.price):
                if each.quantity + line.quantity > MOST_OF_ONE:
                    return False
                each.quantity += line.quantity
                return True
        self.lines[max(self.lines, default=0) + 1] = line
        return True


@dataclass
class Order:
    """What somebody takes, owes and has; a bill is of one line and takes nothing."""

    guest: int
    kind: str
    lines: list[Line]
    held_until: datetime
    start: datetime | None = None
    chosen: datetime | None = None
    collect: datetime | None = None
    state: str = "held"
    fee: int = 0
    off: int = 0
    at_counter: int = 0
    plan: str = "full"
    placed_at: datetime | None = None
    in_cash: bool = False
    of: int | None = None
    stock_day: date | None = None
    stock: dict[str, int] = field(default_factory=dict)
    windows: dict[datetime, int] = field(default_factory=dict)
    collection: datetime | None = None
    ready: bool = False
    answer_by: datetime | None = None
    valid_until: datetime | None = None
    paid: int = 0
    given: int = 0
    refunded: int = 0
    earned: int = 0
    counter_paid: bool = False
    brought: bool = False
    collected: bool = False

    @property
    def total(self) -> int:
        """Replacements stand for what was paid: they change nothing of it."""
        return sum(each.amount for each in self.lines) + self.fee - self.off

    @property
    def prepaid(self) -> int:
        return self.total - self.at_counter

    @property
    def was_placed(self) -> bool:
        return self.state not in ("held", "lapsed")

    @property
    def escrow(self) -> int:
        """The guest's, as long as it is neither used nor given up."""
        return self.prepaid if self.state in LIVE else 0

    def give(self, amount: int) -> None:
        """Borne by whoever earns, while the order stays."""
        self.given += amount
        self.refunded += amount
        self.earned -= amount

    def end(self, state: str, kept_percent: int) -> None:
        """What was given before is part of what goes back."""
        kept = self.prepaid * kept_percent // 100
        self.state = state
        self.earned = max(0, kept - self.given)
        self.refunded += self.prepaid - self.given - self.earned
        self.close()

    def redeem(self) -> None:
        self.state = "redeemed"
        self.earned = self.prepaid - self.given

    def close(self) -> None:
        if self.state in ("cancelled", "declined"):
            self.stock, self.windows, self.collection = {}, {}, None


@dataclass
class Question:
    """Something else instead of so many of a line."""

    order: int
    line: int
    quantity: int
    item: str
    until: datetime
    state: str = "open"


@dataclass
class Books:
    """Everything, and what follows from it."""

    now: datetime
    carts: dict[int, Cart] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    sold_out: dict[str, date] = field(default_factory=dict)
    waitlist: Waitlist = field(default_factory=Waitlist)
    collects: bool = False

    def is_alive(self, order: Order) -> bool:
        return order.state in TAKING or (order.state == "held" and order.held_until > self.now)

    def taking(self, but: Order | None = None) -> list[Order]:
        return [each for each in self.orders.values() if self.is_alive(each) and each is not but]

    def holds(self, guest: int) -> int:
        mine = [each for each in self.taking() if (each.guest, each.state) == (guest, "held")]
        return len(mine)

    def stock_left(self, item: str, day: date, but: Order | None = None) -> int:
        taken = (each for each in self.taking(but) if each.stock_day == day)
        return STOCK[item] - sum(each.stock.get(item, 0) for each in taken)

    def is_sold_out(self, items: Iterable[str], when: datetime) -> bool:
        """Only on the day for which it was said; the next one begins with all there is."""
        return any(self.sold_out.get(item) == local_day(when) for item in items)

    def has_stock(self, wanted: dict[str, int], day: date, but: Order | None = None) -> bool:
        return all(number <= self.stock_left(item, day, but) for item, number in wanted.items())

    def has_windows(self, windows: dict[datetime, int], but: Order | None = None) -> bool:
        return all(number <= self.room(at, but) for at, number in windows.items())

    def room(self, window: datetime, but: Order | None = None) -> int:
        return PER_WINDOW - sum(each.windows.get(window, 0) for each in self.taking(but))

    def collections_left(self, window: datetime, but: Order | None = None) -> int:
        """Doors at which its couriers can still be in those ten minutes."""
        return PER_COLLECTION - sum(each.collection == window for each in self.taking(but))

    def soonest_collection(self) -> datetime:
        return next_window(self.now + NOTICE)

    def seats_left(self, start: datetime, but: Order | None = None) -> int:
        there = [e for e in self.taking(but) if e.kind in VISITS and e.start == start]
        return SEATS - sum(each.lines[0].quantity for each in there)

    def first_window(self, there: datetime | None = None) -> datetime:
        """Its kitchen begins once it is `there`, where it is collected at a time."""
        return next_window(max(self.now, there or self.now) + LEAD)

    def can_collect(self, at: datetime) -> bool:
        """Whether somebody can be at the door then, and at the place after that."""
        there = at + WAY
        soon = at < self.soonest_collection()
        far = local_day(at) > local_day(self.now) + timedelta(days=DAYS_AHEAD - 1)
        return begins_window(at) and not soon and not far and is_open(there)

    def made_in(
        self, items: int, last: datetime, first: datetime, but: Order | None = None
    ) -> dict[datetime, int] | None:
        """Backwards from the window in which it is had, as far as the kitchen is free without a break."""
        found: dict[datetime, int] = {}
        window = last
        while items:
            room = self.room(window, but) if window >= first else 0
            if room <= 0:
                return None
            found[window] = min(items, room)
            items -= found[window]
            window -= WINDOW
        return found

    def soonest(
        self, items: int, there: datetime | None = None, but: Order | None = None
    ) -> tuple[datetime, dict[datetime, int]] | None:
        first = self.first_window(there)
        for step in range(SOON):
            window = first + step * WINDOW
            made = self.made_in(items, window, first, but) if is_open(window) else None
            if made is not None:
                return window, made
        return None

    def planned(
        self, items: int, at: datetime | None, collect: datetime | None = None
    ) -> tuple[datetime, dict[datetime, int]] | None:
        """At the time that was chosen, if it can be, or as soon as possible."""
        there = None if collect is None else collect + WAY
        if at is None:
            return self.soonest(items, there)
        first = self.first_window(there)
        if not begins_window(at) or not is_open(at) or at > first + AHEAD:
            return None
        made = self.made_in(items, at, first)
        return None if made is None else (at, made)

    def placed(self, order: Order, *, auto: bool) -> None:
        assert order.start is not None
        order.state = "confirmed" if auto else "placed"
        order.answer_by = None
        if not auto:
            deadline = self.now + timedelta(hours=1)
            late = order.collect is not None and order.collect > self.now
            first = order.collect if late and order.collect else order.start
            order.answer_by = min(deadline, max(self.now, first))
        order.valid_until = last_moment(order)
        order.brought = order.kind == "delivery"

    def kept_on_cancel(self, order: Order) -> int:
        assert order.start is not None
        if order.kind not in VISITS:
            return MADE_PERCENT if order.ready or self.now >= order.start else 0
        if self.now >= order.start:
            return MISSED_PERCENT
        return LATE_PERCENT if self.now > order.start - FREE else 0

    def kept_when_unused(self, order: Order) -> int:
        return MISSED_PERCENT if order.kind in VISITS else MADE_PERCENT


def last_moment(order: Order) -> datetime:
    """The end of the day after the one on which it ends."""
    assert order.start is not None
    length = timedelta(hours=1) if order.kind in VISITS else WINDOW
    day = local_day(order.start + length) + timedelta(days=2)
    return datetime.combine(day, time(), ZONE)


def counted(lines: list[Line]) -> dict[str, int]:
    """Of what there is so much a day, what these take."""
    found: dict[str, int] = {}
    for each in lines:
        if each.item in STOCK:
            found[each.item] = found.get(each.item, 0) + each.quantity
    return found
