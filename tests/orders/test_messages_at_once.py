"""Messages while something else happens: of an end, a dismissal and a farewell the second sees the first."""

from typing import Any

import pytest

from catalog import staffing
from handlers.privacy_register import register
from orders.course import cancelling
from orders.errors import ConversationEnded, NobodyToWriteTo, NotYourMerchant
from orders.messaging import ending, writing
from orders.money import refunding
from people import forgetting
from tests.orders.conftest import Desk
from tests.orders.racing import kinds, race
from tests.orders.test_messaging import Booked, booked, said
from tests.orders.test_races import unit
from tests.overtaking import Unit, behind, overtaken, without_row_locks

POSTGRES = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


async def begun(desk: Desk) -> Booked:
    it = await booked(desk, duration_minutes=None)
    await desk.do(writing.write_to_guest, it.order, it.owner, "Hello", desk.now)
    return it


def message(desk: Desk, it: Booked, words: str = "Late") -> Unit:
    return unit(writing.write_to_guest, it.order, it.owner, words, desk.now)


async def test_a_message_after_the_end_is_none(desk: Desk) -> None:
    it = await begun(desk)
    ends = unit(ending.end_by_guest, it.order, it.guest, desk.now)
    written, _ = await race(desk.database, [message(desk, it), ends])
    refused = isinstance(written, ConversationEnded)
    assert await said(desk, it.order) == ["Hello"] if refused else ["Hello", "Late"]


@pytest.mark.control
async def test_without_the_orders_lock_it_would_be_written(desk: Desk) -> None:
    it = await begun(desk)
    ends = unit(ending.end_by_guest, it.order, it.guest, desk.now)
    before = "INSERT INTO booking_messages"
    assert await overtaken(desk.database, message(desk, it), ends, before=before) is None
    assert await said(desk, it.order) == ["Hello", "Late"]


async def test_the_last_message_of_a_day_is_written_once(desk: Desk) -> None:
    it = await begun(desk)
    for _ in range(writing.MOST_A_DAY - 2):
        await desk.do(writing.write_to_guest, it.order, it.owner, "Hello", desk.now)
    results = await race(desk.database, [message(desk, it)] * 3)
    assert kinds(results) == {"ok": 1, "TooManyMessages": 2}


@pytest.mark.control
async def test_without_the_orders_lock_there_would_be_more(desk: Desk) -> None:
    it = await begun(desk)
    for _ in range(writing.MOST_A_DAY - 2):
        await desk.do(writing.write_to_guest, it.order, it.owner, "Hello", desk.now)
    before = "INSERT INTO booking_messages"
    await overtaken(desk.database, message(desk, it), message(desk, it), before=before)
    assert len(await said(desk, it.order)) == writing.MOST_A_DAY + 1


async def test_of_two_ends_the_first_stands(desk: Desk) -> None:
    it = await begun(desk)
    ends: list[Any] = [
        unit(ending.end_by_guest, it.order, it.guest, desk.now),
        unit(ending.end_by_merchant, it.order, it.owner, desk.now),
    ]
    assert kinds(await race(desk.database, ends)) == {"ok": 2}
    for resume, person in (
        (ending.resume_by_guest, it.guest),
        (ending.resume_by_merchant, it.owner),
    ):
        await desk.do(resume, it.order, person, desk.now)
    await desk.do(writing.write_to_guest, it.order, it.owner, "Again", desk.now)


@POSTGRES
async def test_who_writes_behind_their_dismissal_writes_nothing(desk: Desk) -> None:
    it = await begun(desk)
    dismisses = unit(staffing.dismiss, it.merchant, it.owner, it.operator, desk.now)
    _, written = await behind(desk.database, dismisses, message(desk, it))
    assert isinstance(written, NotYourMerchant)
    assert await said(desk, it.order) == ["Hello"]


@POSTGRES
async def test_without_locks_somebody_who_was_dismissed_would_write(desk: Desk) -> None:
    it = await begun(desk)
    dismisses = unit(staffing.dismiss, it.merchant, it.owner, it.operator, desk.now)
    with without_row_locks():
        await behind(desk.database, dismisses, message(desk, it))
    assert await said(desk, it.order) == ["Hello", "Late"]


async def leaving(desk: Desk, it: Booked) -> Unit:
    await desk.do(cancelling.cancel_by_guest, it.order, it.guest, desk.now)
    (refund,) = (await desk.order(it.order)).refunds
    await desk.do(refunding.provider_refunded, refund.id, desk.now)
    return unit(forgetting.forget, it.guest, register(), desk.now)


@POSTGRES
async def test_nothing_is_written_to_somebody_who_leaves(desk: Desk) -> None:
    it = await begun(desk)
    leaves = await leaving(desk, it)
    _, written = await behind(desk.database, leaves, message(desk, it))
    assert isinstance(written, NobodyToWriteTo)
    assert await said(desk, it.order) == []


@POSTGRES
async def test_without_locks_it_would_stay_behind(desk: Desk) -> None:
    it = await begun(desk)
    leaves = await leaving(desk, it)
    with without_row_locks():
        await behind(desk.database, leaves, message(desk, it))
    assert await said(desk, it.order) == ["Late"]
