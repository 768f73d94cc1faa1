"""The market in memory, as simple as can be: what the order backend is compared with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOLD = timedelta(minutes=10)
HOLDS_AT_ONCE = 5
CAPACITY = 2
PRICE = 1001
USES = 3
LATE = timedelta(hours=24)
KEPT_LATE = 50
KEPT_NO_SHOW = 80

TABLE, CARD, CUT, TRIM = "table", "card", "cut", "trim"
MINUTES = {TABLE: 60, CUT: 60, TRIM: 30}
CHAIRS = {CUT: ("window",), TRIM: ("window", "door")}
"""Who gives which service, in the order in which they are chosen: one chair gives both."""

GONE = ("lapsed", "declined", "cancelled")


@dataclass
class Order:
    """Seats of a service, and where its money is; a card of three uses has no start."""

    guest: int
    service: str
    start: datetime | None
    seats: int
    held_until: datetime
    chair: str | None = None
    state: str = "held"
    answer_by: datetime | None = None
    valid_until: datetime | None = None
    used: int = 0
    paid: int = 0
    refunded: int = 0
    earned: int = 0

    @property
    def wish(self) -> tuple[str, datetime | None]:
        return self.service, self.start

    @property
    def total(self) -> int:
        return PRICE * self.seats

    @property
    def uses(self) -> int:
        return 1 if self.start else USES

    def worth(self, used: int) -> int:
        return self.total * used // self.uses

    def end(self, state: str, kept_percent: int) -> None:
        left = self.total - self.worth(self.used)
        kept = left * kept_percent // 100
        self.state = state
        self.earned += kept
        self.refunded += left - kept

    def meets(self, service: str, start: datetime) -> bool:
        if self.start is None:
            return False
        ends = self.start + timedelta(minutes=MINUTES[self.service])
        return self.start < start + timedelta(minutes=MINUTES[service]) and start < ends


@dataclass
class Reference:
    """Each method says whether the market allows it."""

    now: datetime
    orders: dict[int, Order] = field(default_factory=dict)

    def occupying(self, but: Order | None = None) -> list[Order]:
        return [
            each
            for each in self.orders.values()
            if each.state not in GONE and (each.state != "held" or each.held_until > self.now)
            if each is not but
        ]

    def has_room(
        self, service: str, start: datetime | None, seats: int, but: Order | None = None
    ) -> bool:
        if start is None:
            return True
        if service in CHAIRS:
            return self.free_chair(service, start, but) is not None
        taken = sum(each.seats for each in self.occupying(but) if each.wish == (service, start))
        return taken + seats <= CAPACITY

    def free_chair(
        self, service: str, start: datetime | None, but: Order | None = None
    ) -> str | None:
        """The first that nobody sits in; none for what is given at a table, or at any time."""
        if service not in CHAIRS or start is None:
            return None
        taken = {each.chair for each in self.occupying(but) if each.meets(service, start)}
        return next((chair for chair in CHAIRS[service] if chair not in taken), None)

    def held(self, guest: int, wish: tuple[str, datetime | None]) -> int | None:
        for number, each in self.orders.items():
            same = (each.guest, each.wish, each.state) == (guest, wish, "held")
            if same and each.held_until > self.now:
                return number
        return None

    def can_hold(self, guest: int, service: str, start: datetime | None, seats: int) -> bool:
        same = self.held(guest, (service, start))
        if same is not None:
            return self.has_room(service, start, seats, self.orders[same])
        mine = [each for each in self.occupying() if (each.guest, each.state) == (guest, "held")]
        begun = start is not None and start <= self.now
        return len(mine) < HOLDS_AT_ONCE and not begun and self.has_room(service, start, seats)

    def hold(self, number: int, guest: int, wish: tuple[str, datetime | None], seats: int) -> None:
        if number in self.orders:
            self.orders[number].seats = seats
        else:
            chair = self.free_chair(*wish)
            self.orders[number] = Order(guest, *wish, seats, self.now + HOLD, chair)

    def pays(self, number: int, asked: int) -> None:
        """Money comes for what was asked: it places the order, or goes back."""
        order = self.orders[number]
        order.paid += asked
        lapsed = order.state == "lapsed"
        if (
            order.state not in ("held", "lapsed")
            or asked != order.total
            or (lapsed and not self.fits_again(number))
            or self.has_missed(order)
        ):
            order.refunded += asked
            return
        if lapsed:
            order.chair = self.free_chair(*order.wish)
        order.state = "placed"
        self.expect_answer(order)

    def has_missed(self, order: Order) -> bool:
        """Whether the visit of a hold went by before anybody paid."""
        if order.state != "held" or order.start is None:
            return False
        return self.now >= max(order.start, order.held_until)

    def expect_answer(self, order: Order) -> None:
        deadline = self.now + timedelta(hours=1)
        order.answer_by = min(deadline, max(self.now, order.start or deadline))

    def fits_again(self, number: int) -> bool:
        order = self.orders[number]
        later = [
            each
            for other, each in self.orders.items()
            if other > number and (each.guest, each.wish) == (order.guest, order.wish)
            if each.state not in GONE
        ]
        begun = order.start is not None and order.start <= self.now
        return not later and not begun and self.has_room(*order.wish, order.seats)

    def can_move(self, order: Order, goal: datetime) -> bool:
        live = order.state in ("placed", "confirmed") and order.used == 0
        if not live or order.start is None or self.now > order.start - LATE:
            return False
        room = self.has_room(order.service, goal, order.seats, order)
        return goal == order.start or (goal > self.now and room)

    def move(self, order: Order, goal: datetime) -> None:
        order.chair = self.free_chair(order.service, goal, order)
        order.start, order.state = goal, "placed"
        self.expect_answer(order)

    def lapse(self) -> None:
        for order in self.orders.values():
            if order.state == "held" and order.held_until <= self.now:
                order.state = "lapsed"

    def kept_by_guest(self, order: Order) -> int:
        if order.start is None or self.now <= order.start - LATE:
            return 0
        return KEPT_NO_SHOW if self.now >= order.start else KEPT_LATE

    def redeem(self, order: Order) -> None:
        before = order.worth(order.used)
        order.used += 1
        order.earned += order.worth(order.used) - before
        order.state = "redeemed" if order.used == order.uses else "confirmed"

    def tick(self) -> None:
        """What time does by itself, in the worker's order."""
        self.lapse()
        for order in self.orders.values():
            if order.state == "placed" and order.answer_by and order.answer_by <= self.now:
                order.end("declined", 0)
        for order in self.orders.values():
            live = order.state in ("placed", "confirmed")
            if live and order.valid_until and order.valid_until <= self.now:
                order.end("expired", KEPT_NO_SHOW if order.start else 0)
