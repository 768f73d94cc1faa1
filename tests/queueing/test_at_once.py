"""Several at the same door in the same moment: no number twice, nobody called twice."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from database.errors import Refusal
from queueing import calling, waiting
from queueing.errors import TicketMoved, TicketUnknown
from queueing.models import TicketState, queue_tickets
from tests.guards import TICKET_UNMOVED, without
from tests.overtaking import overtaken
from tests.queueing.conftest import Door

MANY = 12


async def at_once(door: Door, *units: Callable[..., Any]) -> list[Any]:
    return await asyncio.gather(
        *(door.database.write(unit) for unit in units), return_exceptions=True
    )


async def test_no_number_is_given_twice(door: Door) -> None:
    guests = [await door.guest() for _ in range(MANY)]

    def takes(guest: int) -> Callable[..., Any]:
        return lambda c: waiting.take_number(c, guest, door.shop.location, 2, door.now)

    await at_once(door, *map(takes, guests))
    rows = await door.database.read(
        lambda c: c.execute(select(queue_tickets).order_by(queue_tickets.c.number)).all()
    )
    assert [row.number for row in rows] == list(range(1, MANY + 1))
    assert sorted(row.ahead for row in rows) == list(range(MANY))


async def test_one_guest_with_two_phones_has_one_number(door: Door) -> None:
    guest = await door.guest()
    unit = lambda c: waiting.take_number(c, guest, door.shop.location, 2, door.now)  # noqa: E731
    assert len(set(await at_once(door, *[unit] * 4))) == 1


async def test_of_called_and_left_one_comes_first(door: Door) -> None:
    ticket = await door.take()
    guest = (await door.ticket(ticket)).guest_id
    results = await at_once(
        door,
        lambda c: calling.call(c, ticket, door.shop.clerk, door.now),
        lambda c: waiting.leave(c, ticket, guest, door.now),
    )
    assert (await door.ticket(ticket)).state is TicketState.LEFT
    assert all(each is None or isinstance(each, Refusal) for each in results)


async def test_two_clerks_who_call_the_same_call_once(door: Door) -> None:
    ticket = await door.take()
    unit = lambda c: calling.call(c, ticket, door.shop.clerk, door.now)  # noqa: E731
    await at_once(door, *[unit] * 4)
    assert (await door.ticket(ticket)).calls == 1


async def test_whoever_is_seated_while_they_are_forgotten_is_in_no_way(door: Door) -> None:
    ticket = await door.take()
    guest = (await door.ticket(ticket)).guest_id
    assert guest is not None
    await door.call(ticket)
    result = await overtaken(
        door.database,
        lambda c: waiting.leave_all(c, guest, door.now),
        lambda c: calling.seat(c, ticket, door.shop.clerk, door.now),
        before="FROM queues",
    )
    assert result is None
    assert (await door.ticket(ticket)).state is TicketState.SEATED


async def test_a_ticket_that_is_gone_in_the_moment_is_unknown(door: Door) -> None:
    ticket = await door.take()
    result = await overtaken(
        door.database,
        lambda c: calling.call(c, ticket, door.shop.clerk, door.now),
        lambda c: c.execute(delete(queue_tickets)),
        before="FROM queues",
    )
    assert isinstance(result, TicketUnknown)


async def called_or_left(door: Door) -> tuple[int, Callable[..., Any], Callable[..., Any]]:
    ticket = await door.take()
    guest = (await door.ticket(ticket)).guest_id
    assert guest is not None
    return (
        ticket,
        lambda c: calling.call(c, ticket, door.shop.clerk, door.now),
        lambda c: waiting.leave(c, ticket, guest, door.now),
    )


async def test_who_leaves_before_the_call_is_written_is_not_called(door: Door) -> None:
    ticket, calls, leaves = await called_or_left(door)
    result = await overtaken(door.database, calls, leaves, before="UPDATE queue_tickets")
    assert isinstance(result, TicketMoved)
    assert (await door.ticket(ticket)).state is TicketState.LEFT


@pytest.mark.control
async def test_without_the_guard_who_has_left_is_called(door: Door) -> None:
    ticket, calls, leaves = await called_or_left(door)
    with without(TICKET_UNMOVED):
        await overtaken(door.database, calls, leaves, before="UPDATE queue_tickets")
    assert (await door.ticket(ticket)).state is TicketState.CALLED


async def test_two_clerks_call_once_and_only_one_is_told_of(door: Door) -> None:
    ticket, calls, _ = await called_or_left(door)
    result = await overtaken(door.database, calls, calls, before="UPDATE queue_tickets")
    assert isinstance(result, TicketMoved)
    assert (await door.ticket(ticket)).calls == 1


@pytest.mark.control
async def test_without_the_guards_a_number_is_given_twice(door: Door) -> None:
    """What others wait for is the queue's row; the index behind it is the last line."""
    first, second = [await door.guest() for _ in range(2)]
    here = (door.shop.location, 2, door.now)
    slow, fast = (
        lambda c, guest=guest: waiting.take_number(c, guest, *here) for guest in (first, second)
    )
    with pytest.raises(IntegrityError):
        await overtaken(door.database, slow, fast, before="UPDATE queues")
