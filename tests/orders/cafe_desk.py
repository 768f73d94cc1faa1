"""The café's desk: tickets, codes, lines that are missing and what is taken instead."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from orders.course import redeeming
from orders.menu import replacing, tickets
from orders.money import lacking
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_hours import local_day
from tests.orders.cafe_ordering import ITEMS, Ordering
from tests.orders.cafe_reference import LIVE, OF_MENU, REPLY, Line, Order, Question, last_moment

USUALLY = {"coffee": 420, "bun": 350}
SOLD = (*OF_MENU, "visit")


class Desk(Ordering):
    """What a barista presses, and what guests answer."""

    @rule(number=MANY, later=st.sampled_from([0, 5, 20, 200]))
    def take_on(self, number: int, later: int) -> None:
        """For when it was ordered, or for a later time."""
        chosen = self.pick(number, *LIVE, kinds=SOLD)
        if chosen is None:
            return
        order = self.books.orders[chosen]
        assert order.start is not None
        at = order.start + timedelta(minutes=later)
        done = self.attempt(tickets.accept, chosen, self.shop.clerk, at)
        promised = later > 0 and not order.ready
        allowed = order.state in LIVE and order.kind in OF_MENU
        if promised:
            allowed &= self.now < at and later <= 180
        assert (done is not None) == allowed, (order, at)
        if done is None or order.ready:
            return
        if order.state == "placed":
            order.state = "confirmed"
            self.said_yes(chosen)
        if promised:
            order.start = at
            order.valid_until = last_moment(order)
            self.put_off(chosen, at)

    @rule(number=MANY)
    def make_ready(self, number: int) -> None:
        chosen = self.pick(number, *LIVE, kinds=SOLD)
        if chosen is None:
            return
        order = self.books.orders[chosen]
        done = self.attempt(tickets.ready, chosen, self.shop.clerk)
        allowed = order.state in LIVE and order.kind in OF_MENU
        assert (done is not None) == (allowed and (order.ready or self.is_there(chosen)))
        if done is not None and not order.ready:
            order.ready, order.state = True, "confirmed"
            self.put_off(chosen, self.now)

    @rule(number=MANY)
    def redeem(self, number: int) -> None:
        chosen = self.pick(number, *LIVE, kinds=SOLD)
        if chosen is None:
            return
        order, view = self.books.orders[chosen], self.view(chosen)
        if view.code is None:
            return
        usable = order.valid_until is not None and self.now < order.valid_until
        allowed = order.state in LIVE and usable and self.is_at_counter(chosen)
        self.events += 1
        nonce = f"press {self.events}"
        done = self.attempt(redeeming.redeem, view.code, self.shop.clerk, nonce)
        assert (done is not None) == allowed, order
        if done is not None:
            order.redeem()
            self.handed_over_at_counter(chosen)

    @rule(number=MANY, place=st.integers(0, 3), quantity=st.integers(1, 3))
    def is_missing(self, number: int, place: int, quantity: int) -> None:
        """So many of a line can't be had: their money goes back."""
        chosen = self.pick(number, *LIVE, kinds=SOLD)
        if chosen is None:
            return
        order = self.books.orders[chosen]
        place %= len(order.lines)
        line = order.lines[place]
        given = (chosen, self.shop.clerk, place + 1, quantity, order.given)
        done = self.attempt(lacking.give_back_line, *given)
        assert (done is not None) == self.may_be_missing(order, line, quantity), (order, line)
        if done is not None:
            self.goes_back(chosen, line, quantity)

    def may_be_missing(self, order: Order, line: Line, quantity: int) -> bool:
        fits = self.shares(order, line.price * quantity) is not None
        return (
            order.state in LIVE
            and line.item != "visit"
            and quantity <= line.left - line.asked
            and fits
        )

    def goes_back(self, number: int, line: Line, quantity: int) -> None:
        order = self.books.orders[number]
        line.gone += quantity
        self.takes_back(order, line.price * quantity)
        if order.state in LIVE and not any(each.left for each in order.lines):
            self.ends(number, "cancelled", 0)

    @rule(number=MANY, place=st.integers(0, 3), quantity=st.integers(1, 3), item=ITEMS)
    def propose(self, number: int, place: int, quantity: int, item: str) -> None:
        chosen = self.pick(number, *LIVE, kinds=SOLD)
        if chosen is None:
            return
        order = self.books.orders[chosen]
        place %= len(order.lines)
        line = order.lines[place]
        allowed = self.may_be_missing(order, line, quantity)
        allowed &= line.item != item and not line.asked
        if order.start is not None:
            allowed &= not self.books.is_sold_out([item], max(self.now, order.start))
        given = (chosen, self.shop.clerk, place + 1, quantity, self.items[item])
        asked = self.attempt(replacing.propose, *given)
        assert (asked is not None) == allowed, (order, line, item)
        if asked is not None:
            line.asked = quantity
            assert order.valid_until is not None
            until = min(self.now + REPLY, order.valid_until)
            self.books.questions[asked] = Question(chosen, place, quantity, item, until)

    @rule(number=MANY, reply=st.sampled_from(["yes", "yes", "no", "withdrawn"]))
    def reply(self, number: int, reply: str) -> None:
        questions = self.books.questions
        if not questions:
            return
        asked = sorted(questions)[-1 - number % len(questions)]
        question = questions[asked]
        order = self.books.orders[question.order]
        if reply == "withdrawn":
            assert self.attempt(replacing.withdraw, asked, self.shop.clerk)
            if question.state == "open":
                self.fall_back(question, "withdrawn")
        elif reply == "no":
            done = self.attempt(replacing.decline, asked, order.guest)
            assert (done is not None) == (question.state in ("open", "declined"))
            if question.state == "open":
                self.fall_back(question, "declined")
        else:
            self.accept(asked, question, order)

    def accept(self, asked: int, question: Question, order: Order) -> None:
        line = order.lines[question.line]
        price = min(USUALLY[question.item], line.price)
        back = (line.price - price) * question.quantity
        assert order.start is not None
        day = local_day(order.start)
        wanted = {"bun": question.quantity} if question.item == "bun" else {}
        allowed = (
            question.state == "open"
            and self.now < question.until
            and order.state in LIVE
            and self.books.has_stock(wanted, day)
            and not self.books.is_sold_out([question.item], max(self.now, order.start))
            and self.shares(order, back) is not None
        )
        again = question.state == "accepted"
        done = self.attempt(replacing.accept, asked, order.guest)
        assert (done is not None) == (allowed or again), (question, order)
        if done is None or again:
            return
        if wanted:
            self.lapse_of_menu()
        question.state = "accepted"
        line.asked -= question.quantity
        line.swapped += question.quantity
        order.lines.append(Line(question.item, price, question.quantity))
        order.off += price * question.quantity
        for item, number in wanted.items():
            order.stock_day = day
            order.stock[item] = order.stock.get(item, 0) + number
        self.takes_back(order, back)

    def fall_back(self, question: Question, state: str) -> None:
        """Its money goes back, as far as that is not with its guest already."""
        order = self.books.orders[question.order]
        line = order.lines[question.line]
        line.asked -= question.quantity
        left = order.prepaid - order.given if order.state in LIVE else order.earned
        left = max(left + self.open_at_counter(order), self.left_of_rest(order))
        if line.price * question.quantity > left:
            question.state = "over"
        else:
            question.state = state
            self.goes_back(question.order, line, question.quantity)
