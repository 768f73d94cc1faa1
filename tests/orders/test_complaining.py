"""What went wrong is answered by the place in two days, else decided by the market; money moves once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from database.outbox_table import outbox
from orders.booking import proposing
from orders.booking.proposing import Goal
from orders.complaints import answering, clock, complaining, deciding
from orders.complaints.answering import Gift
from orders.complaints.complaint_models import Stand, Wrong
from orders.errors import (
    ComplaintMoved,
    ComplaintsOver,
    ComplaintTooLate,
    ComplaintUnknown,
    GivenBackMeanwhile,
    NotComplainable,
    NotYourOrder,
    PartOfComplaint,
    TooManyWords,
)
from orders.reading import complaint_views
from orders.reading.complaint_views import ComplaintView
from people.errors import NoRight
from people.models import operators, staff
from people.rights import Role
from tests.making import Shop
from tests.orders.conftest import Desk
from tests.orders.settled import served
from tests.orders.test_races import bought
from tests.orders.test_reversing import refund_rows


async def complain(desk: Desk, order_id: int, guest: int) -> int:
    made: int = await desk.do(complaining.complain, order_id, guest, Wrong.POOR, "Cold", desk.now)
    return made


async def said(desk: Desk) -> tuple[Shop, int, int]:
    """(shop, guest, complaint) of somebody who was served."""
    shop, order_id = await served(desk)
    guest = (await desk.order(order_id)).guest_id
    return shop, guest, await complain(desk, order_id, guest)


async def view(desk: Desk, complaint: int) -> ComplaintView:
    found: ComplaintView = await desk.see(complaint_views.complaint, complaint)
    return found


async def answer(desk: Desk, complaint: int, who: int, gift: Gift | None = None) -> None:
    await desk.do(answering.answer, complaint, who, "Sorry", gift, desk.now)


async def decide(desk: Desk, complaint: int, who: int, gift: Gift | None = None) -> None:
    await desk.do(deciding.decide, complaint, who, "It was so", gift, desk.now)


async def escalated(desk: Desk) -> tuple[Shop, int, int]:
    shop, guest, made = await said(desk)
    desk.later(hours=48)
    assert await desk.do(clock.go_on, desk.now) == 1
    return shop, guest, made


async def told(desk: Desk, about: str, complaint: int) -> Sequence[dict[str, Any]]:
    """News of it, without those that only bring an earlier message up to date."""

    def read(connection: Connection) -> list[dict[str, Any]]:
        query = select(outbox.c.payload).where(outbox.c.key.like(f"{about}:{complaint}:%"))
        found = connection.execute(query.order_by(outbox.c.id)).scalars()
        return [each for each in found if not each["quiet"]]

    found: Sequence[dict[str, Any]] = await desk.see(read)
    return found


async def test_one_at_a_time(desk: Desk) -> None:
    _, guest, made = await said(desk)
    found = await view(desk, made)
    assert await complain(desk, found.order_id, guest) == made
    assert (found.stand, found.due_at) == (Stand.OPEN, desk.now + timedelta(hours=48))


async def test_the_place_hears_of_it_and_is_reminded(desk: Desk) -> None:
    shop, _, made = await said(desk)
    news = await told(desk, "complaint", made)
    assert [(each["person"], each["step"]) for each in news] == [
        (shop.clerk, step) for step in ("open", "due24", "due3")
    ]


async def test_an_answer_with_money_that_solves_it(desk: Desk) -> None:
    shop, guest, made = await said(desk)
    await answer(desk, made, shop.clerk, Gift(500, 0))
    with pytest.raises(ComplaintMoved):
        await answer(desk, made, shop.clerk, Gift(500, 0))
    assert await refund_rows(desk) == [(500, "goodwill", "due")]
    found = await view(desk, made)
    assert (found.stand, found.answered) == (Stand.ANSWERED, 500)
    assert len(await told(desk, "complaint_step", made)) == 1
    assert await told(desk, "goodwill", found.order_id) == []
    await desk.do(complaining.is_solved, made, guest, desk.now)
    await desk.do(complaining.is_solved, made, guest, desk.now)
    assert (await view(desk, made)).stand is Stand.SOLVED


async def test_money_that_went_back_meanwhile_is_not_given_again(desk: Desk) -> None:
    shop, _, made = await said(desk)
    await answer(desk, made, shop.clerk, Gift(500, 0))
    other = await desk.make(lambda m: m.operator())
    with pytest.raises(ComplaintMoved):
        await decide(desk, made, other, Gift(500, 0))
    guest = (await view(desk, made)).guest_id
    await desk.do(complaining.is_not_solved, made, guest, "", desk.now)
    with pytest.raises(GivenBackMeanwhile):
        await decide(desk, made, other, Gift(500, 0))
    assert (await view(desk, made)).stand is Stand.ESCALATED
    await decide(desk, made, other, Gift(500, 500))
    assert await refund_rows(desk) == [(500, "goodwill", "due")] * 2


async def test_not_solved_is_decided_by_the_market(desk: Desk) -> None:
    shop, guest, made = await said(desk)
    await answer(desk, made, shop.clerk)
    olli = await desk.make(lambda m: m.operator())
    await desk.do(complaining.is_not_solved, made, guest, "Not enough", desk.now)
    assert [each["person"] for each in await told(desk, "complaint_escalated", made)] == [olli]
    await decide(desk, made, olli, Gift(1000, 0))
    with pytest.raises(ComplaintMoved):
        await decide(desk, made, olli, Gift(1000, 1000))
    found = await view(desk, made)
    assert (found.stand, found.objection, found.decided) == (Stand.DECIDED, "Not enough", 1000)
    with pytest.raises(ComplaintsOver):
        await complain(desk, found.order_id, guest)


async def test_silence_of_the_place_goes_to_the_market(desk: Desk) -> None:
    shop, _, made = await said(desk)
    desk.later(hours=47, minutes=59)
    assert await desk.do(clock.go_on, desk.now) == 0
    desk.later(minutes=1)
    with pytest.raises(ComplaintMoved):
        await answer(desk, made, shop.clerk)
    assert await desk.see(clock.next_due) == desk.now
    assert await desk.do(clock.go_on, desk.now) == 1
    assert await desk.do(clock.go_on, desk.now) == 0
    assert (await view(desk, made)).stand is Stand.ESCALATED
    assert len(await told(desk, "complaint_step", made)) == 1
    with pytest.raises(ComplaintMoved):
        await answer(desk, made, shop.clerk)


async def test_silence_of_the_guest_ends_it(desk: Desk) -> None:
    shop, guest, made = await said(desk)
    await answer(desk, made, shop.clerk)
    desk.later(days=7)
    with pytest.raises(ComplaintMoved):
        await desk.do(complaining.is_not_solved, made, guest, "", desk.now)
    assert await desk.do(clock.go_on, desk.now) == 1
    assert (await view(desk, made)).stand is Stand.SOLVED


async def test_a_guest_who_is_content_needs_nobody(desk: Desk) -> None:
    _, guest, made = await escalated(desk)
    await desk.do(complaining.is_solved, made, guest, desk.now)
    olli = await desk.make(lambda m: m.operator())
    with pytest.raises(ComplaintMoved):
        await decide(desk, made, olli)


async def test_another_time_is_an_answer(desk: Desk) -> None:
    shop, service, guest = await desk.make(with_service)
    order_id = await desk.place(guest, service, desk.start(days=2))
    made = await complain(desk, order_id, guest)
    goal = Goal(desk.start(days=3))
    desk_clerk = await desk.make(lambda m: at_the_desk(m, shop))
    await desk.do(proposing.move_by_staff, order_id, desk_clerk, goal, desk.now)
    assert (await view(desk, made)).stand is Stand.OPEN
    await desk.do(proposing.withdraw, order_id, shop.clerk, desk.now)
    await desk.do(proposing.move_by_staff, order_id, shop.clerk, goal, desk.now)
    found = await view(desk, made)
    assert (found.stand, found.offered) == (Stand.ANSWERED, goal.starts_at)


def with_service(m: Any) -> tuple[Shop, int, int]:
    shop = m.merchant()
    return shop, m.service(shop), m.guest()


async def test_only_who_may(desk: Desk) -> None:
    shop, guest, made = await said(desk)
    order_id = (await view(desk, made)).order_id
    other, stranger = await desk.make(lambda m: (m.merchant().clerk, m.guest()))
    clerk = await desk.make(lambda m: at_the_desk(m, shop))
    with pytest.raises(NotYourOrder):
        await complain(desk, order_id, stranger)
    for person in (other, stranger, guest, clerk):
        with pytest.raises(NoRight):
            await answer(desk, made, person)
    await answer(desk, made, shop.clerk)
    for whose in (stranger, shop.clerk):
        with pytest.raises(ComplaintUnknown):
            await desk.do(complaining.is_solved, made, whose, desk.now)
        with pytest.raises(ComplaintUnknown):
            await desk.do(complaining.is_not_solved, made, whose, "", desk.now)
        with pytest.raises(ComplaintUnknown):
            await desk.do(complaining.add_photo, made, whose, "seed:barber", desk.now)
    await desk.do(complaining.is_not_solved, made, guest, "", desk.now)
    for person in (shop.clerk, stranger, guest):
        with pytest.raises(NoRight):
            await decide(desk, made, person)


async def test_nobody_decides_about_themselves(desk: Desk) -> None:
    shop, guest, made = await escalated(desk)
    for person in (guest, shop.clerk):
        await desk.make(lambda m, who=person: runs_the_market(m, who))
        with pytest.raises(PartOfComplaint):
            await decide(desk, made, person, Gift(2000, 0))


def at_the_desk(m: Any, shop: Shop) -> int:
    person: int = m.guest("Dee")
    values = {"person_id": person, "merchant_id": shop.merchant, "joined_at": m.now}
    m.connection.execute(insert(staff).values(role=Role.DESK, **values))
    return person


def runs_the_market(m: Any, person: int) -> None:
    values = {"person_id": person, "by_setting": False, "joined_at": m.now}
    m.connection.execute(insert(operators).values(**values))


async def test_not_of_what_was_not_booked_and_not_for_ever(desk: Desk) -> None:
    shop, order_id = await served(desk)
    guest, service = await desk.make(lambda m: (m.guest(), m.service(shop)))
    held = await desk.hold(guest, service, desk.start())
    with pytest.raises(NotComplainable):
        await complain(desk, held, guest)
    mine = (await desk.order(order_id)).guest_id
    desk.later(days=30, seconds=1)
    with pytest.raises(ComplaintTooLate):
        await complain(desk, order_id, mine)


async def test_as_long_as_a_code_is_good(desk: Desk) -> None:
    _, order_id = await bought(desk, 2)
    desk.later(days=29)
    guest = (await desk.order(order_id)).guest_id
    assert await complain(desk, order_id, guest)


async def test_so_often_and_no_more(desk: Desk) -> None:
    _, guest, made = await said(desk)
    order_id = (await view(desk, made)).order_id
    for _ in range(complaining.MOST - 1):
        await desk.do(complaining.is_solved, made, guest, desk.now)
        made = await complain(desk, order_id, guest)
    await desk.do(complaining.is_solved, made, guest, desk.now)
    with pytest.raises(ComplaintsOver):
        await complain(desk, order_id, guest)


async def test_nothing_is_cut(desk: Desk) -> None:
    shop, guest, made = await said(desk)
    long = "x" * (complaining.LONGEST + 1)
    with pytest.raises(TooManyWords):
        await desk.do(answering.answer, made, shop.clerk, long, None, desk.now)
    order_id = (await view(desk, made)).order_id
    with pytest.raises(TooManyWords):
        await desk.do(complaining.complain, order_id, guest, Wrong.LATE, long, desk.now)


async def test_lists_have_an_end(desk: Desk) -> None:
    shop, _, made = await said(desk)
    merchant = shop.merchant
    assert await desk.see(complaint_views.count_waiting_for, merchant, 99) == 1
    assert [each.id for each in await desk.see(complaint_views.waiting_for, merchant, 9)] == [made]
    assert await desk.see(complaint_views.waiting_for, merchant, 9, after=made) == []
    assert await desk.see(complaint_views.past_of, merchant, 9) == []
    await answer(desk, made, shop.clerk)
    assert await desk.see(complaint_views.waiting_for, merchant, 9) == []
    assert [each.id for each in await desk.see(complaint_views.past_of, merchant, 9)] == [made]
    assert await desk.see(complaint_views.past_of, merchant, 9, before=made) == []
