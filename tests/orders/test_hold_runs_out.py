"""A guest whose seats are gone is told once; who let them go, or went on to something else, is not."""

from typing import Any

import pytest
from sqlalchemy import Connection, select

from chat.screen import Button
from chat.turn import Person
from database.outbox_table import outbox
from handlers.guest.actions import OpenCheckout, OpenService
from handlers.notices import render
from handlers.refusals import explain
from orders.booking import placing
from orders.course import expiring
from orders.errors import HoldLapsed
from tests.orders.conftest import Desk
from tests.structure.turns import Turns


def told(connection: Connection) -> list[Any]:
    query = select(outbox.c.payload).order_by(outbox.c.id)
    news = connection.execute(query).scalars()
    return [each for each in news if each.get("about") == "hold_lapsed"]


async def held(desk: Desk, price: int = 2000) -> tuple[int, int, int]:
    """(guest, service, order) of two seats, tomorrow at noon in Helsinki."""
    guest, service = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), capacity=4, price=price))
    )
    return guest, service, await desk.hold(guest, service, desk.start(), seats=2)


async def test_who_only_waited_is_told_and_can_choose_anew_on_the_same_day(desk: Desk) -> None:
    guest, service, order = await held(desk)
    desk.later(minutes=10)
    await desk.do(expiring.lapse_holds, desk.now)
    await desk.do(expiring.lapse_holds, desk.now)

    (payload,) = await desk.see(told)
    assert not payload["quiet"]
    person = Person(guest, "Aino", "en")
    screen = await desk.see(lambda c: render(Turns(desk.now).of(c, person), payload))
    assert "Not paid in time, so it's open to others again." in screen.text
    (again,) = [each for row in screen.rows for each in row if isinstance(each, Button)]
    assert again.action == OpenService(service, desk.start().date(), 2)
    assert order == payload["order"]


@pytest.mark.parametrize(
    ("price", "words"),
    [(2000, "Your time to pay is up"), (0, "It's not kept for you any more. Pick a time again:")],
)
async def test_the_page_of_a_dead_hold_says_so_and_keeps_the_day(
    desk: Desk, price: int, words: str
) -> None:
    guest, service, order = await held(desk, price)
    desk.later(minutes=10)

    def press(connection: Connection) -> Any:
        turns = Turns(desk.now)
        turn = turns.of(connection, Person(guest, "Aino", "en"))
        try:
            return turns.router.show(turn, OpenCheckout(order))
        except HoldLapsed as error:
            return explain(turn, error)

    explained = await desk.see(press)
    assert words in explained.words
    assert explained.next == OpenService(service, desk.start().date(), 2)


async def test_who_let_it_go_is_not_told(desk: Desk) -> None:
    guest, _, order = await held(desk)
    await desk.do(placing.release, order, guest, desk.now)
    desk.later(minutes=10)
    await desk.do(expiring.lapse_holds, desk.now)
    assert await desk.see(told) == []


async def test_who_chose_the_same_or_another_time_since_is_not_told(desk: Desk) -> None:
    guest, service, _ = await held(desk)
    desk.later(minutes=10)
    await desk.hold(guest, service, desk.start())
    assert await desk.see(told) == []
    desk.later(minutes=1)
    await desk.hold(guest, service, desk.start(days=2))
    desk.later(minutes=9)
    await desk.do(expiring.lapse_holds, desk.now)
    assert await desk.see(told) == []
    desk.later(minutes=5)
    await desk.do(expiring.lapse_holds, desk.now)
    assert len(await desk.see(told)) == 1


async def test_who_goes_on_before_it_is_delivered_reads_nothing(desk: Desk) -> None:
    guest, service, _ = await held(desk)
    desk.later(minutes=10)
    await desk.do(expiring.lapse_holds, desk.now)
    (payload,) = await desk.see(told)
    await desk.hold(guest, service, desk.start(days=2))
    turns = Turns(desk.now)
    assert await desk.see(lambda c: render(turns.of(c, Person(guest, "A", "en")), payload)) is None
