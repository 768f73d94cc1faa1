"""A link signs in once and soon; a session lives until it ends, with the roles of the moment."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from database.door import Database
from people import signing_in
from people.errors import SignInExpired
from tests.making import Market


class Desk:
    """An operator before a browser."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now

    async def do(self, use_case: Callable[..., Any], *given: Any) -> Any:
        return await self.database.write(lambda c: use_case(c, *given, self.now))


@pytest.fixture
def desk(database: Database, now: datetime) -> Desk:
    return Desk(database, now)


@pytest.fixture
async def olga(desk: Desk) -> int:
    return await desk.database.write(lambda c: Market(c, desk.now).operator())


async def test_a_link_signs_in_once(desk: Desk, olga: int) -> None:
    link = await desk.do(signing_in.make_link, olga)
    assert await desk.do(signing_in.is_good, link)
    token = await desk.do(signing_in.sign_in, link, "Firefox")
    found = await desk.do(signing_in.session, token)
    assert (found.person.id, found.person.operator) == (olga, True)
    assert not await desk.do(signing_in.is_good, link)
    with pytest.raises(SignInExpired):
        await desk.do(signing_in.sign_in, link, "Firefox")


async def test_of_two_who_use_a_link_at_once_one_is_in(desk: Desk, olga: int) -> None:
    link = await desk.do(signing_in.make_link, olga)
    both = (desk.do(signing_in.sign_in, link, each) for each in ("one", "two"))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(isinstance(each, SignInExpired) for each in results) == [False, True]


async def test_a_link_is_good_for_ten_minutes(desk: Desk, olga: int) -> None:
    link = await desk.do(signing_in.make_link, olga)
    desk.now += timedelta(minutes=10)
    with pytest.raises(SignInExpired):
        await desk.do(signing_in.sign_in, link, "Firefox")


async def test_a_session_ends(desk: Desk, olga: int) -> None:
    token = await desk.do(signing_in.begin, olga, "Firefox")
    [view] = await desk.do(signing_in.sessions_of, olga)
    other = await desk.database.write(lambda c: Market(c, desk.now).guest())
    assert not await desk.do(signing_in.end, view.id, other)
    assert await desk.do(signing_in.session, token) is not None
    assert await desk.do(signing_in.end, view.id, olga)
    assert await desk.do(signing_in.session, token) is None
    assert await desk.do(signing_in.sessions_of, olga) == []


async def test_a_session_ends_by_itself(desk: Desk, olga: int) -> None:
    token = await desk.do(signing_in.begin, olga, "Firefox")
    desk.now += signing_in.SESSION
    assert await desk.do(signing_in.session, token) is None


async def test_it_is_kept_roughly_when_a_session_was_used(desk: Desk, olga: int) -> None:
    token = await desk.do(signing_in.begin, olga, "Firefox")
    began = desk.now
    for minutes in (1, 10):
        desk.now = began + timedelta(minutes=minutes)
        await desk.do(signing_in.seen, await desk.do(signing_in.session, token))
    [view] = await desk.do(signing_in.sessions_of, olga)
    assert view.seen_at == began + timedelta(minutes=10)
