"""Money given back in the chat: who may, what they type, what is said, and that it is done once."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, delete

from chat.action import Action, Page
from chat.errors import NotAllowed, PageOutdated
from chat.screen import Button, Screen, Seen
from chat.turn import Person
from database.door import Database
from handlers.errors import AskedAgain
from handlers.merchant.actions import OpenGivingBack, OpenStaffBooking
from handlers.merchant.goodwill import GiveBack, GiveBackTyped, OpenGivingBackSure
from handlers.notices import render
from handlers.operator.actions import OpenOrder
from orders.errors import GivenBackMeanwhile, TooMuchToGiveBack
from orders.reading import queries
from people.errors import NoRight
from people.looking import Place
from people.models import staff
from people.rights import Role, granted
from tests.handlers.test_around_the_visit import Visit
from tests.structure.trying import BOOK
from tests.structure.turns import Turns


class Counter:
    """A paid booking, its shop's owner, somebody at the desk, and an operator."""

    def __init__(self, connection: Connection, now: datetime, **service: Any) -> None:
        self.visit = Visit(connection, now, **service)
        self.connection = connection
        self.turns = Turns(now)
        self.order = self.visit.invoiced()
        self.visit.pay(self.order)
        shop = self.visit.shop.merchant
        self.owner = self.visit.clerk
        self.desk = Person(self.owner.id, "Kim", "en", rights=granted({shop: Role.DESK}))
        other = self.visit.market.merchant()
        self.other = Person(other.clerk, "Lee", "en", rights=granted({other.merchant: Role.OWNER}))
        self.support = Person(
            self.visit.market.operator(), "Olli", "en", rights=granted({}, Role.SUPPORT)
        )

    def show(self, person: Person, page: Page) -> Screen:
        return self.turns.router.show(self.turns.of(self.connection, person), page)

    def do(self, person: Person, move: Any) -> Page:
        return BOOK.move(self.turns.of(self.connection, person), move)

    def given(self) -> list[int]:
        order = queries.order(self.connection, self.order)
        assert order is not None
        return [each.amount for each in order.refunds]


@pytest.fixture
async def counter(database: Database, now: datetime) -> Any:
    async def run(body: Any, **service: Any) -> None:
        await database.write(lambda c: body(Counter(c, now, **service)))

    return run


def actions(screen: Screen) -> list[Action]:
    return [each.action for row in screen.rows for each in row if isinstance(each, Button)]


async def test_a_part_is_typed_asked_and_given(counter: Any) -> None:
    def body(at: Counter) -> None:
        assert OpenGivingBack(at.order) in actions(at.show(at.owner, OpenStaffBooking(at.order)))
        question = at.show(at.owner, OpenGivingBack(at.order))
        assert question.asks == GiveBackTyped(at.order)
        sure = at.do(at.owner, GiveBackTyped(at.order, "5"))
        assert sure == OpenGivingBackSure(at.order, 500)
        assert "Give back €5?" in str(at.show(at.owner, sure).text)
        (yes,) = [each for each in actions(at.show(at.owner, sure)) if isinstance(each, GiveBack)]
        assert at.do(at.owner, yes) == OpenStaffBooking(at.order)
        assert "Given back: €5" in str(at.show(at.owner, OpenStaffBooking(at.order)).text)
        with pytest.raises(GivenBackMeanwhile):
            at.do(at.owner, yes)
        assert at.given() == [500]

    await counter(body)


async def test_all_of_it_by_support(counter: Any) -> None:
    def body(at: Counter) -> None:
        assert OpenGivingBack(at.order) in actions(at.show(at.support, OpenOrder(at.order)))
        (all_of_it,) = actions(at.show(at.support, OpenGivingBack(at.order)))
        assert isinstance(all_of_it, OpenGivingBackSure)
        sure = at.show(at.support, all_of_it)
        assert sure.shows == (Seen(at.visit.guest.id, Place.ORDER, at.order),)
        (yes,) = actions(sure)
        assert at.do(at.support, yes) == OpenOrder(at.order)
        assert at.given() == [2000]
        with pytest.raises(PageOutdated) as outdated:
            at.show(at.support, OpenGivingBack(at.order))
        assert outdated.value.fresh == OpenOrder(at.order)
        assert OpenGivingBack(at.order) not in actions(at.show(at.support, OpenOrder(at.order)))

    await counter(body)


@pytest.mark.parametrize("who", ["desk", "other", "guest"])
async def test_nobody_else(counter: Any, who: str) -> None:
    def body(at: Counter) -> None:
        person = at.visit.guest if who == "guest" else getattr(at, who)
        for page in (OpenGivingBack(at.order), OpenGivingBackSure(at.order, 500)):
            with pytest.raises(NotAllowed):
                at.show(person, page)
        for move in (GiveBackTyped(at.order, "5"), GiveBack(at.order, 500, 0)):
            with pytest.raises(NotAllowed):
                at.do(person, move)
        if who == "desk":
            page = at.show(person, OpenStaffBooking(at.order))
            assert OpenGivingBack(at.order) not in actions(page)
        assert at.given() == []

    await counter(body)


async def test_a_page_that_was_open_when_the_right_ended(counter: Any) -> None:
    def body(at: Counter) -> None:
        at.connection.execute(delete(staff).where(staff.c.person_id == at.owner.id))
        with pytest.raises(NoRight):
            at.do(at.owner, GiveBack(at.order, 500, 0))
        assert at.given() == []

    await counter(body)


@pytest.mark.parametrize("typed", ["", "much", "-5", "5 or 6", "0.001"])
async def test_what_is_no_amount_is_asked_again(counter: Any, typed: str) -> None:
    def body(at: Counter) -> None:
        assert at.do(at.owner, GiveBackTyped(at.order, typed)) == OpenGivingBack(
            at.order, again=True
        )
        again = at.show(at.owner, OpenGivingBack(at.order, again=True))
        assert "I couldn't read that as an amount." in str(again.text)

    await counter(body)


@pytest.mark.parametrize("typed", ["0", "20.01", "99999"])
async def test_more_than_was_paid_or_nothing(counter: Any, typed: str) -> None:
    def body(at: Counter) -> None:
        with pytest.raises(TooMuchToGiveBack):
            at.do(at.owner, GiveBackTyped(at.order, typed))

    await counter(body)


async def test_an_amount_that_may_be_two(counter: Any) -> None:
    def body(at: Counter) -> None:
        with pytest.raises(AskedAgain):
            at.do(at.owner, GiveBackTyped(at.order, "1.005"))

    await counter(body)


@pytest.mark.parametrize("amount", [0, -1, 2001, 2**62])
async def test_a_forged_amount(counter: Any, amount: int) -> None:
    def body(at: Counter) -> None:
        with pytest.raises(TooMuchToGiveBack):
            at.show(at.owner, OpenGivingBackSure(at.order, amount))
        with pytest.raises(TooMuchToGiveBack):
            at.do(at.owner, GiveBack(at.order, amount, 0))

    await counter(body)


async def test_the_guest_and_the_place_hear_of_it(counter: Any) -> None:
    def body(at: Counter) -> None:
        at.do(at.support, GiveBack(at.order, 500, 0))
        (payload,) = at.visit.told("goodwill")
        told = render(at.turns.of(at.connection, at.visit.guest), payload)
        assert told is not None
        assert "You get €5 back." in str(told.text)
        assert "Your booking stays as it is." in str(told.text)
        (payload,) = at.visit.told("goodwill_given")
        news = render(at.turns.of(at.connection, at.owner), payload)
        assert news is not None
        assert "€5 was given back" in str(news.text)
        assert render(at.turns.of(at.connection, at.desk), payload) is None

    await counter(body)
