"""Who runs the market: the setting's people for as long as it names them, others until removed."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from database.door import Database
from people import inviting, operating, queries
from people.errors import InvitationVoid, LastOperator, NamedBySetting, NoRight
from people.joining import Membership
from people.rights import Role
from tests.making import Market

KEY = b"known to the program only"


def guests(connection: Connection, now: datetime) -> tuple[int, int, int]:
    market = Market(connection, now)
    return market.guest("Ada"), market.guest("Bob"), market.guest("Eve")


def users(*people: int) -> list[str]:
    return [str(person + 1000) for person in people]


async def starts(database: Database, now: datetime, *named: int) -> list[int]:
    return await database.write(lambda c: operating.reconcile(c, "telegram", users(*named), now))


async def test_whom_the_setting_names_no_more_is_none_at_the_next_start(
    database: Database, now: datetime
) -> None:
    ada, bob, _ = await database.write(lambda c: guests(c, now))
    assert await starts(database, now, ada, bob) == []
    assert await database.read(queries.operators) == [ada, bob]
    assert await starts(database, now, bob) == [ada]
    assert await database.read(queries.operators) == [bob]
    assert await starts(database, now) == [bob]


async def test_who_was_invited_stays_whatever_the_setting_says(
    database: Database, now: datetime
) -> None:
    ada, *_ = await database.write(lambda c: guests(c, now))
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OPERATOR, None), now)
    )
    await database.write(lambda c: inviting.accept(c, token, ada, now))
    await starts(database, now, ada)
    assert await starts(database, now) == []
    (one,) = await database.read(operating.all_operators)
    assert (one.person_id, one.by_setting) == (ada, False)


async def test_an_old_invitation_does_not_outlive_a_removal(
    database: Database, now: datetime
) -> None:
    ada, bob, _ = await database.write(lambda c: guests(c, now))
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OPERATOR, None), now)
    )
    await database.write(lambda c: inviting.accept(c, token, ada, now))
    await starts(database, now, bob)
    assert await database.write(lambda c: operating.remove(c, ada, bob, now))
    later = now + timedelta(days=1)
    await starts(database, later, ada, bob)
    assert await starts(database, later, bob) == [ada]


async def test_links_of_a_removed_operator_let_nobody_in(database: Database, now: datetime) -> None:
    ada, bob, eve = await database.write(lambda c: guests(c, now))
    await starts(database, now, bob)
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OPERATOR, None), now)
    )
    await database.write(lambda c: inviting.accept(c, token, ada, now))
    number = await database.write(
        lambda c: inviting.invite(c, Membership(Role.OPERATOR, None), ada, KEY, now)
    )
    _, made = await database.read(lambda c: inviting.token_of(c, number, ada, KEY, now))
    assert await database.write(lambda c: operating.remove(c, ada, bob, now))
    with pytest.raises(InvitationVoid):
        await database.write(lambda c: inviting.accept(c, made, eve, now))
    with pytest.raises(NoRight):
        await database.write(
            lambda c: inviting.invite(c, Membership(Role.OPERATOR, None), ada, KEY, now)
        )


async def test_who_cannot_be_removed(database: Database, now: datetime) -> None:
    olli, guest = await database.write(
        lambda c: (Market(c, now).operator(), Market(c, now).guest("Bob"))
    )
    with pytest.raises(LastOperator):
        await database.write(lambda c: operating.remove(c, olli, olli, now))
    with pytest.raises(NoRight):
        await database.write(lambda c: operating.remove(c, olli, guest, now))
    assert not await database.write(lambda c: operating.remove(c, guest, olli, now))
    await starts(database, now, guest)
    with pytest.raises(NamedBySetting):
        await database.write(lambda c: operating.remove(c, guest, olli, now))


async def test_two_who_take_each_other_out_leave_one(database: Database, now: datetime) -> None:
    ada, bob = await database.write(
        lambda c: (Market(c, now).operator(), Market(c, now).operator())
    )
    pairs = ((ada, bob), (bob, ada))
    results = await asyncio.gather(
        *(database.write(lambda c, p=p: operating.remove(c, *p, now)) for p in pairs),
        return_exceptions=True,
    )
    assert sorted(type(each) for each in results if each is not True) == [NoRight]
    assert len(await database.read(queries.operators)) == 1
