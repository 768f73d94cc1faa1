"""Money comes to the café, in time or late, once or twice: it places an order, or goes back."""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from orders.money import paying
from orders.money.capturing import CapturedPayment
from payments import queries
from tests.orders.cafe_ending import MANY, Ending
from tests.orders.cafe_hours import local_day
from tests.orders.cafe_reference import HOLD, OF_MENU, WAY, Order


class Paying(Ending):
    """`asked` are requests for money: of which order, and how much; `answered` those that were paid."""

    asked: dict[int, tuple[int, int]]
    answered: set[int]

    @rule(number=MANY, late=st.booleans(), twice=st.booleans())
    def pay(self, number: int, late: bool, twice: bool) -> None:
        chosen = self.pick(number, "held")
        if chosen is not None:
            self.pays_for(chosen, late=late, twice=twice)

    def pays_for(self, chosen: int, *, late: bool, twice: bool) -> None:
        order = self.books.orders[chosen]
        alive = order.state == "held" and order.held_until > self.now
        alive &= bool(order.prepaid) and (order.kind != "rest" or self.is_left(chosen))
        payment = self.attempt(paying.request, chosen, order.guest, "sandbox")
        assert (payment is not None) == alive
        if payment is None:
            return
        longest = self.created[chosen] + timedelta(minutes=30)
        order.held_until = max(order.held_until, min(self.now + HOLD, longest))
        self.asked[payment] = chosen, order.prepaid
        if not late:
            self.money_comes(payment, twice)

    def is_left(self, number: int) -> bool:
        """Whether a rest is still what its booking left."""
        raise NotImplementedError

    @rule(number=MANY, twice=st.booleans())
    def pay_late(self, number: int, twice: bool) -> None:
        """For something that was asked for long ago, or was paid already."""
        if self.asked:
            self.money_comes(sorted(self.asked)[number % len(self.asked)], twice)

    def money_comes(self, payment: int, twice: bool) -> None:
        asked = queries.request(self.connection, payment)
        assert asked is not None
        self.events += 1
        told = ("sandbox", f"e{self.events}", asked.payload, f"c{self.events}", None)
        paid = CapturedPayment(*told, asked.amount, asked.currency, asked.guest_id, {})
        event = self.attempt(paying.capture, paid)
        for _ in range(1 + twice):
            assert self.attempt(paying.apply, event)
        number, amount = self.asked[payment]
        self.pays(number, amount, again=payment in self.answered)
        self.answered.add(payment)

    def pays(self, number: int, amount: int, *, again: bool) -> None:
        """A request is paid once, whatever became of it: what comes `again` goes back."""
        order = self.books.orders[number]
        order.paid += amount
        if (
            again
            or order.was_placed
            or amount != order.prepaid
            or not self.can_place(number, order)
        ):
            order.refunded += amount
        elif order.kind in (*OF_MENU, "visit"):
            if order.state == "lapsed" and order.kind != "visit":
                self.put_away_same(order)
            self.books.placed(order, auto=self.auto)
            self.begin_delivery(number, order)
        else:
            self.bill_paid(number, order)

    def put_away_same(self, order: Order) -> None:
        """What was paid after all is in no cart, unless its guest has changed it since."""
        cart = self.books.carts.get(order.guest)
        paid = [(each.item, each.price, each.quantity) for each in order.lines]
        there = [] if cart is None else cart.lines.values()
        if paid == [(each.item, each.price, each.quantity) for each in there]:
            del self.books.carts[order.guest]

    def can_place(self, number: int, order: Order) -> bool:
        if order.kind not in (*OF_MENU, "visit"):
            return self.bill_can_be_paid(number, order)
        lapsed = order.state == "lapsed"
        if lapsed and self.has_another(number, order):
            return False
        if order.kind == "visit":
            return self.seats_again(order)
        if lapsed and order.kind == "table":
            return False
        return self.kitchen_again(order)

    def has_another(self, number: int, order: Order) -> bool:
        """Ordered since, of the same: a hold that nobody has ended counts."""
        later = (
            each for other, each in self.books.orders.items()
            if other > number and each.guest == order.guest
            and each.state in ("held", "placed", "confirmed", "redeemed", "expired")
        )  # fmt: skip
        if order.kind == "visit":
            return any((each.kind, each.start) == ("visit", order.start) for each in later)
        return any(each.kind in OF_MENU for each in later)

    def seats_again(self, order: Order) -> bool:
        assert order.start is not None
        if order.state == "held" and self.now < max(order.start, order.held_until):
            return True
        day = local_day(order.start)
        if order.state == "lapsed" and self.books.is_sold_out(kept(order)[1:], order.start):
            return False
        return (
            order.start > self.now
            and self.books.seats_left(order.start, order) >= order.lines[0].quantity
            and self.books.has_stock(order.stock, day, order)
        )

    def kitchen_again(self, order: Order) -> bool:
        """In its own time, or in the next that there is on the same day."""
        books = self.books
        assert order.start is not None
        assert order.stock_day is not None
        needed = timedelta(minutes=5 if order.chosen is None else 0)
        begin = self.now
        if order.collect is not None:
            begin = max(self.now, order.collect) + WAY
        soon = begin + needed > order.start
        if order.state == "held" and not soon:
            return True
        gone = order.state == "lapsed" and books.is_sold_out(kept(order), order.start)
        if gone or not books.has_stock(order.stock, order.stock_day, order):
            return False
        collection = self.collected_again(order)
        if collection is not None and not books.collections_left(collection, order):
            return False
        if self.made_again(order, begin, soon=soon):
            order.collection = collection
            return True
        return False

    def made_again(self, order: Order, begin: datetime, *, soon: bool) -> bool:
        books = self.books
        if not soon:
            return books.has_windows(order.windows, order)
        made = books.soonest(sum(order.windows.values()), begin, order)
        if order.chosen is not None or made is None or local_day(made[0]) != order.stock_day:
            return False
        order.start, order.windows = made
        return True

    def collected_again(self, order: Order) -> datetime | None:
        """What lapsed and is wanted as soon as possible is collected later."""
        if order.collection is None or order.collect is not None or order.state == "held":
            return order.collection
        return max(order.collection, self.books.soonest_collection())


def kept(order: Order) -> list[str]:
    """What it is of."""
    return [each.item for each in order.lines]
