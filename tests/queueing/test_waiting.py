"""Taking a number, being called, coming late, and coming back."""

from typing import Any

import pytest
from sqlalchemy import select, update

from catalog.models import merchants
from database.outbox_table import outbox
from handlers.privacy_register import register
from people import forgetting
from people.errors import Forgotten, NoRight
from queueing import calling, queues, tickets, waiting
from queueing.errors import (
    ComeBackTooLate,
    GraceUnfit,
    LinesUnfit,
    PartySize,
    QueueClosed,
    TicketMoved,
    TicketUnknown,
    TooManyNumbers,
)
from queueing.models import TicketState, queue_tickets
from tests.making import Market
from tests.queueing.conftest import Door


async def heard(door: Door, why: str) -> list[int]:
    query = select(outbox.c.payload, outbox.c.due_at).where(outbox.c.kind == "notice")
    rows = await door.database.read(lambda c: c.execute(query).all())
    return [row.payload["ticket"] for row in rows if row.payload.get("why") == why]


async def test_numbers_follow_each_other(door: Door) -> None:
    first, second = await door.take(), await door.take()
    assert [(await door.ticket(each)).label for each in (first, second)] == ["1", "2"]
    assert [await door.ahead(each) for each in (first, second)] == [0, 1]


async def test_who_has_a_number_keeps_it(door: Door) -> None:
    guest = await door.guest()
    assert await door.take(2, guest) == await door.take(4, guest)


@pytest.mark.parametrize("party", [0, -1, 31])
async def test_a_number_is_for_so_many_people(door: Door, party: int) -> None:
    with pytest.raises(PartySize):
        await door.take(party)


async def test_nobody_takes_a_number_of_a_closed_queue(door: Door) -> None:
    await door.do(queues.close_queue, door.shop.location, door.shop.clerk, door.now)
    with pytest.raises(QueueClosed):
        await door.take()


async def test_nor_where_the_place_is_suspended(door: Door) -> None:
    suspended = update(merchants).values(state="suspended")
    await door.database.write(lambda c: c.execute(suspended))
    with pytest.raises(QueueClosed):
        await door.take()


async def test_nor_where_there_was_never_a_queue(door: Door) -> None:
    other = await door.database.write(lambda c: Market(c, door.now).merchant("Other"))
    with pytest.raises(QueueClosed):
        await door.do(waiting.take_number, await door.guest(), other.location, 2, door.now)


async def test_a_guest_waits_in_three_places_at_most(door: Door) -> None:
    guest = await door.guest()

    def build(connection: Any) -> list[int]:
        market = Market(connection, door.now)
        shops = [market.merchant(f"Other {number}") for number in range(3)]
        for shop in shops:
            queues.open_queue(connection, shop.location, shop.clerk, door.now)
        return [shop.location for shop in shops]

    for location in await door.database.write(build):
        await door.do(waiting.take_number, guest, location, 2, door.now)
    with pytest.raises(TooManyNumbers):
        await door.take(2, guest)


async def test_parties_of_a_size_wait_together(door: Door) -> None:
    await door.do(queues.set_lines, door.shop.location, [2, 4], door.shop.clerk)
    small, large, small_too = await door.take(2), await door.take(6), await door.take(1)
    labels = [(await door.ticket(each)).label for each in (small, large, small_too)]
    assert labels == ["A1", "C2", "A3"]
    assert await door.ahead(small_too) == 1
    assert await door.ahead(large) == 0


async def test_who_is_called_hears_of_it_and_once_more_when_late(door: Door) -> None:
    ticket = await door.take()
    await door.call(ticket)
    await door.call(ticket)
    assert await heard(door, "called") == [ticket]
    assert await heard(door, "late") == [ticket]
    one = await door.ticket(ticket)
    assert not one.is_late(door.now)
    door.later(minutes=10)
    assert one.is_late(door.now)


async def test_called_again_by_the_button_that_was_seen_only(door: Door) -> None:
    ticket = await door.take()
    await door.call(ticket)
    for _press in range(2):
        await door.do(calling.call_again, ticket, 1, door.shop.clerk, door.now)
    assert (await door.ticket(ticket)).calls == 2
    assert await heard(door, "called") == [ticket, ticket]


async def test_the_third_hears_that_it_is_soon(door: Door) -> None:
    waits = [await door.take() for _ in range(5)]
    await door.call(waits[0])
    assert await heard(door, "near") == [waits[3]]
    await door.call(waits[1])
    assert await heard(door, "near") == [waits[3], waits[4]]


async def test_who_was_passed_over_comes_back_behind_the_next_two(door: Door) -> None:
    late, *others = [await door.take() for _ in range(5)]
    await door.call(late)
    await door.do(calling.skip, late, door.shop.clerk, door.now)
    assert await heard(door, "skipped") == [late]
    one = await door.ticket(late)
    await door.do(waiting.come_back, late, one.guest_id, door.now)
    assert await door.ahead(late) == 2
    assert [await door.ahead(each) for each in others] == [0, 1, 3, 4]


async def test_whoever_takes_a_number_later_stands_behind_who_has_come_back(door: Door) -> None:
    first, second = await door.take(), await door.take()
    for ticket in (first, second, first):
        await door.call(ticket)
        await door.do(calling.skip, ticket, door.shop.clerk, door.now)
        guest = (await door.ticket(ticket)).guest_id
        await door.do(waiting.come_back, ticket, guest, door.now)
    third = await door.take()
    assert [await door.ahead(each) for each in (second, first, third)] == [0, 1, 2]


@pytest.mark.both_engines
async def test_however_often_somebody_comes_back_two_go_before(door: Door) -> None:
    waits = [await door.take() for _ in range(6)]
    for _ in range(70):
        late = waits.pop(0)
        await door.call(late)
        await door.do(calling.skip, late, door.shop.clerk, door.now)
        guest = (await door.ticket(late)).guest_id
        await door.do(waiting.come_back, late, guest, door.now)
        waits.insert(2, late)
        assert [await door.ahead(each) for each in waits] == [0, 1, 2, 3, 4, 5]
    assert await door.ahead(await door.take()) == 6


async def test_a_new_number_gives_up_the_one_that_was_passed_over(door: Door) -> None:
    old = await door.take()
    guest = (await door.ticket(old)).guest_id
    assert guest is not None
    await door.call(old)
    await door.do(calling.skip, old, door.shop.clerk, door.now)
    new = await door.take(2, guest)
    assert (await door.ticket(old)).state is TicketState.LEFT
    with pytest.raises(TicketMoved):
        await door.do(waiting.come_back, old, guest, door.now)
    with pytest.raises(TicketMoved):
        await door.call(old)
    assert (await door.ticket(new)).state is TicketState.WAITING


async def test_but_not_an_hour_later(door: Door) -> None:
    late = await door.take()
    await door.call(late)
    await door.do(calling.skip, late, door.shop.clerk, door.now)
    door.later(minutes=61)
    guest = (await door.ticket(late)).guest_id
    with pytest.raises(ComeBackTooLate):
        await door.do(waiting.come_back, late, guest, door.now)


async def test_staff_may_call_them_all_the_same(door: Door) -> None:
    late = await door.take()
    await door.call(late)
    await door.do(calling.skip, late, door.shop.clerk, door.now)
    door.later(minutes=90)
    await door.call(late)
    await door.do(calling.seat, late, door.shop.clerk, door.now)
    assert (await door.ticket(late)).state is TicketState.SEATED


async def test_whoever_is_left_hears_that_nobody_is_called_any_more(door: Door) -> None:
    """Whoever is called already is not sent away; what was ended before is told of once."""
    called, missed, waits = [await door.take() for _ in range(3)]
    at_the_door = await door.do(
        calling.give_at_the_door, door.shop.location, 2, "Martin", door.shop.clerk, door.now
    )
    await door.call(missed)
    await door.do(calling.skip, missed, door.shop.clerk, door.now)
    await door.call(called)
    for _ in range(2):
        await door.do(calling.end, door.shop.location, door.shop.clerk, door.now)
    states = [(await door.ticket(each)).state for each in (called, missed, waits, at_the_door)]
    assert states == ["called", "over", "over", "over"]
    assert sorted(await heard(door, "over")) == [missed, waits]
    with pytest.raises(QueueClosed):
        await door.take()
    guest = (await door.ticket(missed)).guest_id
    with pytest.raises(TicketMoved):
        await door.do(waiting.come_back, missed, guest, door.now)
    other = await door.database.write(lambda c: Market(c, door.now).merchant("Other"))
    with pytest.raises(NoRight):
        await door.do(calling.end, door.shop.location, other.clerk, door.now)


async def test_who_left_is_not_called(door: Door) -> None:
    ticket = await door.take()
    guest = (await door.ticket(ticket)).guest_id
    for _press in range(2):
        await door.do(waiting.leave, ticket, guest, door.now)
    with pytest.raises(TicketMoved):
        await door.call(ticket)


async def test_another_guest_moves_nothing(door: Door) -> None:
    ticket, stranger = await door.take(), await door.guest()
    with pytest.raises(TicketUnknown):
        await door.do(waiting.leave, ticket, stranger, door.now)


async def test_only_staff_of_the_place_calls(door: Door) -> None:
    ticket = await door.take()
    other = await door.database.write(lambda c: Market(c, door.now).merchant("Other"))
    for use_case in (calling.call, calling.seat, calling.skip):
        with pytest.raises(NoRight):
            await door.do(use_case, ticket, other.clerk, door.now)
    for change in (queues.open_queue, queues.close_queue):
        with pytest.raises(NoRight):
            await door.do(change, door.shop.location, other.clerk, door.now)


async def test_a_pause_goes_on_and_a_new_day_begins_at_one(door: Door) -> None:
    here = (door.shop.location, door.shop.clerk)
    old = await door.take()
    await door.do(queues.close_queue, *here, door.now)
    door.later(hours=3)
    await door.do(queues.open_queue, *here, door.now)
    assert (await door.ticket(await door.take())).label == "2"
    await door.do(queues.close_queue, *here, door.now)
    door.later(hours=5)
    await door.do(queues.open_queue, *here, door.now)
    assert (await door.ticket(await door.take())).label == "1"
    assert (await door.ticket(old)).state is TicketState.OVER


async def test_who_has_a_number_of_the_door_keeps_it_when_guests_may_take_theirs(
    door: Door,
) -> None:
    """Staff begin the day with numbers at the door; the queue opens for everybody later."""
    yesterday = await door.take()
    await door.do(queues.close_queue, door.shop.location, door.shop.clerk, door.now)
    door.later(hours=5)
    given = (door.shop.location, 2, "Aino", door.shop.clerk)
    first = await door.do(calling.give_at_the_door, *given, door.now)
    door.later(minutes=10)
    await door.do(queues.open_queue, door.shop.location, door.shop.clerk, door.now)
    second = await door.take()
    found = [await door.ticket(each) for each in (yesterday, first, second)]
    assert [(each.label, each.state) for each in found] == [
        ("1", TicketState.OVER),
        ("1", TicketState.WAITING),
        ("2", TicketState.WAITING),
    ]


async def test_a_queue_that_nobody_closed_begins_anew(door: Door) -> None:
    guest = await door.guest()
    old = await door.take(2, guest)
    door.later(hours=17)
    assert not (await door.ticket(old)).is_live(door.now)
    new = await door.take(2, guest)
    assert new != old
    assert (await door.ticket(new)).label == "1"


async def test_it_is_said_how_long_it_takes_once_it_was_measured(door: Door) -> None:
    async def how_long() -> Any:
        here = (door.shop.location, 0, 1)
        return await door.database.read(lambda c: tickets.about_how_long(c, *here, door.now))

    for _ in range(5):
        assert await how_long() is None
        ticket = await door.take()
        door.later(minutes=4)
        await door.call(ticket)
        await door.do(calling.seat, ticket, door.shop.clerk, door.now)
    measured = await how_long()
    assert measured is not None
    assert measured.total_seconds() == 600


@pytest.mark.both_engines
async def test_whoever_is_forgotten_waits_no_more(door: Door) -> None:
    guest = await door.guest()
    await door.take(2, guest)
    await door.do(forgetting.forget, guest, register(), door.now)
    rows = await door.database.read(lambda c: c.execute(select(queue_tickets)).all())
    assert rows == []
    with pytest.raises(Forgotten):
        await door.take(2, guest)


@pytest.mark.parametrize("minutes", [0, 61])
async def test_time_to_come_in_has_bounds(door: Door, minutes: int) -> None:
    with pytest.raises(GraceUnfit):
        await door.do(queues.set_grace, door.shop.location, minutes, door.shop.clerk)


async def test_lines_must_grow(door: Door) -> None:
    with pytest.raises(LinesUnfit):
        await door.do(queues.set_lines, door.shop.location, [4, 2], door.shop.clerk)
