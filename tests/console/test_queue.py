"""The queue at the counter: called, seated, passed over, and shown on the wall."""

from sqlalchemy import select

from queueing.models import TicketState, queue_tickets
from tests.console.conftest import Browser, Cast, House


async def state_of(house: House, ticket: int) -> str:
    query = select(queue_tickets.c.state).where(queue_tickets.c.id == ticket)
    return str(await house.database.read(lambda c: c.execute(query).scalar_one()))


async def at_the_desk(house: House, people: Cast) -> tuple[Browser, str]:
    return await house.sign_in(people.clerk), f"/m/{people.barber}/queue/{people.place}"


async def test_a_clerk_calls_and_seats(house: House, people: Cast) -> None:
    browser, queue = await at_the_desk(house, people)
    assert "Waiting" in (await browser.get(f"/m/{people.barber}/queue")).text
    await browser.press(queue, f"{queue}/{people.ticket}/call")
    assert await state_of(house, people.ticket) == TicketState.CALLED
    done = await browser.press(queue, f"{queue}/{people.ticket}/seat")
    assert done.place == queue
    assert await state_of(house, people.ticket) == TicketState.SEATED


async def test_who_does_not_come_is_passed_over_and_called_once_more(
    house: House, people: Cast
) -> None:
    browser, queue = await at_the_desk(house, people)
    for move, state in (("call", "called"), ("skip", "skipped"), ("call", "called")):
        await browser.press(queue, f"{queue}/{people.ticket}/{move}")
        assert await state_of(house, people.ticket) == state


async def test_called_again_only_as_it_was_seen(house: House, people: Cast) -> None:
    browser, queue = await at_the_desk(house, people)
    await browser.press(queue, f"{queue}/{people.ticket}/call")
    for _press in range(2):
        await browser.press(queue, f"{queue}/{people.ticket}/again", calls="1")
    query = select(queue_tickets.c.calls).where(queue_tickets.c.id == people.ticket)
    assert await house.database.read(lambda c: c.execute(query).scalar_one()) == 2


async def test_a_number_at_the_door_has_a_name_for_the_staff_only(
    house: House, people: Cast
) -> None:
    browser, queue = await at_the_desk(house, people)
    await browser.press(queue, f"{queue}/give", party="3", name="Mar<tin")
    assert "Mar&lt;tin" in (await browser.get(queue)).text
    query = select(queue_tickets.c.id).where(queue_tickets.c.party == 3)
    ticket = await house.database.read(lambda c: c.execute(query).scalar_one())
    await browser.press(queue, f"{queue}/{ticket}/call")
    wall = (await browser.get(f"{queue}/wall")).text
    assert ">2</li>" in wall
    assert "Mar&lt;" not in wall
    assert "Scan to take a number" in wall
    await browser.press(queue, f"{queue}/close")
    assert "Scan to take a number" not in (await browser.get(f"{queue}/wall")).text


async def test_what_is_no_number_of_people_is_said_beside_it(house: House, people: Cast) -> None:
    browser, queue = await at_the_desk(house, people)
    answer = await browser.press(queue, f"{queue}/give", party="many", name="Martin")
    assert "as a number of people" in answer.text
    assert "Martin" in answer.text


async def test_the_wall_shows_how_a_number_is_taken_while_they_are_given_out(
    house: House, people: Cast
) -> None:
    browser, queue = await at_the_desk(house, people)
    wall = (await browser.get(f"{queue}/wall")).text
    assert "Scan to take a number" in wall
    assert "data:image/png;base64," in wall
    await browser.press(queue, f"{queue}/close")
    wall = (await browser.get(f"{queue}/wall")).text
    assert "Scan to take a number" not in wall
    assert "No numbers are given out right now." in wall


async def test_it_is_closed_and_opened(house: House, people: Cast) -> None:
    browser, queue = await at_the_desk(house, people)
    await browser.press(queue, f"{queue}/close")
    assert "Give out numbers" in (await browser.get(queue)).text
    await browser.press(queue, f"{queue}/open")
    assert "No more numbers" in (await browser.get(queue)).text


async def test_nobody_else_is_called_once_it_is_over(house: House, people: Cast) -> None:
    browser, queue = await at_the_desk(house, people)
    assert f'{queue}/end"' not in (await browser.get(queue)).text
    assert (
        "tell the others. No more numbers are given out"
        in (await browser.get(f"{queue}?ask=end")).text
    )
    await browser.press(f"{queue}?ask=end", f"{queue}/end")
    assert await state_of(house, people.ticket) == TicketState.OVER
    assert "Nobody else is called" not in (await browser.get(f"{queue}?ask=end")).text
