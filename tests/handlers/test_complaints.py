"""Complaints in the chat: what is pressed, typed and said from the first word to the last."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from chat.action import Page
from chat.errors import PageOutdated
from database.door import Database
from handlers.errors import TooLong
from handlers.guest.actions import OpenBooking
from handlers.guest.complaint_actions import (
    AskComplaint,
    Complain,
    IsNotSolved,
    IsSolved,
    OpenComplaining,
    OpenComplaint,
)
from handlers.merchant.actions import OpenDesk, OpenStaffBooking
from handlers.merchant.complaint_actions import (
    AskComplaintAnswer,
    OpenComplaintMoney,
    OpenOwnComplaint,
    OpenOwnComplaints,
    TypeComplaintMoney,
)
from handlers.merchant.goodwill import GiveBack
from handlers.notices import render
from handlers.operator.actions import OpenOperatorDesk, OpenOrder
from handlers.operator.complaint_actions import (
    AskDecision,
    DecideComplaint,
    OpenComplaintCase,
    TypeCaseMoney,
)
from orders import Wrong
from orders.errors import (
    ComplaintMoved,
    GivenBackMeanwhile,
)
from tests.handlers.complained import Case
from tests.handlers.test_around_the_visit import Visit
from tests.handlers.test_giving_back import actions
from tests.structure.trying import BOOK
from tests.structure.turns import Turns


@pytest.fixture
async def case(database: Database, now: datetime) -> Any:
    async def run(body: Any, **service: Any) -> None:
        await database.write(lambda c: body(Case(c, now, **service)))

    return run


async def test_the_way_to_it(case: Any) -> None:
    def body(at: Case) -> None:
        assert OpenComplaint(at.id) in actions(at.show(at.guest, OpenBooking(at.order)))
        assert OpenOwnComplaint(at.id) in actions(at.show(at.owner, OpenStaffBooking(at.order)))
        assert OpenComplaintCase(at.id) in actions(at.show(at.support, OpenOrder(at.order)))
        desk = at.show(at.owner, OpenDesk(at.visit.shop.merchant))
        assert "1 complaint is waiting for your answer." in str(desk.text)
        shop = OpenOwnComplaints(at.visit.shop.merchant)
        assert shop in actions(desk)
        assert OpenOwnComplaint(at.id) in actions(at.show(at.owner, shop))
        clerk = at.show(at.desk, OpenDesk(at.visit.shop.merchant))
        assert shop not in actions(clerk)
        assert "complaint" not in str(clerk.text)

    await case(body)


async def test_a_second_one_is_the_first(case: Any) -> None:
    def body(at: Case) -> None:
        for page in (OpenComplaining(at.order), AskComplaint(at.order, Wrong.LATE)):
            with pytest.raises(PageOutdated) as outdated:
                at.show(at.guest, page)
            assert outdated.value.fresh == OpenComplaint(at.id)
        again = at.do(at.guest, Complain(at.order, Wrong.LATE, "Late"))
        assert again == OpenComplaint(at.id)

    await case(body)


async def test_something_else_needs_words_and_nothing_is_cut(case: Any) -> None:
    def body(at: Case) -> None:
        at.do(at.guest, IsSolved(at.id))
        ask = AskComplaint(at.order, Wrong.OTHER)
        assert at.show(at.guest, ask).rows == ()
        assert at.do(at.guest, Complain(at.order, Wrong.OTHER, " ")) == ask
        with pytest.raises(TooLong):
            at.do(at.guest, Complain(at.order, Wrong.OTHER, "x" * 501))

    await case(body)


async def test_money_with_the_answer_is_typed_asked_and_given_once(case: Any) -> None:
    def body(at: Case) -> None:
        money = OpenComplaintMoney(at.id)
        assert at.show(at.owner, money).asks == TypeComplaintMoney(at.id)
        for typed in ("much", "0", "20.01", "-5"):
            again = at.do(at.owner, TypeComplaintMoney(at.id, typed))
            assert again == OpenComplaintMoney(at.id, again=True)
        assert "That's no amount up to €20." in at.words(at.owner, again)
        sure = at.do(at.owner, TypeComplaintMoney(at.id, "5"))
        assert sure == AskComplaintAnswer(at.id, 500)
        (yes,) = actions(at.show(at.owner, sure))
        assert at.do(at.owner, yes) == OpenOwnComplaint(at.id)
        with pytest.raises(ComplaintMoved):
            at.do(at.owner, yes)
        assert at.given() == [500]
        assert "€5 goes back" in at.words(at.guest, OpenComplaint(at.id))

    await case(body)


async def test_what_went_back_meanwhile_is_looked_at_again(case: Any) -> None:
    def body(at: Case) -> None:
        (yes,) = actions(at.show(at.owner, AskComplaintAnswer(at.id, 500)))
        at.do(at.support, GiveBack(at.order, 500, 0))
        with pytest.raises(GivenBackMeanwhile):
            at.do(at.owner, yes)
        assert at.given() == [500]
        assert at.stands() == "open"

    await case(body)


async def test_the_market_decides_with_a_reason(case: Any) -> None:
    def body(at: Case) -> None:
        at.answer()
        at.do(at.guest, IsNotSolved(at.id, "No"))
        assert "1 complaint to decide" in str(actions_labels(at, OpenOperatorDesk()))
        page = at.show(at.support, OpenComplaintCase(at.id))
        assert page.shows
        assert at.do(at.support, DecideComplaint(at.id)) == AskDecision(at.id)
        sure = at.do(at.support, TypeCaseMoney(at.id, "10"))
        asked = at.show(at.support, sure).asks
        assert asked == DecideComplaint(at.id, 1000, 0)
        at.do(at.support, DecideComplaint(at.id, 1000, 0, "It was so"))
        assert at.given() == [1000]
        for person, about in ((at.guest, "complaint_step"), (at.owner, "complaint")):
            assert "It was so" in at.news(person, about)
        with pytest.raises(PageOutdated):
            at.show(at.support, AskDecision(at.id))

    await case(body)


def actions_labels(at: Case, page: Page) -> list[str]:
    screen = at.show(at.support, page)
    return [each.label for row in screen.rows for each in row]


async def test_who_is_asked_says_nothing_once_it_is_answered(case: Any) -> None:
    def body(at: Case) -> None:
        (payload, *_) = [each for each in at.visit.told("complaint") if each["step"] == "due3"]
        owner = at.turns.of(at.connection, at.owner)
        assert "left to answer a complaint" in str(getattr(render(owner, payload), "text", ""))
        assert render(at.turns.of(at.connection, at.desk), payload) is None
        at.answer()
        assert render(owner, payload) is None

    await case(body)


async def test_a_free_booking_is_answered_in_words(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        visit, turns = Visit(connection, now, price=0), Turns(now)
        order = visit.booked()
        told = BOOK.move(turns.of(connection, visit.guest), Complain(order, Wrong.LATE))
        assert isinstance(told, OpenComplaint)
        screen = turns.router.show(
            turns.of(connection, visit.clerk), OpenOwnComplaint(told.complaint)
        )
        assert OpenComplaintMoney(told.complaint) not in actions(screen)
        assert AskComplaintAnswer(told.complaint) in actions(screen)

    await database.write(work)
