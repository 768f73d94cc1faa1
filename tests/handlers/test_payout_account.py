"""An owner gives the account in the chat; who pays sees it in full, everybody else masked or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from chat.action import Action
from chat.errors import NotAllowed, PageOutdated
from chat.screen import CopyButton, Screen
from chat.turn import Person
from database.door import Database
from database.outbox_table import outbox
from handlers.merchant.account import GiveAccount, GiveHolder
from handlers.merchant.actions import (
    AskAccount,
    AskHolder,
    OpenMerchantSettings,
    OpenPayoutAccount,
    OpenSettlement,
)
from handlers.merchant.service_actions import OpenChanges
from handlers.notices import render
from handlers.operator.actions import OpenPayout
from handlers.operator.payouts import OpenPaidOut, PaidOut
from orders import accounts
from orders.errors import IbanMistyped, OtherAccount
from people.errors import NoRight
from people.joining import Membership, dismiss, join
from people.rights import Role, granted
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.structure.turns import Turns

IBAN = "FI21 1234 5600 0007 85"
OTHER = "DE89 3704 0044 0532 0130 00"


@dataclass(frozen=True)
class Shop:
    """A place with an owner and a manager, something to pay out, and an operator who pays."""

    merchant: int
    settlement: int
    desk: Presses
    owner: Person
    manager: Person
    operator: Person

    async def page(self, action: Action, person: Person) -> Screen:
        found = await self.desk.press(action, person)
        return found if isinstance(found, Screen) else await self.page(found, person)


async def shop_of(database: Database, now: datetime) -> Shop:
    def build(connection: Connection) -> Shop:
        market = Market(connection, now)
        shop = market.merchant()
        manager, olli = market.guest("Mia"), market.operator()
        join(connection, manager, Membership(Role.MANAGER, shop.merchant), now)
        owner = of(shop.clerk, "Kim", {shop.merchant: Role.OWNER})
        return Shop(
            shop.merchant,
            market.settlement(shop, earned=1800, payout=1800),
            Presses(database, Turns(now), owner),
            owner,
            of(manager, "Mia", {shop.merchant: Role.MANAGER}),
            Person(olli, "Olli", "en", rights=granted({}, Role.OPERATOR)),
        )

    return await database.write(build)


def of(person: int, name: str, roles: dict[int, Role]) -> Person:
    return Person(person, name, "en", rights=granted(roles))


async def test_two_questions_make_an_account(database: Database, now: datetime) -> None:
    shop = await shop_of(database, now)
    settings = await shop.page(OpenMerchantSettings(shop.merchant), shop.owner)
    assert OpenPayoutAccount(shop.merchant) in actions_on(settings).values()
    assert (
        "don't know where to send it"
        in (await shop.page(OpenSettlement(shop.settlement), shop.owner)).text
    )
    first = await shop.page(OpenPayoutAccount(shop.merchant), shop.owner)
    assert AskHolder(shop.merchant) in actions_on(first).values()
    following = await shop.desk.press(GiveHolder(shop.merchant, "Kim Virta"))
    assert following == AskAccount(shop.merchant)
    whole = await shop.page(GiveAccount(shop.merchant, IBAN.lower()), shop.owner)
    assert IBAN in whole.text
    assert "Kim Virta" in whole.text
    assert await shop.desk.press(GiveAccount(shop.merchant, OTHER)) == OpenPayoutAccount(
        shop.merchant
    )
    with pytest.raises(IbanMistyped):
        await shop.desk.press(GiveAccount(shop.merchant, OTHER[:-1] + "1"))


async def test_who_does_not_own_it_neither_sees_nor_sets_it(
    database: Database, now: datetime
) -> None:
    shop = await shop_of(database, now)
    await shop.desk.press(GiveHolder(shop.merchant, "Kim Virta"))
    await shop.desk.press(GiveAccount(shop.merchant, IBAN))
    for person in (shop.manager, shop.operator, of(shop.manager.id, "Mia", {})):
        for page in (OpenPayoutAccount, AskHolder, AskAccount):
            with pytest.raises(NotAllowed):
                await shop.desk.press(page(shop.merchant), person)
        for move in (GiveHolder(shop.merchant, "Evil"), GiveAccount(shop.merchant, OTHER)):
            with pytest.raises(NoRight):
                await shop.desk.press(move, person)
    for place in (OpenMerchantSettings(shop.merchant), OpenChanges(shop.merchant)):
        screen = await shop.page(place, shop.manager)
        assert IBAN not in str(screen)
        assert "Kim Virta" not in str(screen)
    assert "FI••••0785" in str(await shop.page(OpenChanges(shop.merchant), shop.manager))


async def test_a_dismissed_owners_open_question_does_nothing(
    database: Database, now: datetime
) -> None:
    """The question was on the screen when the right went: it is asked again where it acts."""
    shop = await shop_of(database, now)
    await database.write(lambda c: dismiss(c, shop.merchant, shop.owner.id, now))
    with pytest.raises(NoRight):
        await shop.desk.press(GiveAccount(shop.merchant, OTHER))
    assert await database.read(lambda c: accounts.current(c, shop.merchant)) is None


async def test_whoever_pays_sees_it_and_that_it_is_new(database: Database, now: datetime) -> None:
    shop = await shop_of(database, now)
    unknown = await shop.page(OpenPayout(shop.settlement), shop.operator)
    assert "hasn't said where to send it" in unknown.text
    await shop.desk.press(GiveHolder(shop.merchant, "Kim Virta"))
    await shop.desk.press(GiveAccount(shop.merchant, IBAN))
    known = await shop.page(OpenPayout(shop.settlement), shop.operator)
    for words in (IBAN, "Kim Virta", "It's new", "Set by Kim"):
        assert words in known.text, words
    copied = [each.text for row in known.rows for each in row if isinstance(each, CopyButton)]
    assert copied == [IBAN]
    later = Presses(database, Turns(now + timedelta(days=15)), shop.operator)
    assert "It's new" not in (await later.page(OpenPayout(shop.settlement))).text


async def test_it_went_to_the_account_that_was_shown(database: Database, now: datetime) -> None:
    shop = await shop_of(database, now)
    await shop.desk.press(GiveHolder(shop.merchant, "Kim Virta"))
    await shop.desk.press(GiveAccount(shop.merchant, IBAN))
    seen = await shop.page(OpenPayout(shop.settlement), shop.operator)
    asks = next(each for each in actions_on(seen).values() if isinstance(each, OpenPaidOut))
    await shop.desk.press(GiveAccount(shop.merchant, OTHER))
    sure = await shop.page(asks, shop.operator)
    assert IBAN in sure.text
    assert "has changed it since" in sure.text
    for forged in (PaidOut(shop.settlement), PaidOut(shop.settlement, 999)):
        with pytest.raises(OtherAccount):
            await shop.desk.press(forged, shop.operator)
    with pytest.raises(PageOutdated):
        await shop.desk.press(OpenPaidOut(shop.settlement, 999), shop.operator)
    says = next(each for each in actions_on(sure).values() if isinstance(each, PaidOut))
    done = await shop.page(says, shop.operator)
    assert IBAN in done.text
    assert OTHER not in done.text
    read = await shop.page(OpenSettlement(shop.settlement), shop.manager)
    assert "FI••••0785" in read.text
    assert IBAN not in read.text


async def test_owners_are_told_before_and_after(database: Database, now: datetime) -> None:
    shop = await shop_of(database, now)
    await shop.desk.press(GiveHolder(shop.merchant, "Kim Virta"))
    await shop.desk.press(GiveAccount(shop.merchant, IBAN))
    await shop.desk.press(GiveAccount(shop.merchant, OTHER))

    def told(connection: Connection) -> list[Screen | None]:
        turn = shop.desk.turns.of(connection, shop.owner)
        return [render(turn, each) for each in about_accounts(connection)]

    first, second = await database.read(told)
    assert first is not None
    assert second is not None
    assert "Before" not in first.text
    assert "FI••••0785" in first.text
    assert "Before: K• V•, FI••••0785" in second.text
    assert "Now: K• V•, DE••••3000" in second.text
    assert OpenPayoutAccount(shop.merchant) in actions_on(second).values()

    def to_others(connection: Connection) -> list[Screen | None]:
        turn = shop.desk.turns.of(connection, shop.manager)
        return [render(turn, each) for each in about_accounts(connection)]

    assert await database.read(to_others) == [None, None]


def about_accounts(connection: Connection) -> Iterator[dict[str, Any]]:
    query = select(outbox.c.payload).order_by(outbox.c.id)
    for payload in connection.execute(query).scalars():
        if payload.get("about") == "payout_account":
            yield payload
