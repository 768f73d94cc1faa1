"""Messages at the desks: a place writes to its guest, an operator reads what was reported and decides."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from orders import conversations, message_reports, messages
from orders.models import orders
from orders.reading.conversations import Conversation
from people.joining import Membership, join
from people.look_models import looks
from people.looking import Place
from people.models import staff
from people.rights import Role
from tests.console.conftest import Browser, Cast, House
from tests.making import Market


async def standing(house: House, people: Cast) -> Conversation:
    found = await house.database.read(lambda c: conversations.conversation(c, people.order))
    assert found is not None
    return found


async def said(house: House, people: Cast) -> list[str]:
    found = await house.database.read(lambda c: conversations.messages(c, people.order, 99))
    return [each.words for each in reversed(found)]


async def guest_says(house: House, people: Cast, words: str) -> None:
    given = (people.order, people.guest, words, house.now)
    await house.database.write(lambda c: messages.write_to_merchant(c, *given))


async def test_a_clerk_writes_reads_ends_and_reports(house: House, people: Cast) -> None:
    clerk = await house.sign_in(people.clerk)
    booking = f"/m/{people.barber}/bookings/{people.order}"
    thread = f"{booking}/messages"
    pressed = await clerk.press(booking, f"{thread}/write", words="Ring at\n<b>the</b> blue door")
    assert (pressed.status, pressed.place) == (303, thread)
    await guest_says(house, people, "Thank you & see you")
    for page in (booking, thread):
        shown = (await clerk.get(page)).text
        assert "Ring at\n&lt;b&gt;the&lt;/b&gt; blue door" in shown
        assert "Thank you &amp; see you" in shown
    await clerk.press(thread, f"{thread}/write", words="  ")
    assert (await clerk.press(thread, f"{thread}/write", words="x" * 1001)).status == 409
    await clerk.press(thread, f"{thread}/end")
    assert (await standing(house, people)).ended_by == "merchant"
    assert (await clerk.press(thread, f"{thread}/write", words="Late")).status == 409
    assert "/write" not in (await clerk.get(thread)).text
    await clerk.press(thread, f"{thread}/resume")
    await clerk.press(f"{thread}?ask=report", f"{thread}/report", words="Rude")
    assert [each.words for each in (await standing(house, people)).reports] == ["Rude"]
    assert len(await said(house, people)) == 2


async def test_earlier_messages_are_led_to(house: House, people: Cast) -> None:
    for number in range(20):
        await guest_says(house, people, f"From Ann {number}.")
        given = (people.order, people.owner, f"From Kim {number}.", house.now)
        await house.database.write(lambda c, given=given: messages.write_to_guest(c, *given))
    owner = await house.sign_in(people.owner)
    thread = f"/m/{people.barber}/bookings/{people.order}/messages"
    last = (await owner.get(thread)).text
    assert "From Ann 19." in last
    assert "From Ann 0." not in last
    before = last.partition("?before=")[2].partition('"')[0]
    assert "From Ann 0." in (await owner.get(f"{thread}?before={before}")).text


async def reading(house: House, people: Cast) -> tuple[Browser, str]:
    return await house.sign_in(people.support), f"/market/conversations/{people.order}"


async def test_operators_read_what_was_reported_and_leave_a_trace(
    house: House, people: Cast
) -> None:
    await guest_says(house, people, "You thieves")
    support, case = await reading(house, people)
    assert (await support.get(case)).status == 404
    assert (await support.press("/browsers", f"{case}/stop", words="No")).status == 409
    given = (people.order, people.owner, "An insult", house.now)
    await house.database.write(lambda c: message_reports.report_by_merchant(c, *given))
    assert "An insult" in (await support.get("/market/conversations")).text
    shown = (await support.get(case)).text
    assert "You thieves" in shown
    assert "An insult" in shown
    query = select(func.count()).where(
        looks.c.place == Place.CONVERSATION,
        looks.c.operator_id == people.support,
        looks.c.person_id == people.guest,
    )
    assert await house.database.read(lambda c: c.execute(query).scalar_one()) == 2


async def test_they_close_it_or_end_it_once(house: House, people: Cast) -> None:
    await guest_says(house, people, "You thieves")
    support, case = await reading(house, people)
    given = (people.order, people.owner, "An insult", house.now)
    await house.database.write(lambda c: message_reports.report_by_merchant(c, *given))
    await support.press(case, f"{case}/stop", words=" ")
    assert (await standing(house, people)).ended_by is None
    await support.press(case, f"{case}/stop", words="That is enough")
    assert (await standing(house, people)).is_stopped
    assert (await support.press("/browsers", f"{case}/close", words="Hm")).status == 409
    assert "That is enough" in (await support.get("/market/conversations?show=decided")).text
    owner = await house.sign_in(people.owner)
    thread = f"/m/{people.barber}/bookings/{people.order}/messages"
    assert "That is enough" in (await owner.get(thread)).text
    await owner.press(thread, f"{thread}/resume")
    assert (await standing(house, people)).is_stopped


async def test_a_provider_writes_about_their_own_calendar_only(house: House, people: Cast) -> None:
    sam = await house.database.write(lambda c: hired(c, people, house.now))
    browser = await house.sign_in(sam)
    base = f"/m/{people.barber}"
    mine = f"{base}/bookings/{people.order}/messages"
    assert (await browser.get(mine)).status == 404
    assert (await browser.press("/browsers", f"{mine}/write", words="Hi")).status == 404
    given = update(orders).where(orders.c.id == people.order).values(resource_id=people.resource)
    await house.database.write(lambda c: c.execute(given))
    day = (house.now + timedelta(days=1)).date().isoformat()
    assert (
        f"bookings/{people.order}/messages"
        in (await browser.get(f"{base}/calendar?day={day}")).text
    )
    await browser.press(mine, f"{mine}/write", words="I am late")
    assert await said(house, people) == ["I am late"]
    assert f'/bookings/{people.order}"' not in (await browser.get(mine)).text


def hired(connection: Connection, people: Cast, now: datetime) -> int:
    """Sam, who is the left chair."""
    sam = Market(connection, now).guest("Sam")
    join(connection, sam, Membership(Role.PROVIDER, people.barber), now)
    place = update(staff).where(staff.c.person_id == sam).values(resource_id=people.resource)
    connection.execute(place)
    return sam
