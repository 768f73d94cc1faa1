"""Codes cannot be tried out: not by strangers, not at a counter, and the market hears of it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import cast

import pytest
from sqlalchemy import Connection, func, select

from bot.conversation import Conversation
from bot.dialogue import whole_dialogue
from bot.logs import Log
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from chat.event import Commanded, Event, Sender, Typed
from chat.links import Links
from chat.turn import Market as Place
from database.door import Database
from database.outbox_table import outbox
from handlers.merchant.actions import OpenRedemption
from orders import codes
from orders.booking import placing
from orders.course import guessing
from orders.course.guessing import ALARM, TRIES, TRIES_OF_STAFF, WINDOW
from orders.course.guessing_models import code_tries
from orders.errors import TooManyCodes
from orders.models import vouchers
from people.models import staff
from tests.languages import spoken
from tests.making import Market
from tests.player.talking import Loud


class Clock:
    def __init__(self, now: datetime) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment


class Counter:
    """A market with one code in it, and people who send things."""

    def __init__(self, database: Database, now: datetime) -> None:
        dialogue, languages = whole_dialogue(), spoken()
        self._pack = dialogue.router.codec.pack
        links = Links(self._pack, "https://t.me/bot?start=")
        turn_factory = TurnFactory(
            languages, Place("Market", "EUR", None, languages.codes), links, "telegram"
        )
        self.clock = Clock(now)
        log = cast("Log", Loud())
        clock = cast("object", self.clock)
        self._talk = Conversation(database, dialogue, turn_factory, clock, 7, Wakeups(), log)  # type: ignore[arg-type]
        self._keys = count(1)

    async def scans(self, person: int, code: str) -> str:
        """What is said to somebody who opens a code's link."""
        return await self.does(person, Commanded("start", self._pack(OpenRedemption(code))))

    async def types(self, person: int, text: str) -> str:
        return await self.does(person, Typed(text))

    async def does(self, person: int, doing: Commanded | Typed) -> str:
        user = str(person + 1000)
        sender = Sender("telegram", user, user, "Aino", None, "en")
        return str((await self._talk.take(Event(next(self._keys), sender, doing))).text)


UNKNOWN = "1111111111" + codes.check_character("1111111111")
MISTYPED = "1111111111" + ("0" if UNKNOWN[-1] != "0" else "1")


@dataclass(frozen=True, slots=True)
class People:
    """Who is there, and the code of a table that the guest has booked."""

    guest: int
    stranger: int
    clerk: int
    other: int
    code: str


def town(connection: Connection, now: datetime) -> People:
    m = Market(connection, now)
    guest, shop = m.guest(), m.merchant()
    table = m.service(shop, price=0, duration_minutes=None)
    order = placing.hold(connection, guest, table, None, 1, None, now)
    placing.place_free(connection, order, guest, now)
    code = connection.execute(select(vouchers.c.code)).scalar_one()
    clerk, other = m.clerk(shop.merchant, "Aino"), m.clerk(m.merchant().merchant, "Aino")
    return People(guest, m.guest(), clerk, other, code)


@pytest.fixture
async def people(database: Database, now: datetime) -> People:
    return await database.write(lambda c: town(c, now))


@pytest.fixture
def counter(database: Database, now: datetime) -> Counter:
    return Counter(database, now)


async def tries(database: Database) -> int:
    query = select(func.count()).select_from(code_tries)
    return await database.read(lambda c: c.execute(query).scalar_one())


async def test_a_stranger_is_told_the_same_of_every_code(
    database: Database, counter: Counter, people: People
) -> None:
    stranger = people.stranger
    told = {await counter.scans(stranger, code) for code in (people.code, UNKNOWN, MISTYPED)}
    typed = {await counter.types(stranger, code) for code in (people.code, UNKNOWN, MISTYPED)}

    written = (codes.spaced(code) for code in (people.code, UNKNOWN, MISTYPED))
    told |= {await counter.types(stranger, code) for code in written}

    assert len(told) == 1
    assert "not one of your codes" in told.pop()
    assert all("Nothing found" in each for each in typed)
    assert "Your code" in await counter.scans(people.guest, people.code)
    assert "The code is valid" in await counter.scans(people.clerk, people.code)
    assert await tries(database) == 6


@pytest.mark.parametrize(
    ("who", "most"), [("stranger", TRIES), ("clerk", TRIES_OF_STAFF), ("other", TRIES_OF_STAFF)]
)
async def test_whoever_tries_many_waits_also_with_a_good_one(
    database: Database, counter: Counter, people: People, who: str, most: int
) -> None:
    person = getattr(people, who)
    wrong = people.code if who == "other" else UNKNOWN
    for _ in range(most):
        assert "Too many" not in await counter.scans(person, wrong)

    assert "Too many wrong codes" in await counter.scans(person, people.code)
    assert await tries(database) == most
    assert "Your code" in await counter.scans(people.guest, people.code)
    counter.clock.moment += WINDOW
    assert "Too many" not in await counter.scans(person, people.code)


async def test_a_clerk_who_types_is_counted_too(
    database: Database, counter: Counter, people: People
) -> None:
    assert "No booking has this code" in await counter.types(people.clerk, UNKNOWN)
    assert "One character is wrong" in await counter.types(people.clerk, MISTYPED)
    assert await tries(database) == 2


async def test_operators_hear_once_that_many_codes_are_tried(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> list[str]:
        market = Market(connection, now)
        market.operator()
        guests = [market.guest() for _ in range(ALARM // TRIES + 1)]
        for guest in guests:
            for _ in range(TRIES):
                guessing.check(connection, guest, now, staff=False)
                guessing.note(connection, guest, now)
            with pytest.raises(TooManyCodes) as refused:
                guessing.check(connection, guest, now, staff=False)
            assert refused.value.until == now + WINDOW
        return [each["about"] for each in connection.execute(select(outbox.c.payload)).scalars()]

    assert await database.write(work) == ["code_guessing"]


async def test_a_clerk_of_two_counters_is_asked_for_the_code_and_not_for_a_counter(
    database: Database, now: datetime
) -> None:
    def two_counters(connection: Connection) -> int:
        market = Market(connection, now)
        first, second = market.merchant(), market.merchant()
        market.add(staff, person_id=first.clerk, merchant_id=second.merchant, joined_at=market.now)
        return first.clerk

    clerk = await database.write(two_counters)

    assert "Type your guest's code" in await Counter(database, now).types(clerk, "A1B2-C3D4-E5F")
