"""The market in memory, as simple as can be: what the order backend is compared with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOLD = timedelta(minutes=10)
CAPACITY = 2
PRICE = 1001
USES = 3
LATE = timedelta(hours=24)
KEPT_LATE = 50
KEPT_NO_SHOW = 80


@dataclass
class Order:
    """Seats at a start (None for a card of three uses), and where its money is."""

    guest: int
    start: datetime | None
    seats: int
    held_until: datetime
    state: str = "held"
    answer_by: datetime | None = None
    valid_until: datetime | None = None
    used: int = 0
    paid: int = 0
    refunded: int = 0
    earned: int = 0

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


@dataclass
class Reference:
    """Each method says whether the market allows it."""

    now: datetime
    orders: dict[int, Order] = field(default_factory=dict)

    def taken(self, start: datetime) -> int:
        return sum(each.seats for each in self.orders.values() if self.occupies(each, start))

    def occupies(self, order: Order, start: datetime) -> bool:
        if order.start != start or order.state in ("lapsed", "declined", "cancelled"):
            return False
        return order.state != "held" or order.held_until > self.now

    def held(self, guest: int, start: datetime | None) -> int | None:
        for number, each in self.orders.items():
            same = (each.guest, each.start, each.state) == (guest, start, "held")
            if same and each.held_until > self.now:
                return number
        return None

    def can_hold(self, guest: int, start: datetime | None, seats: int) -> bool:
        if start is None:
            return True
        same = self.held(guest, start)
        mine = self.orders[same].seats if same is not None else 0
        return start > self.now and self.taken(start) - mine + seats <= CAPACITY

    def hold(self, number: int, guest: int, start: datetime | None, seats: int) -> None:
        if number in self.orders:
            self.orders[number].seats = seats
        else:
            self.orders[number] = Order(guest, start, seats, self.now + HOLD)

    def pays(self, number: int, asked: int) -> None:
        """Money comes for what was asked: it places the order, or goes back."""
        order = self.orders[number]
        order.paid += asked
        lapsed = order.state == "lapsed"
        if (
            order.state not in ("held", "lapsed")
            or asked != order.total
            or (lapsed and not self.fits_again(number))
        ):
            order.refunded += asked
            return
        order.state = "placed"
        deadline = self.now + timedelta(hours=1)
        order.answer_by = min(deadline, max(self.now, order.start or deadline))

    def fits_again(self, number: int) -> bool:
        order = self.orders[number]
        later = [
            each
            for other, each in self.orders.items()
            if other > number
            and (each.guest, each.start) == (order.guest, order.start)
            and each.state not in ("lapsed", "declined", "cancelled")
        ]
        if later or order.start is None:
            return not later
        return order.start > self.now and self.taken(order.start) + order.seats <= CAPACITY

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
