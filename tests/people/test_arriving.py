"""Somebody turns up: recognised, welcomed once, and kept up to date."""

import asyncio
from dataclasses import replace
from datetime import datetime

from database.door import Database
from people import arriving, choosing, queries, reaching
from people.arriving import Newcomer

ADA = Newcomer("telegram", "77", "77", "Ada", "ada", "en")


async def test_a_stranger_is_not_recognised(database: Database) -> None:
    assert await database.read(lambda c: arriving.recognise(c, "telegram", "77")) is None


async def test_a_newcomer_is_recognised_afterwards(database: Database, now: datetime) -> None:
    welcomed = await database.write(lambda c: arriving.welcome(c, ADA, now))
    known = await database.read(lambda c: arriving.recognise(c, "telegram", "77"))
    assert known == welcomed
    assert (known.name, known.locale, known.username, known.chat) == ("Ada", "en", "ada", "77")
    assert not known.operator
    assert known.merchants == frozenset()
    assert not known.unreachable


async def test_two_first_messages_at_once_make_one_person(
    database: Database, now: datetime
) -> None:
    both = await asyncio.gather(
        *(database.write(lambda c: arriving.welcome(c, ADA, now)) for _ in range(2))
    )
    assert both[0].id == both[1].id


async def test_the_same_user_number_on_another_channel_is_somebody_else(
    database: Database, now: datetime
) -> None:
    elsewhere = replace(ADA, channel="line")
    first = await database.write(lambda c: arriving.welcome(c, ADA, now))
    second = await database.write(lambda c: arriving.welcome(c, elsewhere, now))
    assert first.id != second.id


async def test_nothing_new_changes_nothing(database: Database, now: datetime) -> None:
    known = await database.write(lambda c: arriving.welcome(c, ADA, now))
    assert not await database.write(lambda c: arriving.refresh(c, known, ADA, now))


async def test_a_new_name_language_and_chat_are_taken_over(
    database: Database, now: datetime
) -> None:
    known = await database.write(lambda c: arriving.welcome(c, ADA, now))
    moved = Newcomer("telegram", "77", "78", "Ada L.", None, "fi")
    assert await database.write(lambda c: arriving.refresh(c, known, moved, now))
    fresh = await database.read(lambda c: queries.known(c, known.id))
    assert (fresh.name, fresh.locale, fresh.username, fresh.chat) == ("Ada L.", "fi", None, "78")


async def test_a_chosen_language_outlives_the_channels(database: Database, now: datetime) -> None:
    known = await database.write(lambda c: arriving.welcome(c, ADA, now))
    await database.write(lambda c: choosing.choose_locale(c, known.id, "ar"))
    chosen = await database.read(lambda c: queries.known(c, known.id))
    renamed = replace(ADA, name="Ada L.", locale="fi")
    assert await database.write(lambda c: arriving.refresh(c, chosen, renamed, now))
    fresh = await database.read(lambda c: queries.known(c, known.id))
    assert (fresh.name, fresh.locale) == ("Ada L.", "ar")


async def test_who_blocked_us_is_not_reached_until_they_write_again(
    database: Database, now: datetime
) -> None:
    known = await database.write(lambda c: arriving.welcome(c, ADA, now))
    assert await database.read(lambda c: queries.reach(c, known.id, "telegram")) == "77"
    assert await database.write(lambda c: reaching.mark_unreachable(c, "telegram", "77", now))
    assert await database.read(lambda c: queries.reach(c, known.id, "telegram")) is None
    blocked = await database.read(lambda c: queries.known(c, known.id))
    assert blocked.unreachable
    assert await database.write(lambda c: arriving.refresh(c, blocked, ADA, now))
    assert await database.read(lambda c: queries.reach(c, known.id, "telegram")) == "77"


async def test_the_channel_can_say_that_a_chat_is_open_again(
    database: Database, now: datetime
) -> None:
    await database.write(lambda c: arriving.welcome(c, ADA, now))
    await database.write(lambda c: reaching.mark_unreachable(c, "telegram", "77", now))
    assert not await database.write(lambda c: reaching.mark_unreachable(c, "telegram", "77", now))
    assert await database.write(lambda c: reaching.mark_reachable(c, "telegram", "77", now))
    assert not await database.write(lambda c: reaching.mark_reachable(c, "telegram", "77", now))
