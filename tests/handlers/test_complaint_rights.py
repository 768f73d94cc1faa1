"""Who may read, answer and decide a complaint, and what a forged or an old button does: nothing."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete

from chat.errors import NotAllowed, PageOutdated
from database.door import Database
from handlers.complaint_actions import OpenComplaintPhoto
from handlers.guest.complaint_actions import (
    AddComplaintPhoto,
    AskNotSolved,
    Complain,
    IsNotSolved,
    IsSolved,
    OpenComplaint,
)
from handlers.merchant.complaint_actions import (
    AnswerComplaint,
    AskComplaintAnswer,
    OpenComplaintMoney,
    OpenOwnComplaint,
    OpenOwnComplaints,
    TypeComplaintMoney,
)
from handlers.operator.actions import OpenOperatorDesk
from handlers.operator.complaint_actions import (
    AskDecision,
    DecideComplaint,
    OpenCaseMoney,
    OpenComplaintCase,
    OpenComplaints,
    TypeCaseMoney,
)
from orders import Wrong
from orders.errors import (
    ComplaintMoved,
    ComplaintUnknown,
    NotYourOrder,
    TooMuchToGiveBack,
)
from people.errors import NoRight
from people.models import operators, staff
from tests.handlers.complained import Case

OTHERS = ("desk", "other", "stranger")


@pytest.fixture
async def case(database: Database, now: datetime) -> Any:
    async def run(body: Any, **service: Any) -> None:
        await database.write(lambda c: body(Case(c, now, **service)))

    return run


@pytest.mark.parametrize("amount", [-1, 2001, 2**62])
async def test_a_forged_amount(case: Any, amount: int) -> None:
    def body(at: Case) -> None:
        with pytest.raises(TooMuchToGiveBack):
            at.show(at.owner, AskComplaintAnswer(at.id, amount))
        with pytest.raises(TooMuchToGiveBack):
            at.do(at.owner, AnswerComplaint(at.id, amount, 0))
        at.later(hours=48)
        with pytest.raises(TooMuchToGiveBack):
            at.show(at.support, AskDecision(at.id, amount))
        with pytest.raises(TooMuchToGiveBack):
            at.do(at.support, DecideComplaint(at.id, amount, 0, "So"))
        assert at.given() == []

    await case(body)


@pytest.mark.parametrize("who", OTHERS)
async def test_nobody_else_reads_answers_or_decides(case: Any, who: str) -> None:
    def body(at: Case) -> None:
        at.do(at.guest, AddComplaintPhoto(at.id, "seed:barber"))
        person = getattr(at, who)
        pages = [
            OpenComplaint(at.id),
            AskNotSolved(at.id),
            OpenOwnComplaint(at.id),
            OpenOwnComplaints(at.visit.shop.merchant),
            OpenComplaintMoney(at.id),
            AskComplaintAnswer(at.id),
            OpenComplaints(),
            OpenComplaintCase(at.id),
            OpenCaseMoney(at.id),
            AskDecision(at.id),
            OpenComplaintPhoto(at.id),
        ]
        for page in pages:
            with pytest.raises(NotAllowed):
                at.show(person, page)
        for move in (
            AddComplaintPhoto(at.id, "seed:barber"),
            TypeComplaintMoney(at.id, "5"),
            AnswerComplaint(at.id, 500, 0, "Sorry"),
            TypeCaseMoney(at.id, "5"),
            DecideComplaint(at.id, 500, 0, "So"),
        ):
            with pytest.raises(NotAllowed):
                at.do(person, move)
        for move in (IsSolved(at.id), IsNotSolved(at.id)):
            with pytest.raises(ComplaintUnknown):
                at.do(person, move)
        with pytest.raises(NotYourOrder):
            at.do(person, Complain(at.order, Wrong.LATE))
        assert (at.stands(), at.given()) == ("open", [])

    await case(body)


async def test_an_analyst_sees_none_of_it(case: Any) -> None:
    def body(at: Case) -> None:
        at.later(hours=48)
        for page in (OpenComplaints(), OpenComplaintCase(at.id), AskDecision(at.id)):
            with pytest.raises(NotAllowed):
                at.show(at.analyst, page)
        assert "complaint" not in at.words(at.analyst, OpenOperatorDesk())

    await case(body)


async def test_an_open_page_of_somebody_whose_right_ended(case: Any) -> None:
    def body(at: Case) -> None:
        at.connection.execute(delete(staff).where(staff.c.person_id == at.owner.id))
        with pytest.raises(NoRight):
            at.answer()
        at.later(hours=48)
        at.connection.execute(delete(operators).where(operators.c.person_id == at.support.id))
        with pytest.raises(NoRight):
            at.do(at.support, DecideComplaint(at.id, 500, 0, "So"))
        assert (at.stands(), at.given()) == ("escalated", [])

    await case(body)


async def test_old_buttons_do_nothing(case: Any) -> None:
    def body(at: Case) -> None:
        at.answer()
        for page in (OpenComplaintMoney(at.id), AskComplaintAnswer(at.id)):
            with pytest.raises(PageOutdated):
                at.show(at.owner, page)
        with pytest.raises(ComplaintMoved):
            at.answer("Again")
        at.do(at.guest, IsSolved(at.id))
        assert at.do(at.guest, IsSolved(at.id)) == OpenComplaint(at.id)
        for move in (IsNotSolved(at.id), AddComplaintPhoto(at.id, "seed:barber")):
            with pytest.raises(ComplaintMoved):
                at.do(at.guest, move)
        with pytest.raises(ComplaintMoved):
            at.do(at.support, DecideComplaint(at.id, 500, 0, "So"))
        assert at.given() == []

    await case(body)
