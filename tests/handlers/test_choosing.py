"""Whom a guest can choose, how one comes back to anyone, and what is said of one who is gone."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, delete

from catalog.models import resources, service_resources
from chat.screen import Button, Screen
from chat.turn import Person
from database.door import Database
from handlers.errors import MoveTaken
from handlers.guest.actions import OpenBooking, OpenCheckout, OpenReschedule, OpenService
from handlers.guest.bookings import _again
from handlers.guest.choosing import AT_ONCE, OpenGivers
from handlers.guest.rescheduling import AskReschedule, Reschedule
from handlers.guest.service import HoldSlot
from handlers.refusals import explain
from orders.booking import placing
from orders.course import issuing
from orders.errors import ResourceGone, ResourceTaken
from orders.loading import locked
from orders.reading import queries
from orders.transitions import Reason
from tests.handlers.operating import Presses, actions_on
from tests.making import Market, Shop
from tests.structure.turns import Turns


class Barber:
    """A shop where people give one service, and its guest."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now
        self.turns = Turns(now)

    async def open(self, *names: str) -> None:
        def build(connection: Connection) -> tuple[Shop, int, list[int], list[int]]:
            m = Market(connection, self.now)
            shop = m.merchant()
            cut = m.service(shop, price=0, cancel_free_minutes=0)
            people = [m.resource(shop, cut, name=name) for name in names]
            return shop, cut, people, [m.guest(), m.guest()]

        made = await self.database.write(build)
        _shop, self.cut, self.people, (guest, self.other) = made
        self.aino = Presses(self.database, self.turns, Person(guest, "Aino", "en"))

    async def hold(self, guest: int, start: datetime, who: int | None) -> int:
        given = (guest, self.cut, start, 1, None, self.now)
        return await self.database.write(lambda c: placing.hold(c, *given, resource_id=who))

    async def book(self, start: datetime, who: int | None) -> int:
        order = await self.hold(self.aino.person.id, start, who)
        place = issuing.place
        await self.database.write(lambda c: place(c, locked(c, order), Reason.FREE, self.now))
        return order

    async def dismiss(self, who: int, *, forgotten: bool = False) -> None:
        def work(connection: Connection) -> None:
            column = service_resources.c.resource_id
            connection.execute(delete(service_resources).where(column == who))
            if forgotten:
                connection.execute(delete(resources).where(resources.c.id == who))

        await self.database.write(work)

    def start(self, hour: int = 12) -> datetime:
        return Market(None, self.now).start(3, hour)  # type: ignore[arg-type]

    async def said(self, error: Exception) -> Any:
        person = self.aino.person
        return await self.database.read(lambda c: explain(self.turns.of(c, person), error))


@pytest.fixture
def barber(database: Database, now: datetime) -> Barber:
    return Barber(database, now)


def rows(screen: Screen) -> list[list[str]]:
    return [[str(each.label) for each in row if isinstance(each, Button)] for row in screen.rows]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Aarne", "Otso"), ["· Anyone ·", "Aarne", "Otso"]),
        (("Aarne",), None),
        (("Chair", "chair"), None),
        (("", "Otso"), None),
        (("Window", "Table", "Table"), ["· Anyone ·", "Window"]),
        (("Aarne", "Otso", ""), ["· Anyone ·", "Aarne", "Otso"]),
    ],
)
async def test_those_who_can_be_told_apart_can_be_chosen(
    barber: Barber, names: tuple[str, ...], shown: list[str] | None
) -> None:
    await barber.open(*names)
    found = rows(await barber.aino.page(OpenService(barber.cut)))
    assert found[1 if shown else 0] != ([] if shown else ["· Anyone ·"])
    chosen = [row for row in found if "· Anyone ·" in row]
    assert chosen == ([shown] if shown else [])


async def test_many_stand_on_a_page_of_their_own(barber: Barber) -> None:
    await barber.open(*(f"Nr {number:02}" for number in range(AT_ONCE + 1)))
    wish = OpenService(barber.cut, barber.start().date())
    first = await barber.aino.page(wish)
    assert ["· Anyone ·", "Choose who ›"] in rows(first)
    every = actions_on(await barber.aino.page(OpenGivers(barber.cut, wish.day)))
    then = await barber.aino.page(every["Nr 07"])
    assert ["Anyone", "· Nr 07 ·", "Choose who ›"] in rows(then)
    assert "with Nr 07: at what time?" in str(then.text)
    holds = [each for each in actions_on(then).values() if isinstance(each, HoldSlot)]
    assert {each.resource for each in holds} == {barber.people[7]}


async def test_days_and_times_are_those_of_the_chosen_one(barber: Barber) -> None:
    await barber.open("Aarne", "Otso")
    aarne, otso = barber.people
    await barber.hold(barber.other, barber.start(), aarne)
    for who, offered in ((aarne, False), (otso, True), (None, True)):
        page = await barber.aino.page(OpenService(barber.cut, barber.start().date(), resource=who))
        assert (
            HoldSlot(barber.cut, barber.start(), 1, who) in actions_on(page).values()
        ) is offered


async def test_taken_meanwhile_the_same_day_of_the_same_person_is_shown(barber: Barber) -> None:
    await barber.open("Aarne", "Otso")
    aarne, _otso = barber.people
    await barber.hold(barber.other, barber.start(), aarne)
    with pytest.raises(ResourceTaken) as taken:
        await barber.aino.press(HoldSlot(barber.cut, barber.start(), 1, aarne))
    said = await barber.said(taken.value)
    assert said.words.startswith("Someone else just booked Aarne for that time.")
    assert (said.next.day, said.next.hour) == (barber.start().date(), 12)
    page = await barber.aino.page(said.next)
    assert ["Anyone", "· Aarne ·", "Otso"] in rows(page)
    assert f"{said.next.day.day} with Aarne" in str(page.text)


async def test_whoever_is_full_that_day_is_shown_on_the_nearest(barber: Barber) -> None:
    await barber.open("Aarne", "Otso")
    aarne, _otso = barber.people

    def fill(connection: Connection) -> None:
        m = Market(connection, barber.now)
        for hour in range(9, 21):
            start = m.start(3, hour)
            given = (m.guest(), barber.cut, start, 1, None, barber.now)
            placing.hold(connection, *given, resource_id=aarne)

    await barber.database.write(fill)
    page = await barber.aino.page(OpenService(barber.cut, barber.start().date(), resource=aarne))
    shown = next(
        each for row in rows(page) for each in row if each.startswith("· ") and "," in each
    )
    assert str(barber.start().day - 1) in shown


@pytest.mark.parametrize("forgotten", [False, True])
async def test_an_old_button_of_somebody_who_is_gone_says_so(
    barber: Barber, *, forgotten: bool
) -> None:
    await barber.open("Aarne", "Otso", "Saaga")
    aarne = barber.people[0]
    await barber.dismiss(aarne, forgotten=forgotten)
    sentence = (
        "Your choice is no longer available here. These times are with anyone."
        if forgotten
        else "Aarne is no longer available for this. These times are with anyone."
    )
    page = await barber.aino.page(OpenService(barber.cut, resource=aarne))
    assert sentence in str(page.text)
    assert ["· Anyone ·", "Otso", "Saaga"] in rows(page)
    with pytest.raises(ResourceGone) as gone:
        await barber.aino.press(HoldSlot(barber.cut, barber.start(), 1, aarne))
    assert str((await barber.said(gone.value)).words) == sentence


async def test_a_booking_moves_with_the_chosen_one_or_with_anyone(barber: Barber) -> None:
    await barber.open("Aarne", "Otso")
    aarne, otso = barber.people
    order = await barber.book(barber.start(), aarne)
    later = barber.start(15)
    await barber.hold(barber.other, later, aarne)
    page = await barber.aino.page(OpenReschedule(order, later.date()))
    assert ["Anyone", "· Aarne ·"] in rows(page)
    assert AskReschedule(order, later) not in actions_on(page).values()
    with pytest.raises(MoveTaken) as taken:
        await barber.aino.press(Reschedule(order, later))
    said = await barber.said(taken.value)
    assert said.next == OpenReschedule(order, later.date())
    anyone = await barber.aino.page(actions_on(page)["Anyone"])
    ask = AskReschedule(order, later, anyone=True)
    assert ask in actions_on(anyone).values()
    asked = await barber.aino.page(ask)
    assert "It may be with someone other than Aarne." in str(asked.text)
    await barber.aino.press(actions_on(asked)["Yes, move it"])
    moved = await barber.database.read(lambda c: queries.order(c, order))
    assert moved is not None
    assert (moved.resource_id, moved.chosen_resource_id) == (otso, None)


async def test_a_booking_with_somebody_who_is_gone_moves_to_anyone(barber: Barber) -> None:
    await barber.open("Aarne", "Otso")
    aarne, otso = barber.people
    order = await barber.book(barber.start(), aarne)
    await barber.dismiss(aarne)
    page = await barber.aino.page(OpenReschedule(order, barber.start().date()))
    assert "Aarne is no longer available for this." in str(page.text)
    ask = AskReschedule(order, barber.start(15), anyone=True)
    assert ask in actions_on(page).values()
    asked = await barber.aino.page(ask)
    assert await barber.aino.press(actions_on(asked)["Yes, move it"]) == OpenBooking(order)
    moved = await barber.database.read(lambda c: queries.order(c, order))
    assert moved is not None
    assert (moved.resource_id, moved.chosen_resource_id) == (otso, None)


async def test_booked_again_it_is_with_the_same_person(barber: Barber) -> None:
    await barber.open("Aarne", "Otso")
    for who in (barber.people[1], None):
        held = await barber.hold(barber.aino.person.id, barber.start(), who)
        view = await barber.database.read(lambda c, held=held: queries.order(c, held))
        assert view is not None
        assert _again(view).resource == who
        checkout = await barber.aino.page(OpenCheckout(held))
        assert (f"with {view.resource}" in str(checkout.text)) is True
