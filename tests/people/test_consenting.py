"""Consent is a record of words said; the last one counts, and silence is a no."""

from datetime import datetime

from sqlalchemy import select

from database.door import Database
from people import arriving, consenting, queries
from people.arriving import Newcomer
from people.models import consents

PROMOTIONS = consenting.PROMOTIONS


async def newcomer(database: Database, now: datetime, user: str = "1") -> int:
    somebody = Newcomer("telegram", user, user, "Ada", None, "en")
    known = await database.write(lambda c: arriving.welcome(c, somebody, now))
    return known.id


async def say(database: Database, person: int, now: datetime, *, yes: bool) -> bool:
    change = consenting.grant if yes else consenting.withdraw
    return await database.write(
        lambda c: change(
            c,
            person,
            PROMOTIONS,
            wording="Yes, send me offers",
            locale="en",
            channel="telegram",
            source="abc",
            now=now,
        )
    )


async def agrees(database: Database, person: int) -> bool:
    return await database.read(lambda c: consenting.consents(c, person, PROMOTIONS))


async def test_silence_is_a_no(database: Database, now: datetime) -> None:
    assert not await agrees(database, await newcomer(database, now))


async def test_the_last_word_counts(database: Database, now: datetime) -> None:
    ada = await newcomer(database, now)
    for yes in (True, False, True):
        assert await say(database, ada, now, yes=yes)
        assert await agrees(database, ada) is yes


async def test_saying_the_same_twice_is_recorded_once(database: Database, now: datetime) -> None:
    ada = await newcomer(database, now)
    assert await say(database, ada, now, yes=True)
    assert not await say(database, ada, now, yes=True)
    rows = await database.read(lambda c: c.execute(select(consents)).all())
    assert [(row.wording, row.source, row.at) for row in rows] == [
        ("Yes, send me offers", "abc", now)
    ]


async def test_a_no_is_recorded_of_somebody_who_never_said_yes(
    database: Database, now: datetime
) -> None:
    ada = await newcomer(database, now)
    assert await say(database, ada, now, yes=False)
    assert not await agrees(database, ada)


async def test_only_those_whose_last_word_was_yes_are_an_audience(
    database: Database, now: datetime
) -> None:
    ada, bob, _silent = [await newcomer(database, now, user) for user in "123"]
    await say(database, ada, now, yes=True)
    await say(database, bob, now, yes=True)
    await say(database, bob, now, yes=False)
    found = await database.read(lambda c: c.execute(queries.consenting(PROMOTIONS)).scalars().all())
    assert found == [ada]
