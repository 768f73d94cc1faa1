"""What guests and staff read before, at and after a visit."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from chat.screen import Button, Screen, Venue
from chat.turn import Person
from database.door import Database
from database.outbox_table import outbox
from handlers.guest.actions import (
    OpenBooking,
    OpenCheckout,
    OpenDirections,
    OpenHome,
    OpenReschedule,
    OpenService,
)
from handlers.guest.attendance import WasThere
from handlers.guest.rescheduling import AskReschedule, Reschedule
from handlers.merchant.actions import OpenDay, OpenRedemption
from handlers.merchant.redeeming import AskEarly, RedeemVoucher
from handlers.notices import render
from orders.booking import placing
from orders.course import attending, cancelling, confirming, expiring, suspending
from orders.money import paying, refunding
from orders.money.paying import CapturedPayment
from orders.reading import queries
from payments.models import payments, refunds
from people.rights import Role, granted
from tests.making import Market, Shop
from tests.structure.turns import Turns


class Visit:
    """One guest, one shop and one table of an hour tomorrow at noon."""

    def __init__(self, connection: Connection, now: datetime, **service: Any) -> None:
        self.connection = connection
        self.now = now
        self.market = Market(connection, now)
        self.shop: Shop = self.market.merchant()
        self.service = self.market.service(self.shop, capacity=5, **service)
        self.guest = Person(self.market.guest(), "Aino", "en")
        self.clerk = Person(
            self.shop.clerk,
            "Kim",
            "en",
            rights=granted(dict.fromkeys({self.shop.merchant}, Role.OWNER)),
        )
        self.start = self.market.start()

    def hold(self, hour: int = 12) -> int:
        start = self.market.start(hour=hour)
        return placing.hold(self.connection, self.guest.id, self.service, start, 1, None, self.now)

    def booked(self) -> int:
        order = self.hold()
        placing.place_free(self.connection, order, self.guest.id, self.now)
        return order

    def invoiced(self) -> int:
        """The order of which the guest has the invoice."""
        order = self.hold()
        paying.request(self.connection, order, self.guest.id, "sandbox", self.now)
        return order

    def pay(self, order: int) -> None:
        """The provider says that the guest has paid the invoice."""
        query = select(payments.c.payload, payments.c.amount).where(payments.c.order_id == order)
        payload, amount = self.connection.execute(query).one()
        said = ("sandbox", f"e{order}", payload, f"c{order}", None, amount, "EUR")
        paid = CapturedPayment(*said, self.guest.id, {})
        event = paying.capture(self.connection, paid, self.now)
        paying.apply(self.connection, event, self.now)

    def suspend(self) -> None:
        """An operator takes the shop out of the market."""
        operator = self.market.operator()
        suspending.suspend(self.connection, self.shop.merchant, operator, self.now)

    def show(self, person: Person, page: Any, at: datetime | None = None) -> Screen:
        turns = Turns(at or self.now)
        return turns.router.show(turns.of(self.connection, person), page)

    def tell(self, person: Person, payload: dict[str, Any], at: datetime) -> Screen | None:
        return render(Turns(at).of(self.connection, person), payload)

    def told(self, about: str) -> list[dict[str, Any]]:
        query = select(outbox.c.payload).where(outbox.c.key.like(f"{about}:%"))
        return list(self.connection.execute(query.order_by(outbox.c.id)).scalars())


def presses(screen: Screen) -> set[type]:
    return {type(each.action) for row in screen.rows for each in row if isinstance(each, Button)}


@pytest.mark.parametrize(
    ("before", "asked"), [(31, True), (30, False), (2, False), (0, False), (-20, False)]
)
async def test_within_half_an_hour_of_its_time_a_code_needs_no_question(
    database: Database, now: datetime, before: int, asked: bool
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0)
        order = queries.order(connection, visit.booked())
        assert order is not None
        assert order.code is not None
        at = visit.start - timedelta(minutes=before)
        offers = presses(visit.show(visit.clerk, OpenRedemption(order.code), at))
        assert (AskEarly in offers, RedeemVoucher in offers) == (asked, not asked)

    await database.write(work)


async def test_a_hold_that_ran_out_takes_the_place_of_its_page_and_keeps_the_day(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now)
        held = visit.hold()
        page = visit.show(visit.guest, OpenCheckout(held))
        later = now + timedelta(minutes=10)
        expiring.lapse_holds(connection, later)
        (payload,) = visit.told("hold_lapsed")
        news = visit.tell(visit.guest, payload, later)
        assert news is not None
        assert news.subject == page.subject is not None
        assert "Your 10 minutes are up." in str(news.text)
        (again,) = news.rows[0]
        assert isinstance(again, Button)
        assert again.action == OpenService(visit.service, visit.start.date(), 1)

    await database.write(work)


async def test_a_move_asks_once_and_tells_both_times_to_both(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0, cancel_free_minutes=0)
        order = visit.booked()
        choice = visit.show(visit.guest, OpenReschedule(order, visit.start.date()))
        assert AskReschedule in presses(choice)
        assert Reschedule not in presses(choice)
        to = visit.market.start(hour=16)
        question = visit.show(visit.guest, AskReschedule(order, to))
        assert "Move to" in str(question.text)
        assert Reschedule in presses(question)
        turns = Turns(now)
        turns.router.move(turns.of(connection, visit.guest), Reschedule(order, to))
        (guest,) = visit.told("rescheduled")
        (staff,) = [each for each in visit.told("booking") if each["news"] == "rescheduled"]
        for person, payload in ((visit.guest, guest), (visit.clerk, staff)):
            news = visit.tell(person, payload, now)
            assert news is not None
            assert "Moved from 12:00\u202fPM to 4:00\u202fPM" in str(news.text)
            assert "Confirmed by" not in str(news.text)

    await database.write(work)


async def test_the_pin_is_called_by_its_merchant_and_branch(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now)
        page = OpenDirections(visit.shop.merchant, visit.shop.location)
        venue = visit.show(visit.guest, page).venue
        assert isinstance(venue, Venue)
        assert venue.title == "Café Kulma, Punavuori"

    await database.write(work)


async def test_whoever_books_the_same_time_there_again_is_told(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0)
        first = visit.hold()
        assert "You already have" not in str(visit.show(visit.guest, OpenCheckout(first)).text)
        placing.place_free(connection, first, visit.guest.id, now)
        again, later = visit.hold(), visit.hold(hour=15)
        assert "You already have" in str(visit.show(visit.guest, OpenCheckout(again)).text)
        assert "You already have" not in str(visit.show(visit.guest, OpenCheckout(later)).text)

    await database.write(work)


async def test_the_days_list_marks_what_is_over_and_unused(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0)
        visit.booked()
        during, after = (visit.start + timedelta(minutes=each) for each in (30, 60))
        assert "Still to come: 1" in str(
            visit.show(visit.clerk, OpenDay(visit.shop.merchant), during).text
        )
        screen = visit.show(visit.clerk, OpenDay(visit.shop.merchant), after)
        assert "Not redeemed: 1" in str(screen.text)
        assert "❗" in str(screen.rows[0][0])

    await database.write(work)


async def test_what_is_over_is_not_what_comes_next(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0)
        visit.booked()
        for minutes, said in ((0, True), (59, True), (60, False)):
            home = visit.show(visit.guest, OpenHome(), visit.start + timedelta(minutes=minutes))
            assert ("Next:" in str(home.text)) == said

    await database.write(work)


async def test_the_question_stands_until_it_is_answered(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0)
        order = visit.booked()
        after = visit.start + timedelta(hours=2)
        attending.came(connection, order, visit.clerk.id, after)
        (payload,) = visit.told("were_you_there")
        asked = visit.tell(visit.guest, payload, after)
        assert asked is not None
        assert WasThere in presses(asked)
        assert visit.tell(visit.clerk, payload, after) is None
        attending.was_there(connection, order, visit.guest.id, after)
        assert visit.tell(visit.guest, payload, after) is None

    await database.write(work)


async def test_an_answer_that_is_due_is_asked_for_twice_and_not_once_it_is_given(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0)
        shop = visit.market.merchant("Bar", auto_confirm=False, confirm_minutes=120)
        service = visit.market.service(shop, price=0)
        clerk = Person(
            shop.clerk, "Kim", "en", rights=granted(dict.fromkeys({shop.merchant}, Role.OWNER))
        )
        held = placing.hold(connection, visit.guest.id, service, visit.start, 1, None, now)
        placing.place_free(connection, held, visit.guest.id, now)
        query = select(outbox.c.due_at).where(outbox.c.key.like("answer_due:%"))
        due = sorted(connection.execute(query).scalars())
        assert due == [now + timedelta(minutes=each) for each in (60, 105)]
        half, _last = visit.told("answer_due")
        reminder = visit.tell(clerk, half, due[0])
        assert reminder is not None
        assert "1 hour left to answer" in str(reminder.text)
        confirming.confirm(connection, held, clerk.id, due[0])
        assert visit.tell(clerk, half, due[0]) is None

    await database.write(work)


async def test_a_refund_that_was_told_of_edits_that_message(
    database: Database, now: datetime
) -> None:
    """One that the guest asked for is the first word of it; one that took long is a word anew."""

    def ended(connection: Connection, minutes: int, by: Any) -> bool:
        visit = Visit(connection, now)
        order = visit.invoiced()
        visit.pay(order)
        by(connection, order, visit)
        refund = connection.execute(
            select(refunds.c.id).where(refunds.c.order_id == order)
        ).scalar_one()
        refunding.provider_refunded(connection, refund, now + timedelta(minutes=minutes))
        payload = visit.told("refund_done")[-1]
        news = visit.tell(visit.guest, payload, now)
        assert news is not None
        assert news.subject == f"closed-{order}"
        return bool(payload["quiet"])

    def work(connection: Connection) -> None:
        def guest(c: Connection, order: int, visit: Visit) -> None:
            cancelling.cancel_by_guest(c, order, visit.guest.id, now)

        def merchant(c: Connection, order: int, visit: Visit) -> None:
            cancelling.cancel_by_merchant(c, order, visit.shop.clerk, now)

        assert [
            ended(connection, minutes, by)
            for minutes, by in ((1, guest), (1, merchant), (61, merchant))
        ] == [False, True, False]

    await database.write(work)


async def test_nothing_offers_to_book_again_where_nothing_can_be_booked(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now, price=0)
        off = visit.booked()
        cancelling.cancel_by_merchant(connection, off, visit.clerk.id, now)
        visit.hold(hour=15)
        later = now + timedelta(minutes=10)
        expiring.lapse_holds(connection, later)
        news = [*visit.told("cancelled"), *visit.told("hold_lapsed")]
        assert len(news) == 2

        def offered() -> list[bool]:
            told = [visit.tell(visit.guest, each, later) for each in news]
            screens = [*told, visit.show(visit.guest, OpenBooking(off))]
            return [OpenService in presses(each) for each in screens if each is not None]

        assert offered() == [True, True, True]
        visit.suspend()
        assert offered() == [False, False, False]

    await database.write(work)


async def test_money_for_a_place_that_takes_no_more_bookings_comes_back_with_no_other_time(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        visit = Visit(connection, now)
        order = visit.invoiced()
        visit.suspend()
        visit.pay(order)
        (payload,) = visit.told("late_payment")
        news = visit.tell(visit.guest, payload, now)
        assert news is not None
        assert "no longer takes bookings" in news.text
        assert OpenService not in presses(news)

    await database.write(work)
