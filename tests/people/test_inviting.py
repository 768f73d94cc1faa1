"""One-time links: one person gets in, the others are told why not."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from catalog.models import merchants
from database.door import Database
from people import arriving, inviting, joining, operating, queries
from people.arriving import Newcomer
from people.errors import (
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
    TooManyInvitations,
)
from people.joining import Membership
from people.limits import INVITATIONS_OPEN
from people.models import invitations
from people.rights import Role


async def newcomer(database: Database, now: datetime, user: str) -> int:
    somebody = Newcomer("telegram", user, user, f"Guest {user}", None, "en")
    known = await database.write(lambda c: arriving.welcome(c, somebody, now))
    return known.id


async def merchant(database: Database, now: datetime) -> int:
    values = {
        "name": "Corner Barber",
        "description": "",
        "category": "hair",
        "state": "active",
        "source": "test",
        "source_id": "1",
        "auto_confirm": False,
        "confirm_minutes": 60,
        "commission_basis_points": 0,
        "created_at": now,
    }
    return await database.write(
        lambda c: c.execute(insert(merchants).values(values).returning(merchants.c.id)).scalar_one()
    )


async def test_a_link_makes_staff(database: Database, now: datetime) -> None:
    barber, ada = await merchant(database, now), await newcomer(database, now, "1")
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
    )
    accepted = await database.write(lambda c: inviting.accept(c, token, ada, now))
    assert accepted == Membership(Role.OWNER, barber)
    known = await database.read(lambda c: queries.known(c, ada))
    assert known.merchants == {barber}
    assert await database.read(lambda c: queries.staff_of(c, barber)) == [ada]


async def test_a_link_makes_an_operator(database: Database, now: datetime) -> None:
    ada = await newcomer(database, now, "1")
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OPERATOR, None), now)
    )
    assert await database.write(lambda c: inviting.accept(c, token, ada, now)) == Membership(
        Role.OPERATOR, None
    )
    assert (await database.read(lambda c: queries.known(c, ada))).operator
    assert await database.read(queries.operators) == [ada]


async def test_of_two_who_open_it_at_once_one_is_in(database: Database, now: datetime) -> None:
    barber = await merchant(database, now)
    people = [await newcomer(database, now, user) for user in "123456"]
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
    )

    async def tries(person: int) -> bool:
        try:
            await database.write(lambda c: inviting.accept(c, token, person, now))
        except InvitationUsed:
            return False
        return True

    got_in = await asyncio.gather(*(tries(person) for person in people))
    assert sum(got_in) == 1
    staff = await database.read(lambda c: queries.staff_of(c, barber))
    assert staff == [people[got_in.index(True)]]


async def test_opening_ones_own_link_again_changes_nothing(
    database: Database, now: datetime
) -> None:
    barber, ada = await merchant(database, now), await newcomer(database, now, "1")
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
    )
    for _ in range(2):
        accepted = await database.write(lambda c: inviting.accept(c, token, ada, now))
        assert accepted == Membership(Role.OWNER, barber)


async def test_who_is_in_already_does_not_use_a_link_up(database: Database, now: datetime) -> None:
    barber = await merchant(database, now)
    ada, bob = [await newcomer(database, now, user) for user in "12"]
    first = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
    )
    await database.write(lambda c: inviting.accept(c, first, ada, now))
    second = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
    )
    await database.write(lambda c: inviting.accept(c, second, ada, now))
    await database.write(lambda c: inviting.accept(c, second, bob, now))
    assert await database.read(lambda c: queries.staff_of(c, barber)) == [ada, bob]


async def test_an_old_link_is_refused(database: Database, now: datetime) -> None:
    ada = await newcomer(database, now, "1")
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OPERATOR, None), now, days=7)
    )
    with pytest.raises(InvitationExpired):
        await database.write(lambda c: inviting.accept(c, token, ada, now + timedelta(days=7)))


async def test_a_made_up_link_is_refused(database: Database, now: datetime) -> None:
    ada = await newcomer(database, now, "1")
    with pytest.raises(InvitationUnknown):
        await database.write(lambda c: inviting.accept(c, "A" * 20, ada, now))


async def test_the_token_itself_is_not_kept(database: Database, now: datetime) -> None:
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OPERATOR, None), now)
    )
    assert len(token) == 20
    assert token.isalnum()
    row = await database.read(lambda c: c.execute(select(invitations)).one())
    assert token not in str(row)


async def test_looking_at_a_link_does_not_use_it(database: Database, now: datetime) -> None:
    barber, ada = await merchant(database, now), await newcomer(database, now, "1")
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
    )
    seen = await database.read(lambda c: inviting.look(c, token, ada, now))
    assert (seen.membership, seen.by, seen.joined) == (Membership(Role.OWNER, barber), None, False)
    assert await database.read(lambda c: queries.staff_of(c, barber)) == []


async def test_operators_of_the_settings_are_appointed_once_they_came(
    database: Database, now: datetime
) -> None:
    ada = await newcomer(database, now, "1")
    users = ["1", "99"]
    assert await database.write(
        lambda c: operating.appoint_operators(c, "telegram", users, now)
    ) == [ada]
    assert not await database.write(
        lambda c: operating.appoint_operators(c, "telegram", users, now)
    )
    assert await database.read(queries.operators) == [ada]


async def test_who_is_dismissed_works_there_no_more(database: Database, now: datetime) -> None:
    barber, ada = await merchant(database, now), await newcomer(database, now, "1")
    token = await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
    )
    await database.write(lambda c: inviting.accept(c, token, ada, now))
    assert await database.write(lambda c: joining.dismiss(c, barber, ada, now))
    assert not await database.write(lambda c: joining.dismiss(c, barber, ada, now))
    assert await database.read(lambda c: queries.staff_of(c, barber)) == []


@pytest.mark.both_engines
async def test_no_more_than_so_many_links_are_open(database: Database, now: datetime) -> None:
    barber, other = await merchant(database, now), await newcomer(database, now, "1")
    made = await asyncio.gather(
        *(
            database.write(
                lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
            )
            for _ in range(INVITATIONS_OPEN + 5)
        ),
        return_exceptions=True,
    )
    tokens = [each for each in made if isinstance(each, str)]
    assert len(tokens) == INVITATIONS_OPEN
    await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OPERATOR, None), now)
    )
    await database.write(lambda c: inviting.accept(c, tokens[0], other, now))
    await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
    )
    with pytest.raises(TooManyInvitations):
        await database.write(
            lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), now)
        )
    later = now + timedelta(days=8)
    await database.write(
        lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, barber), later)
    )
