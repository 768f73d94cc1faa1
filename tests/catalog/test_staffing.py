"""Nobody works for, invites to, or takes bookings for a place when their time there is over."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from inspect import signature
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, select, update

from catalog import seeding, staffing, suspending
from catalog.changes import Subject, history
from catalog.errors import LastOwner, MerchantSuspended, NotStaff
from catalog.models import locations, merchants
from database.door import Database
from database.outbox_table import outbox
from handlers.privacy_register import register
from people import forgetting, inviting, joining, queries
from people.errors import InvitationUsed, InvitationVoid, NoRight
from people.joining import Membership
from people.models import invitations
from people.rights import MERCHANT_ROLES, Role
from tests.making import Market, Shop

T = TypeVar("T")
KEY = b"known to the program only"


class House:
    """A shop with Kim as its only clerk, an operator, and somebody from the street."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now

    async def open(self, **values: Any) -> "House":
        def build(c: Connection) -> tuple[Shop, int, int]:
            market = Market(c, self.now)
            shop = market.merchant(**values)
            market.service(shop)
            return shop, market.operator(), market.guest("Bob")

        self.shop, self.operator, self.bob = await self.database.write(build)
        self.merchant, self.kim = self.shop.merchant, self.shop.clerk
        return self

    async def do(self, use_case: Callable[..., T], *given: Any) -> T:
        moment = {"now": self.now} if "now" in signature(use_case).parameters else {}
        return await self.database.write(lambda c: use_case(c, *given, **moment))

    @property
    def colleague(self) -> Membership:
        return Membership(Role.DESK, self.merchant)

    async def link(self, by: int) -> str:
        number = await self.do(staffing.invite, self.colleague, by, KEY)
        _membership, token = await self.do(inviting.token_of, number, by, KEY)
        return token

    async def state(self) -> tuple[str, bool]:
        query = select(merchants.c.state, locations.c.bookable).where(
            merchants.c.id == self.merchant, locations.c.merchant_id == merchants.c.id
        )
        return tuple(await self.database.read(lambda c: c.execute(query).one()))  # type: ignore[arg-type]

    async def told(self) -> list[int]:
        query = select(outbox.c.payload).where(outbox.c.kind == "notice")
        payloads = await self.database.read(lambda c: c.execute(query).scalars().all())
        return [each["person"] for each in payloads if each["about"] == "deserted"]


@pytest.fixture
async def house(database: Database, now: datetime) -> House:
    return await House(database, now).open()


async def test_who_was_dismissed_does_not_come_back_by_their_own_link(house: House) -> None:
    token = await house.link(house.kim)
    await house.do(staffing.accept, token, house.bob)
    await house.do(staffing.dismiss, house.merchant, house.bob, house.operator)
    with pytest.raises(InvitationUsed):
        await house.do(staffing.accept, token, house.bob)
    house.now += timedelta(days=30)
    with pytest.raises(InvitationUsed):
        await house.do(staffing.accept, token, house.bob)


async def test_links_of_the_dismissed_let_nobody_in(house: House) -> None:
    token = await house.link(house.kim)
    await house.do(joining.join, house.bob, Membership(Role.OWNER, house.merchant))
    await house.do(staffing.dismiss, house.merchant, house.kim, house.operator)
    eve = await house.database.write(lambda c: Market(c, house.now).guest("Eve"))
    with pytest.raises(InvitationVoid):
        await house.do(staffing.look, token, eve)
    with pytest.raises(InvitationVoid):
        await house.do(staffing.accept, token, eve)
    with pytest.raises(NoRight):
        await house.do(staffing.invite, house.colleague, house.kim, KEY)


async def test_a_link_is_worth_no_more_than_its_maker(house: House) -> None:
    """Also where nothing took it back: the maker's right is asked when it is used."""
    token = await house.link(house.kim)
    await house.do(staffing.dismiss, house.merchant, house.kim, house.operator)
    unvoided = update(invitations).values(voided_at=None)
    await house.database.write(lambda c: c.execute(unvoided))
    with pytest.raises(InvitationVoid):
        await house.do(staffing.accept, token, house.bob)


async def test_nobody_joins_or_invites_while_it_is_suspended(house: House) -> None:
    token = await house.link(house.operator)
    await house.do(suspending.suspend, house.merchant)
    for by in (house.kim, house.operator):
        with pytest.raises(MerchantSuspended):
            await house.do(staffing.invite, house.colleague, by, KEY)
    with pytest.raises(InvitationVoid):
        await house.do(staffing.accept, token, house.bob)
    await house.do(suspending.reinstate, house.merchant, house.operator)
    with pytest.raises(InvitationVoid):
        await house.do(staffing.accept, token, house.bob)
    await house.do(staffing.accept, await house.link(house.kim), house.bob)


@pytest.mark.parametrize("role", [None, Role.MANAGER, Role.DESK, Role.PROVIDER, Role.COURIER])
async def test_only_owners_and_operators_dismiss(house: House, role: Role | None) -> None:
    if role is not None:
        await house.do(joining.join, house.bob, Membership(role, house.merchant))
    with pytest.raises(NoRight):
        await house.do(staffing.dismiss, house.merchant, house.kim, house.bob)


async def test_an_owner_dismisses_but_not_the_only_owner(house: House) -> None:
    await house.do(joining.join, house.bob, Membership(Role.DESK, house.merchant))
    with pytest.raises(LastOwner):
        await house.do(staffing.dismiss, house.merchant, house.kim, house.kim)
    assert await house.do(staffing.dismiss, house.merchant, house.bob, house.kim)


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ANALYST])
async def test_the_only_owner_stays_who_helps_or_counts_in_the_market(
    house: House, role: Role
) -> None:
    await house.do(joining.join, house.kim, Membership(role, None))
    with pytest.raises(LastOwner):
        await house.do(staffing.dismiss, house.merchant, house.kim, house.kim)
    with pytest.raises(LastOwner):
        await give(house, house.kim, Role.DESK, house.kim)


async def test_of_two_owners_who_remove_each_other_at_once_one_stays(house: House) -> None:
    await house.do(joining.join, house.bob, Membership(Role.OWNER, house.merchant))
    pairs = ((house.kim, house.bob), (house.bob, house.kim))
    results = await asyncio.gather(
        *(house.do(staffing.dismiss, house.merchant, gone, by) for gone, by in pairs),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in results) == ["NoRight", "bool"]
    assert len(await house.database.read(lambda c: queries.staff_of(c, house.merchant))) == 1


async def test_without_its_owner_it_is_its_longest_serving_managers(house: House) -> None:
    for role in (Role.DESK, Role.MANAGER):
        person = await house.database.write(lambda c: Market(c, house.now).guest("Eve"))
        await house.do(joining.join, person, Membership(role, house.merchant))
    await house.database.write(lambda c: forgetting.forget(c, house.kim, register(), house.now))
    team = await house.database.read(lambda c: queries.staff_views(c, house.merchant))
    assert [each.role for each in team] == [Role.DESK, Role.OWNER]


async def test_who_left_with_their_data_and_what_became_of_the_place_is_recorded(
    house: House,
) -> None:
    await house.database.write(lambda c: forgetting.forget(c, house.kim, register(), house.now))
    token = await house.link(house.operator)
    await house.do(staffing.accept, token, house.bob)
    kept = await house.database.read(lambda c: history(c, house.merchant, 10))
    assert [(each.by, each.subject, each.before, each.after) for each in reversed(kept)] == [
        (None, Subject.MERCHANT, {"state": "active"}, {"state": "listed"}),
        (None, Subject.STAFF, {"role": "owner"}, {}),
        (house.bob, Subject.STAFF, {}, {"role": "desk"}),
        (
            house.bob,
            Subject.MERCHANT,
            {"state": "listed", "badge": False},
            {"state": "active", "badge": True},
        ),
    ]


async def test_a_place_is_handed_over(house: House) -> None:
    await house.do(joining.join, house.bob, Membership(Role.DESK, house.merchant))
    with pytest.raises(NoRight):
        await house.do(staffing.hand_over, house.merchant, house.bob, house.bob)
    await house.do(staffing.hand_over, house.merchant, house.bob, house.kim)
    team = await house.database.read(lambda c: queries.staff_views(c, house.merchant))
    assert {each.person_id: each.role for each in team} == {
        house.kim: Role.MANAGER,
        house.bob: Role.OWNER,
    }
    kept = await house.database.read(lambda c: history(c, house.merchant, 10))
    assert [(each.by, each.subject_id, each.before, each.after) for each in kept] == [
        (house.kim, house.kim, {"role": "owner"}, {"role": "manager"}),
        (house.kim, house.bob, {"role": "desk"}, {"role": "owner"}),
    ]


async def test_an_owner_gives_roles_and_stays_one(house: House) -> None:
    await house.do(joining.join, house.bob, Membership(Role.DESK, house.merchant))
    await give(house, house.bob, Role.PROVIDER, house.kim)
    with pytest.raises(LastOwner):
        await give(house, house.kim, Role.DESK, house.kim)
    with pytest.raises(NoRight):
        await give(house, house.bob, Role.OWNER, house.bob)
    with pytest.raises(NotStaff):
        await give(house, house.operator, Role.DESK, house.kim)
    with pytest.raises(NotStaff):
        await give(house, house.bob, Role.OPERATOR, house.kim)


async def give(house: House, person: int, role: Role, by: int) -> None:
    await house.database.write(
        lambda c: staffing.give_role(c, house.merchant, person, role, by=by, now=house.now)
    )


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.MANAGER, {Role.DESK, Role.PROVIDER, Role.COURIER}),
        (Role.DESK, set()),
        (Role.PROVIDER, set()),
    ],
)
async def test_nobody_invites_somebody_above_whom_they_lead(
    house: House, role: Role, may: set[Role]
) -> None:
    await house.do(joining.join, house.bob, Membership(role, house.merchant))
    for wanted in Role:
        membership = Membership(wanted, house.merchant if wanted in MERCHANT_ROLES else None)
        if wanted in may:
            await house.do(staffing.invite, membership, house.bob, KEY)
        else:
            with pytest.raises(NoRight):
                await house.do(inviting.invite, membership, house.bob, KEY)


async def test_without_its_last_clerk_a_place_takes_no_bookings(house: House) -> None:
    assert await house.state() == ("active", True)
    await house.do(staffing.dismiss, house.merchant, house.kim, house.operator)
    assert await house.state() == ("listed", False)
    assert await house.told() == [house.operator]
    await house.do(staffing.accept, await house.link(house.operator), house.bob)
    assert await house.state() == ("active", True)


async def test_with_one_left_it_goes_on(house: House) -> None:
    await house.do(joining.join, house.bob, Membership(Role.OWNER, house.merchant))
    await house.do(staffing.dismiss, house.merchant, house.kim, house.operator)
    assert await house.state() == ("active", True)
    assert await house.told() == []


async def test_the_last_clerk_is_forgotten(house: House) -> None:
    await house.database.write(lambda c: forgetting.forget(c, house.kim, register(), house.now))
    assert await house.state() == ("listed", False)
    assert await house.told() == [house.operator]


async def test_who_nobody_looks_after_is_let_back_in_as_listed(house: House) -> None:
    await house.do(suspending.suspend, house.merchant)
    await house.do(staffing.dismiss, house.merchant, house.kim, house.operator)
    assert await house.do(suspending.reinstate, house.merchant, house.operator)
    assert await house.state() == ("listed", False)


async def test_who_was_listed_is_let_back_in_as_listed(database: Database, now: datetime) -> None:
    house = await House(database, now).open(state="listed")
    await database.write(lambda c: joining.dismiss(c, house.merchant, house.kim, now))
    await house.do(suspending.suspend, house.merchant)
    assert await house.do(suspending.reinstate, house.merchant, house.operator)
    assert await house.state() == ("listed", False)


async def test_the_invented_town_looks_after_itself_until_somebody_works_there(
    database: Database, now: datetime
) -> None:
    house = await House(database, now).open()
    await database.write(lambda c: seeding.seed(c, now, "EUR", most=1))
    invented = select(merchants.c.id).where(merchants.c.source == "seed")
    house.merchant = await database.read(lambda c: c.execute(invented).scalar_one())
    await house.do(suspending.suspend, house.merchant)
    await house.do(suspending.reinstate, house.merchant, house.operator)
    assert await house.state() == ("active", True)
    await house.do(staffing.accept, await house.link(house.operator), house.bob)
    await house.do(staffing.dismiss, house.merchant, house.bob, house.operator)
    assert await house.state() == ("listed", False)


async def test_nothing_that_is_stored_makes_the_token(house: House) -> None:
    number = await house.do(staffing.invite, house.colleague, house.kim, KEY)
    _role, token = await house.do(inviting.token_of, number, house.kim, KEY)
    row = await house.database.read(lambda c: c.execute(select(invitations)).one())
    assert token not in str(row)
    with pytest.raises(inviting.InvitationUnknown):
        await house.do(inviting.token_of, number, house.kim, b"another key")
    with pytest.raises(inviting.InvitationUnknown):
        await house.do(inviting.token_of, number, house.operator, KEY)
    assert await house.database.read(lambda c: queries.staff_of(c, house.merchant)) == [house.kim]
