"""A place moves a booking: its guest is asked, the time is kept meanwhile, and nothing moves before the yes."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select, update

from catalog.models import services
from database.outbox_table import outbox
from orders import transitions
from orders.booking import (
    answering,
    counter,
    proposals,
    proposing,
)
from orders.booking.counter import CounterGuest
from orders.booking.limits import ASKS_A_DAY
from orders.booking.proposing import Goal
from orders.course import expiring, redeeming, reminding
from orders.errors import (
    AskedTooOften,
    NotMovable,
    NotYourMerchant,
    NotYourOrder,
    OrderMoved,
    ProposalOver,
    SlotGone,
    SoldOut,
)
from orders.models import OrderState
from orders.reading import finding
from orders.rules import PROPOSAL, end_of_day
from people.errors import NoRight
from people.joining import Membership, join
from people.rights import Role
from tests.making import ZONE, Shop
from tests.orders.conftest import Desk


@dataclass
class Booked:
    """A paid booking in three days at noon, of somebody who chose nobody."""

    shop: Shop
    guest: int
    service: int
    order: int
    chairs: tuple[int, ...]


@pytest.fixture(params=["of plain capacity", "on a chair"])
async def it(desk: Desk, request: pytest.FixtureRequest) -> Booked:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        chairs = (m.resource(shop, service),) if request.param == "on a chair" else ()
        return shop, m.guest(), service, chairs

    shop, guest, service, chairs = await desk.make(build)
    order_id = await desk.place(guest, service, desk.start(days=3))
    return Booked(shop, guest, service, order_id, chairs)


async def propose(desk: Desk, it: Booked, days: int = 4, hour: int = 15) -> int:
    goal = Goal(desk.start(days=days, hour=hour))
    assert await desk.do(proposing.move_by_staff, it.order, it.shop.clerk, goal, desk.now)
    return await kept_for(desk, it.order)


async def kept_for(desk: Desk, order_id: int) -> int:
    found = await desk.see(proposals.proposed, order_id, desk.now)
    assert found is not None
    return int(found.id)


async def news(desk: Desk, guest: int) -> list[tuple[str, bool]]:
    """What was put on its way to somebody since, by what it is about."""
    query = select(outbox.c.payload).order_by(outbox.c.id)
    rows = await desk.see(lambda c: list(c.execute(query).scalars()))
    return [
        (str(each.get("news", each["about"])), each["quiet"])
        for each in rows
        if each.get("person") == guest and "about" in each
    ]


async def free(desk: Desk, it: Booked, **when: int) -> bool:
    return await desk.is_free(it.service, desk.start(**when), 1)


async def test_nothing_moves_before_the_yes_and_the_time_is_kept(desk: Desk, it: Booked) -> None:
    proposal = await propose(desk, it)
    view = await desk.order(it.order)
    assert (view.starts_at, view.state) == (desk.start(days=3), OrderState.CONFIRMED)
    assert not await free(desk, it, days=4, hour=15)
    assert not await free(desk, it, days=3)
    found = await desk.see(proposals.proposed, it.order, desk.now)
    assert (found.id, found.until) == (proposal, desk.now + PROPOSAL)
    assert ("proposal", False) in await news(desk, it.guest)
    assert ("proposed", True) in await news(desk, it.shop.clerk)


async def test_a_yes_brings_all_of_it_there(desk: Desk, it: Booked) -> None:
    proposal = await propose(desk, it)
    before = await desk.see(transitions.changes, it.order)
    assert await desk.do(answering.accept, proposal, it.guest, desk.now) == it.order
    view = await desk.order(it.order)
    assert (view.starts_at, view.state) == (desk.start(days=4, hour=15), OrderState.CONFIRMED)
    assert view.valid_until == end_of_day(desk.start(days=5), ZONE)
    assert (view.total, view.terms.asked_to_move) == (2000, False)
    assert await desk.see(reminding.next_reminder) == desk.start(days=3, hour=15)
    assert await desk.see(transitions.changes, it.order) > before  # the calendar's sequence
    assert await free(desk, it, days=3)
    assert not await free(desk, it, days=4, hour=15)
    assert ("rescheduled", False) in await news(desk, it.guest)
    assert ("rescheduled", False) in await news(desk, it.shop.clerk)
    past = [(each.reason, each.actor) for each in await desk.see(finding.past, it.order)]
    assert past[-2:] == [("proposed", "Kim"), ("rescheduled", "Aino")]
    with pytest.raises(ProposalOver):
        await desk.do(answering.accept, proposal, it.guest, desk.now)


async def test_a_yes_confirms_what_waited_for_an_answer(desk: Desk) -> None:
    shop, guest, service = await desk.make(
        lambda m: ((s := m.merchant(auto_confirm=False)), m.guest(), m.service(s))
    )
    order_id = await desk.place(guest, service, desk.start(days=3))
    goal = Goal(desk.start(days=4))
    await desk.do(proposing.move_by_staff, order_id, shop.clerk, goal, desk.now)
    found = await desk.see(proposals.proposed, order_id, desk.now)
    assert found.until == (await desk.order(order_id)).confirm_by
    await desk.do(answering.accept, found.id, guest, desk.now)
    view = await desk.order(order_id)
    assert (view.state, view.confirm_by) == (OrderState.CONFIRMED, None)


async def test_a_no_leaves_it_where_it_is(desk: Desk, it: Booked) -> None:
    proposal = await propose(desk, it)
    for _ in range(2):
        await desk.do(answering.keep, proposal, it.guest, desk.now)
    assert (await desk.order(it.order)).starts_at == desk.start(days=3)
    assert await free(desk, it, days=4, hour=15)
    assert await news(desk, it.shop.clerk) == [
        ("new", False),
        ("proposed", True),
        ("kept", False),
    ]
    with pytest.raises(ProposalOver):
        await desk.do(answering.accept, proposal, it.guest, desk.now)
    past = await desk.see(finding.past, it.order)
    assert [each.reason for each in past][-2:] == ["proposed", "kept"]
    assert (await desk.order(it.order)).last.reason == "automatic"  # type: ignore[union-attr]


async def test_silence_ends_it_and_both_hear_so(desk: Desk, it: Booked) -> None:
    proposal = await propose(desk, it)
    desk.later(hours=24)
    with pytest.raises(ProposalOver):
        await desk.do(answering.accept, proposal, it.guest, desk.now)
    assert await desk.see(expiring.next_due) <= desk.now
    assert await desk.do(expiring.lapse_holds, desk.now) == 1
    assert await free(desk, it, days=4, hour=15)
    assert (await news(desk, it.guest))[-1] == ("proposal", False)
    assert (await news(desk, it.shop.clerk))[-1] == ("unmoved", False)
    assert (await desk.see(proposals.ended, proposal)).reason == "lapsed"


async def test_it_is_taken_back(desk: Desk, it: Booked) -> None:
    proposal = await propose(desk, it)
    for _ in range(2):
        await desk.do(proposing.withdraw, it.order, it.shop.clerk, desk.now)
    assert await free(desk, it, days=4, hour=15)
    assert (await news(desk, it.guest)).count(("proposal", False)) == 2
    with pytest.raises(ProposalOver):
        await desk.do(answering.accept, proposal, it.guest, desk.now)


async def test_a_second_one_takes_the_place_of_the_first(desk: Desk, it: Booked) -> None:
    first = await propose(desk, it)
    second = await propose(desk, it, days=5)
    assert await free(desk, it, days=4, hour=15)
    with pytest.raises(ProposalOver):
        await desk.do(answering.accept, first, it.guest, desk.now)
    await desk.do(answering.accept, second, it.guest, desk.now)
    assert (await desk.order(it.order)).starts_at == desk.start(days=5, hour=15)


async def test_a_guest_is_not_asked_all_day(desk: Desk, it: Booked) -> None:
    for n in range(ASKS_A_DAY):
        await propose(desk, it, days=4 + n)
    with pytest.raises(AskedTooOften):
        await propose(desk, it, days=12)
    desk.later(hours=24, minutes=1)
    await propose(desk, it, days=12)


async def test_only_what_is_free_can_be_proposed(desk: Desk, it: Booked) -> None:
    other = await desk.make(lambda m: m.guest("Otso"))
    await desk.place(other, it.service, desk.start(days=4))
    for hour, refusal in ((12, SoldOut), (3, SlotGone)):
        with pytest.raises(refusal):
            await propose(desk, it, days=4, hour=hour)
    assert await desk.see(proposals.proposed, it.order, desk.now) is None


async def test_it_may_overlap_the_time_that_it_leaves(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop, step_minutes=30)
        m.resource(shop, service)
        return shop, m.guest(), service

    shop, guest, service = await desk.make(build)
    order_id = await desk.place(guest, service, desk.start(days=3))
    goal = Goal(desk.start(days=3, hour=12, minute=30))
    await desk.do(proposing.move_by_staff, order_id, shop.clerk, goal, desk.now)
    assert await desk.audit() == []
    await desk.do(answering.accept, await kept_for(desk, order_id), guest, desk.now)
    assert (await desk.order(order_id)).starts_at == goal.starts_at


async def test_a_service_made_smaller_is_sold_out_and_a_yes_still_holds(
    desk: Desk, it: Booked
) -> None:
    await desk.do(lambda c: c.execute(update(services).values(capacity=3)).rowcount)
    others = await desk.make(lambda m: [m.guest() for _ in range(2)])
    for other in others:
        await desk.place(other, it.service, desk.start(days=3))
        await desk.place(other, it.service, desk.start(days=4, hour=15))
    proposal = await propose(desk, it)
    await desk.do(lambda c: c.execute(update(services).values(capacity=1)).rowcount)
    await desk.do(answering.accept, proposal, it.guest, desk.now)
    assert (await desk.order(it.order)).starts_at == desk.start(days=4, hour=15)
    with pytest.raises(SoldOut):
        await propose(desk, it, days=3, hour=12)


async def test_what_is_booked_of_a_paused_service_moves_too(desk: Desk, it: Booked) -> None:
    await desk.do(lambda c: c.execute(update(services).values(active=False)).rowcount)
    proposal = await propose(desk, it)
    await desk.do(answering.accept, proposal, it.guest, desk.now)
    assert (await desk.order(it.order)).starts_at == desk.start(days=4, hour=15)


async def test_who_was_written_in_is_moved_at_once(desk: Desk, it: Booked) -> None:
    given = (it.service, desk.start(days=2), 1, CounterGuest("Aino", "en"), desk.now)
    order_id = await desk.do(counter.write_in, it.shop.clerk, *given)
    goal = Goal(desk.start(days=5))
    asked = await desk.do(proposing.move_by_staff, order_id, it.shop.clerk, goal, desk.now)
    assert not asked
    view = await desk.order(order_id)
    assert (view.starts_at, view.state) == (desk.start(days=5), OrderState.CONFIRMED)
    assert await free(desk, it, days=2)


@pytest.mark.both_engines
async def test_the_same_time_with_somebody_else(desk: Desk) -> None:
    """Who chose nobody is not asked; who did is."""

    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        return shop, m.guest(), service, [m.resource(shop, service, name=n) for n in "AB"]

    shop, guest, service, (one, other) = await desk.make(build)
    start = desk.start(days=3)
    order_id = await desk.place(guest, service, start)
    goal = Goal(start, other)
    assert not await desk.do(proposing.move_by_staff, order_id, shop.clerk, goal, desk.now)
    view = await desk.order(order_id)
    assert (view.resource_id, view.chosen_resource_id) == (other, None)
    chosen = await desk.hold(guest, service, desk.start(days=4), with_=one)
    await desk.pay(chosen)
    goal = Goal(desk.start(days=4), other)
    assert await desk.do(proposing.move_by_staff, chosen, shop.clerk, goal, desk.now)
    await desk.do(answering.accept, await kept_for(desk, chosen), guest, desk.now)
    view = await desk.order(chosen)
    assert (view.resource_id, view.chosen_resource_id) == (other, other)


async def test_to_where_it_is_nothing_changes(desk: Desk, it: Booked) -> None:
    before = await desk.order(it.order)
    goal = Goal(desk.start(days=3), *it.chairs)
    assert not await desk.do(proposing.move_by_staff, it.order, it.shop.clerk, goal, desk.now)
    assert await desk.order(it.order) == before


async def test_what_has_begun_was_used_or_is_over_does_not_move(desk: Desk, it: Booked) -> None:
    code = (await desk.order(it.order)).code
    late, desk.now = desk.now, desk.start(days=3)
    with pytest.raises(NotMovable):
        await propose(desk, it)
    desk.now = late
    await desk.do(redeeming.redeem, code, it.shop.clerk, "n", desk.now)
    with pytest.raises(OrderMoved):
        await propose(desk, it)


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.COURIER, None])
async def test_only_who_looks_after_bookings_moves_them(
    desk: Desk, it: Booked, role: Role | None
) -> None:
    other = await desk.make(lambda m: m.guest("Otso"))
    if role is not None:
        await desk.do(join, other, Membership(role, it.shop.merchant), desk.now)
    goal = Goal(desk.start(days=4))
    for person in (other, it.guest) if role is None else (other,):
        refusal = NotYourMerchant if role is None else NoRight
        with pytest.raises(refusal):
            await desk.do(proposing.move_by_staff, it.order, person, goal, desk.now)
    proposal = await propose(desk, it)
    for use_case in (answering.accept, answering.keep):
        for person in (other, it.shop.clerk):
            with pytest.raises(NotYourOrder):
                await desk.do(use_case, proposal, person, desk.now)
