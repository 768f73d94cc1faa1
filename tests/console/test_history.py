"""What was changed of a merchant reads as people speak, at the desk and in the chat."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from catalog import describing, keeping
from catalog.categories import Category
from catalog.closing import Bookings, Closed
from catalog.describing import Details
from catalog.weekly import Span
from catalog.whose import Whose
from chat.turn import Person
from handlers.merchant.service_actions import OpenChanges
from handlers.router import make_router
from orders import clearing
from people.rights import Right
from tests.console.conftest import Cast, House
from tests.structure.turns import Turns

RAW = ("25:00", ">own<", "barber", "massage", "keep", "10:00-", ">off<", ">1<")


def changed(connection: Connection, house: House, people: Cast) -> None:
    now, owner, day = house.now, people.owner, (house.now + timedelta(days=9)).date()
    here, chair = Whose(people.place), Whose(people.place, people.resource)
    keeping.set_days(connection, here, [5], [Span(600, 900), Span(960, 1500)], owner, now)
    keeping.set_days(connection, here, [6], [], owner, now)
    clearing.close(connection, Closed(chair, day, day), Bookings.KEEP, 0, owner, now)
    times = Closed(here, day, day, Span(600, 720))
    clearing.close(connection, times, Bookings.KEEP, 0, owner, now)
    describing.categorise(connection, people.barber, Category.MASSAGE, owner, now)


async def test_hours_closures_and_kinds_are_said_in_words(house: House, people: Cast) -> None:
    await house.database.write(lambda c: changed(c, house, people))
    for person, place in (
        (people.owner, f"/m/{people.barber}/history"),
        (people.operator, f"/market/merchants/{people.barber}"),
    ):
        shown = (await (await house.sign_in(person)).get(place)).text
        past = shown[shown.index('class="list past"') :]
        said = past[: past.index("</ul>")]
        assert not [each for each in RAW if each in said]
        for words in (
            "Left chair",
            "4:00\N{NARROW NO-BREAK SPACE}PM–1:00",
            "closed",
            "Massage",
            "kept",
        ):
            assert words in said, words


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_chat_says_the_same(house: House, people: Cast) -> None:
    def words(connection: Connection) -> str:
        changed(connection, house, people)
        given = Details("Barber Kuosmanen", "Shave & cut")
        describing.describe(connection, people.barber, given, people.owner, house.now)
        kim = Person(people.owner, "Kim", "en", {people.barber: {Right.SHOP}})
        turn = Turns(house.now).of(connection, kim)
        return str(make_router().show(turn, OpenChanges(people.barber)).text)

    said = await house.database.write(words)
    assert "Shave &amp; cut" in said
    assert not [each for each in RAW if each in said]
    assert "Left chair" in said
