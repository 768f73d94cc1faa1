"""Where a merchant's money goes: its owners say so, everybody concerned hears of it, and what was sent stays told."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from catalog.change_models import changes
from database.outbox_table import outbox
from orders.errors import (
    AccountTooLong,
    AccountUnreadable,
    HolderMissing,
    HolderTooLong,
    IbanMistyped,
    OtherAccount,
)
from orders.settlement import accounts, payouts
from orders.settlement.account_models import payout_accounts
from orders.settlement.statements import statement
from people.errors import NoRight
from people.joining import Membership, join
from people.rights import Role
from tests.making import Shop
from tests.orders.conftest import Desk
from tests.orders.racing import race
from tests.orders.test_payouts import settled
from tests.orders.test_races import unit

IBAN = "FI21 1234 5600 0007 85"
OTHER = "DE89 3704 0044 0532 0130 00"


async def shop_of(desk: Desk) -> tuple[Shop, dict[Role, int]]:
    """With one person in each role; its clerk is the first owner."""

    def build(m: Any) -> tuple[Shop, dict[Role, int]]:
        shop = m.merchant()
        people = {role: m.guest(role) for role in (Role.OWNER, Role.MANAGER, Role.DESK)}
        for role, person in people.items():
            join(m.connection, person, Membership(role, shop.merchant), desk.now)
        people[Role.OPERATOR] = m.operator()
        return shop, people

    made: tuple[Shop, dict[Role, int]] = await desk.make(build)
    return made


async def test_only_its_owners_say_where_it_goes(desk: Desk) -> None:
    shop, people = await shop_of(desk)
    stranger = await desk.make(lambda m: m.merchant("Elsewhere").clerk)
    others = [person for role, person in people.items() if role is not Role.OWNER]
    for person in (*others, stranger):
        for change in (
            unit(accounts.set_both, shop.merchant, "Evil", OTHER, person, desk.now),
            unit(accounts.set_holder, shop.merchant, "Evil", person, desk.now),
            unit(accounts.set_account, shop.merchant, OTHER, person, desk.now),
        ):
            with pytest.raises(NoRight):
                await desk.database.write(change)
    assert await desk.see(accounts.current, shop.merchant) is None
    owner = people[Role.OWNER]
    await desk.do(accounts.set_both, shop.merchant, "Kim Oy", IBAN, owner, desk.now)
    found = await desk.see(accounts.current, shop.merchant)
    assert (found.holder, found.account, found.made_by) == ("Kim Oy", IBAN, "owner")


async def test_every_owner_hears_of_it_and_nobody_else(desk: Desk) -> None:
    shop, people = await shop_of(desk)
    owners = {shop.clerk, people[Role.OWNER]}
    first = await desk.do(accounts.set_both, shop.merchant, "Kim", IBAN, shop.clerk, desk.now)
    again = await desk.do(accounts.set_both, shop.merchant, "Kim", IBAN, shop.clerk, desk.now)
    assert again == first, "nothing was changed"
    second = await desk.do(accounts.set_account, shop.merchant, OTHER, shop.clerk, desk.now)
    told = [each for each in await news(desk) if each["about"] == "payout_account"]
    assert {(each["account"], each["person"]) for each in told} == {
        (account, owner) for account in (first, second) for owner in owners
    }
    assert len(told) == 2 * len(owners)


async def news(desk: Desk) -> Sequence[Any]:
    found: Sequence[Any] = await desk.see(
        lambda c: c.execute(select(outbox.c.payload)).scalars().all()
    )
    return found


async def test_what_was_changed_is_recorded_so_that_nobody_can_use_it(desk: Desk) -> None:
    shop, _ = await shop_of(desk)
    await desk.do(accounts.set_both, shop.merchant, "Kim Virta", IBAN, shop.clerk, desk.now)
    await desk.do(accounts.set_both, shop.merchant, "Evil Corp", OTHER, shop.clerk, desk.now)
    query = select(changes).where(changes.c.subject == "payout").order_by(changes.c.id)
    first, second = await desk.see(lambda c: c.execute(query).all())
    assert (first.person_id, first.before) == (shop.clerk, {})
    assert first.after == {"holder": "K• V•", "account": "FI••••0785"}
    assert second.before == first.after
    assert second.after == {"holder": "E• C•", "account": "DE••••3000"}


async def test_a_change_that_masked_looks_like_none_is_recorded(desk: Desk) -> None:
    shop, _ = await shop_of(desk)
    await desk.do(accounts.set_both, shop.merchant, "Kim", "cash", shop.clerk, desk.now)
    await desk.do(accounts.set_both, shop.merchant, "Kia", "gold", shop.clerk, desk.now)
    query = select(changes.c.before, changes.c.after).where(changes.c.subject == "payout")
    _, second = await desk.see(lambda c: c.execute(query.order_by(changes.c.id)).all())
    assert tuple(second) == (
        {"holder": "K•", "account": "••••"},
        {"holder": "K•*", "account": "••••*"},
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("fi2112345600000785", IBAN),
        ("IBAN: FI21 1234 5600 0007 85", IBAN),
        ("FI21-1234-5600-0007-85", IBAN),
        ("\u202dＦＩ２１ 1234 5600 0007 85", IBAN),
        ("GB82WEST12345698765432", "GB82 WEST 1234 5698 7654 32"),
        ("  Bank of China,  account\n6222 0000 1111 ", "Bank of China, account 6222 0000 1111"),
        ("PayPal: kim@example.org", "PayPal: kim@example.org"),
        ("支付宝 kim@example.org", "支付宝 kim@example.org"),
    ],
)
async def test_an_iban_is_written_one_way_and_words_as_they_are(
    desk: Desk, typed: str, kept: str
) -> None:
    shop, _ = await shop_of(desk)
    await desk.do(accounts.set_both, shop.merchant, " Kim \n Virta ", typed, shop.clerk, desk.now)
    found = await desk.see(accounts.current, shop.merchant)
    assert (found.holder, found.account, found.whole) == ("Kim Virta", kept, True)


@pytest.mark.parametrize(
    ("holder", "account", "refusal"),
    [
        ("Kim", "FI21 1234 5600 0007 86", IbanMistyped),
        ("Kim", "FI21 1234 5600 0007 8", IbanMistyped),
        ("Kim", "XX21 1234 5600 0007 85", IbanMistyped),
        ("Kim", " \u202e \n", AccountUnreadable),
        ("Kim", "---", AccountUnreadable),
        ("Kim", "w" * 141, AccountTooLong),
        ("", IBAN, HolderMissing),
        ("12345", IBAN, HolderMissing),
        ("k" * 71, IBAN, HolderTooLong),
    ],
)
async def test_what_no_money_can_be_sent_to_is_refused(
    desk: Desk, holder: str, account: str, refusal: type[Exception]
) -> None:
    shop, _ = await shop_of(desk)
    with pytest.raises(refusal):
        await desk.do(accounts.set_both, shop.merchant, holder, account, shop.clerk, desk.now)
    assert await desk.see(accounts.current, shop.merchant) is None
    await desk.do(accounts.set_both, shop.merchant, "k" * 70, "w" * 140, shop.clerk, desk.now)


async def test_one_thing_after_the_other(desk: Desk) -> None:
    """In the chat two questions make an account; whoever pays sees it when it is whole."""
    shop, _ = await shop_of(desk)
    await desk.do(accounts.set_holder, shop.merchant, "Kim", shop.clerk, desk.now)
    assert not (await desk.see(accounts.current, shop.merchant)).whole
    assert not [each for each in await news(desk) if each["about"] == "payout_account"]
    await desk.do(accounts.set_account, shop.merchant, IBAN, shop.clerk, desk.now)
    assert (await desk.see(accounts.current, shop.merchant)).whole


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        (IBAN, "FI••••0785"),
        ("Bank of China, account 6222", "••••6222"),
        ("cash", "••••"),
        ("12345678", "••••"),
        ("", ""),
    ],
)
def test_masked_it_is_known_again_and_of_no_use(account: str, shown: str) -> None:
    assert accounts.masked(account) == shown


async def test_a_payout_keeps_the_account_that_it_went_to(desk: Desk) -> None:
    shop, operator, settlement = await settled(desk)
    seen = await desk.do(accounts.set_both, shop.merchant, "Kim", IBAN, shop.clerk, desk.now)
    changed = await desk.do(accounts.set_both, shop.merchant, "Kim", OTHER, shop.clerk, desk.now)
    paid = (payouts.mark_paid, settlement, operator, desk.now)
    with pytest.raises(OtherAccount):
        await desk.do(*paid)
    others = await desk.make(lambda m: m.merchant("Elsewhere"))
    given = (others.merchant, "Otto", IBAN, others.clerk, desk.now)
    for wrong in (await desk.do(accounts.set_both, *given), 999):
        with pytest.raises(OtherAccount):
            await desk.do(*paid, wrong)
    assert (await desk.see(statement, settlement)).paid_at is None
    assert await desk.do(*paid, seen)
    assert not await desk.do(*paid, changed), "it went to one of them"
    assert (await desk.see(statement, settlement)).account_id == seen
    assert (await desk.see(accounts.one, seen)).account == IBAN


async def test_where_nobody_said_it_is_not_known_where_it_went(desk: Desk) -> None:
    shop, operator, settlement = await settled(desk)
    await desk.do(accounts.set_holder, shop.merchant, "Kim", shop.clerk, desk.now)
    assert await desk.do(payouts.mark_paid, settlement, operator, desk.now)
    assert (await desk.see(statement, settlement)).account_id is None


@pytest.mark.both_engines
async def test_accounts_are_never_changed(desk: Desk) -> None:
    shop, _ = await shop_of(desk)
    await desk.do(accounts.set_both, shop.merchant, "Kim", IBAN, shop.clerk, desk.now)
    for change in (update(payout_accounts).values(account=OTHER), payout_accounts.delete()):
        with pytest.raises(DBAPIError, match="immutable"):
            await desk.do(lambda c, change=change: c.execute(change))


@pytest.mark.both_engines
async def test_two_owners_at_once_follow_each_other(desk: Desk) -> None:
    shop, people = await shop_of(desk)
    one = unit(accounts.set_both, shop.merchant, "Kim", IBAN, shop.clerk, desk.now)
    two = unit(accounts.set_both, shop.merchant, "Noor", OTHER, people[Role.OWNER], desk.now)
    made = await race(desk.database, [one, two])
    now = await desk.see(accounts.current, shop.merchant)
    assert now.id == max(made)
    before = await desk.see(accounts.before, now)
    assert before.id == min(made)
    query = select(changes.c.before).where(changes.c.subject == "payout").order_by(changes.c.id)
    first, second = await desk.see(lambda c: c.execute(query).scalars().all())
    assert first == {}
    assert second == {
        "holder": accounts.masked_name(before.holder),
        "account": accounts.masked(before.account),
    }
    assert now.made_at - before.made_at == timedelta(0)
