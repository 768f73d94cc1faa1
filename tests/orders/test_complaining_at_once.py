"""Two bring a complaint further at the same moment: one of them does, and money moves with its words."""

from datetime import timedelta
from typing import Any

import pytest

from orders.complaints import answering, clock, complaining, deciding
from orders.complaints.answering import Gift
from orders.complaints.complaint_models import Stand
from orders.reading import complaint_views
from tests.guards import COMPLAINT_UNMOVED, without
from tests.making import Shop
from tests.orders.conftest import Desk
from tests.orders.racing import Unit, kinds, race
from tests.orders.test_complaining import escalated, said
from tests.orders.test_races import unit
from tests.orders.test_reversing import refund_rows
from tests.overtaking import overtaken

TIMES = 4
STANDS_NOWHERE = "a complaint that stands where nobody brought it"


async def stand(desk: Desk, complaint: int) -> Stand:
    found = await desk.see(complaint_views.complaint, complaint)
    stands: Stand = found.stand
    return stands


def at_the_end(desk: Desk, shop: Shop, complaint: int) -> tuple[Unit, Unit]:
    """(answers in the last moment, goes on in the next)."""
    due = desk.now + timedelta(hours=48)
    late = due - timedelta(microseconds=1)
    gift = Gift(500, 0)
    answers = unit(answering.answer, complaint, shop.clerk, "Sorry", gift, late)
    return answers, unit(clock.go_on, due)


async def test_an_answer_and_the_clock(desk: Desk) -> None:
    given = 0
    for _ in range(TIMES):
        shop, _, made = await said(desk)
        answered, _ = await race(desk.database, at_the_end(desk, shop, made))
        is_answered = await stand(desk, made) is Stand.ANSWERED
        assert kinds([answered]) == {"ok" if is_answered else "ComplaintMoved": 1}
        given += is_answered
        assert await refund_rows(desk) == [(500, "goodwill", "due")] * given


async def test_an_answer_that_the_clock_overtakes(desk: Desk) -> None:
    shop, _, made = await said(desk)
    answers, goes_on = at_the_end(desk, shop, made)
    desk.audited = desk.database.dialect == "postgresql"  # there nothing of it was done
    result = await overtaken(desk.database, answers, goes_on, before="UPDATE complaints")
    assert kinds([result]) == {"ComplaintMoved": 1}
    assert await stand(desk, made) is Stand.ESCALATED


@pytest.mark.control
async def test_without_the_guard_it_is_answered_and_decided(desk: Desk) -> None:
    desk.audited = False
    shop, _, made = await said(desk)
    answers, goes_on = at_the_end(desk, shop, made)
    with without(COMPLAINT_UNMOVED):
        await overtaken(desk.database, answers, goes_on, before="UPDATE complaints")
    assert await stand(desk, made) is Stand.ANSWERED
    assert STANDS_NOWHERE in {breach.name for breach in await desk.audit()}


async def test_two_operators_decide_while_the_guest_settles(desk: Desk) -> None:
    for _ in range(TIMES):
        before = await refund_rows(desk)
        _, guest, made = await escalated(desk)
        operators = await desk.make(lambda m: [m.operator() for _ in range(2)])
        decides = [decision(desk, made, each) for each in operators]
        settles = unit(complaining.is_solved, made, guest, desk.now)
        results = await race(desk.database, [*decides, settles])
        assert kinds(results) == {"ok": 1, "ComplaintMoved": 2}
        is_decided = await stand(desk, made) is Stand.DECIDED
        assert len(await refund_rows(desk)) == len(before) + is_decided


def decision(desk: Desk, complaint: int, operator: int) -> Any:
    return unit(deciding.decide, complaint, operator, "So", Gift(500, 0), desk.now)


async def test_said_twice_at_once_is_one(desk: Desk) -> None:
    shop, guest, made = await said(desk)
    order_id = (await desk.see(complaint_views.complaint, made)).order_id
    await desk.do(complaining.is_solved, made, guest, desk.now)
    del shop
    says = unit(complaining.complain, order_id, guest, "late", "", desk.now)
    assert len(set(await race(desk.database, [says] * 4))) == 1
