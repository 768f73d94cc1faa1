"""Codes at the counter: used as often as allowed, and the merchant earns with each use."""

from typing import Any

import pytest
from sqlalchemy import func, select

from orders import codes
from orders.course import cancelling, confirming, expiring, redeeming
from orders.errors import (
    AlreadyRedeemed,
    CodeMistyped,
    CodeUnknown,
    NotYourMerchant,
    VoucherExpired,
    VoucherVoid,
)
from orders.models import Account, OrderState, ledger_postings
from tests.making import Shop
from tests.orders.conftest import Desk


def on_account(connection: Any, account: Account) -> int:
    """What an account has, minor units."""

    def moved(side: Any) -> int:
        amounts = select(func.coalesce(func.sum(ledger_postings.c.amount), 0)).where(
            side == account
        )
        return int(connection.execute(amounts).scalar_one())

    return moved(ledger_postings.c.destination) - moved(ledger_postings.c.source)


async def bought(desk: Desk, **values: Any) -> tuple[Shop, int, int, str]:
    """(shop, guest, order, code) of a paid voucher without a slot."""

    def build(m: Any) -> tuple[Shop, int, int]:
        shop = m.merchant()
        return shop, m.guest(), m.service(shop, **{"duration_minutes": None} | values)

    shop, guest, service = await desk.make(build)
    order_id = await desk.place(guest, service, None)
    view = await desk.order(order_id)
    return shop, guest, order_id, view.code or ""


async def test_redeeming_pays_the_merchant_less_the_commission(desk: Desk) -> None:
    shop, _, order_id, code = await bought(desk)
    done = await desk.do(redeeming.redeem, code, shop.clerk, "n1", desk.now)
    assert (done.use, done.uses) == (1, 1)
    view = await desk.order(order_id)
    assert view.state == OrderState.REDEEMED
    assert (view.redemptions[0].staff, view.redemptions[0].location) == ("Kim", "Punavuori")
    amounts = [await desk.see(on_account, account) for account in Account]
    assert dict(zip(Account, amounts, strict=True)) == {
        Account.WORLD: -2000,
        Account.ESCROW: 0,
        Account.PAYABLE: 1800,
        Account.COMMISSION: 200,
        Account.PROMOTION: 0,
        Account.REFUND_DUE: 0,
        Account.FEES: 0,
    }


async def test_the_same_press_again_is_the_same_use(desk: Desk) -> None:
    shop, _, _, code = await bought(desk, uses=2)
    first = await desk.do(redeeming.redeem, code, shop.clerk, "n1", desk.now)
    desk.later(minutes=1)
    assert await desk.do(redeeming.redeem, code, shop.clerk, "n1", desk.now) == first


async def test_a_used_code_says_when_by_whom_and_where(desk: Desk) -> None:
    shop, _, _, code = await bought(desk)
    at = desk.now
    await desk.do(redeeming.redeem, code, shop.clerk, "n1", at)
    desk.later(minutes=5)
    with pytest.raises(AlreadyRedeemed) as refused:
        await desk.do(redeeming.redeem, code, shop.clerk, "n2", desk.now)
    assert (refused.value.at, refused.value.by, refused.value.where) == (at, "Kim", "Punavuori")


async def test_three_uses_of_ten_euros_earn_ten_euros_to_the_cent(desk: Desk) -> None:
    shop, _, order_id, code = await bought(desk, uses=3, price=1000)
    earned = []
    for use in range(3):
        await desk.do(redeeming.redeem, code, shop.clerk, f"n{use}", desk.now)
        earned.append(await desk.see(on_account, Account.ESCROW))
    assert earned == [667, 334, 0]
    assert await desk.see(on_account, Account.PAYABLE) == 900
    assert (await desk.order(order_id)).state == OrderState.REDEEMED


async def test_what_was_not_used_of_a_card_is_refunded_to_the_cent(desk: Desk) -> None:
    shop, guest, order_id, code = await bought(desk, uses=3, price=1000)
    await desk.do(redeeming.redeem, code, shop.clerk, "n1", desk.now)
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    assert (await desk.order(order_id)).refunds[0].amount == 667
    with pytest.raises(VoucherVoid) as refused:
        await desk.do(redeeming.redeem, code, shop.clerk, "n2", desk.now)
    assert refused.value.state == OrderState.CANCELLED


@pytest.mark.parametrize(("used", "back"), [(0, 1000), (1, 0)])
async def test_stars_of_a_used_card_stay_where_they_are(desk: Desk, used: int, back: int) -> None:
    """They go back whole or not at all, so the guest is not promised a part."""
    shop, guest, order_id, code = await bought(desk, uses=3, price=1000, currency="XTR")
    for use in range(used):
        await desk.do(redeeming.redeem, code, shop.clerk, f"n{use}", desk.now)
    quoted = cancelling.quote(await desk.order(order_id), desk.now)
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)
    refunds = (await desk.order(order_id)).refunds
    assert (quoted.refund, sum(each.amount for each in refunds)) == (back, back)
    assert await desk.see(on_account, Account.PAYABLE) == (0 if back else 900)


async def test_stars_go_back_whole_when_it_is_not_the_guest_who_calls_it_off(desk: Desk) -> None:
    shop, _, order_id, code = await bought(desk, uses=3, price=1000, currency="XTR")
    await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
    await desk.do(cancelling.cancel_by_merchant, order_id, shop.clerk, desk.now)
    assert [each.amount for each in (await desk.order(order_id)).refunds] == [1000]
    accounts = (Account.ESCROW, Account.PAYABLE, Account.COMMISSION, Account.REFUND_DUE)
    assert [await desk.see(on_account, each) for each in accounts] == [0, 0, 0, 1000]


async def test_using_the_code_answers_for_the_merchant_too(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant(auto_confirm=False)
        return shop, m.guest(), m.service(shop, duration_minutes=None, uses=2)

    shop, guest, service = await desk.make(build)
    order_id = await desk.place(guest, service, None)
    code = (await desk.order(order_id)).code
    await desk.do(redeeming.redeem, code, shop.clerk, "n1", desk.now)
    desk.later(days=2)
    assert await desk.do(confirming.decline_unanswered, desk.now) == 0
    assert (await desk.order(order_id)).state == OrderState.CONFIRMED


async def test_only_the_merchants_own_staff_redeem(desk: Desk) -> None:
    _, guest, _, code = await bought(desk)
    stranger = (await desk.make(lambda m: m.merchant("Other"))).clerk
    for person in (stranger, guest):
        with pytest.raises(NotYourMerchant):
            await desk.do(redeeming.redeem, code, person, "n1", desk.now)


async def test_staff_who_know_all_but_the_code_redeem_nothing(desk: Desk) -> None:
    shop, _, order_id, code = await bought(desk)
    view = await desk.order(order_id)
    wrong = code[:-1] + ("1" if code[-1] == "0" else "0")
    for tried in (str(view.voucher_id), str(order_id), "", "0" * codes.LENGTH, wrong):
        with pytest.raises((CodeMistyped, CodeUnknown)):
            await desk.do(redeeming.redeem, tried, shop.clerk, "n1", desk.now)
    assert (await desk.order(order_id)).used == 0


async def test_a_code_is_good_until_the_end_of_its_last_day(desk: Desk) -> None:
    shop, _, order_id, code = await bought(desk, valid_days=30)
    until = (await desk.order(order_id)).valid_until
    assert until is not None
    assert until.isoformat() == "2026-04-03T21:00:00+00:00"
    with pytest.raises(VoucherExpired):
        await desk.do(redeeming.redeem, code, shop.clerk, "n1", until)
    await desk.do(expiring.expire_unused, until)
    with pytest.raises(VoucherExpired):
        await desk.do(redeeming.redeem, code, shop.clerk, "n1", until)


async def test_codes_are_found_however_they_are_typed(desk: Desk) -> None:
    _, _, order_id, code = await bought(desk)
    sloppy = code.lower().replace("0", "o").replace("1", "l")
    for typed in (code, codes.spaced(code), f" {sloppy[:4]} {sloppy[4:]}\n"):
        assert (await desk.see(redeeming.look, typed)).order_id == order_id


async def test_a_mistyped_code_differs_from_an_unknown_one(desk: Desk) -> None:
    _, _, order_id, _ = await bought(desk)
    code = (await desk.order(order_id)).code or ""
    wrong = ("1" if code[0] == "0" else "0") + code[1:]
    for typed in (wrong, "hello", ""):
        with pytest.raises(CodeMistyped):
            await desk.see(redeeming.look, typed)
    with pytest.raises(CodeUnknown):
        await desk.see(redeeming.look, "0" * 10 + codes.check_character("0" * 10))


async def test_before_its_slot_a_code_is_early(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.place(guest, service, desk.start())
    view = await desk.see(redeeming.look, (await desk.order(order_id)).code)
    assert view.is_early(desk.now)
    assert not view.is_early(desk.start())


async def test_amounts_have_room_for_every_currency(desk: Desk) -> None:
    """Rupiah are counted in hundredths: a year of yoga is more than 32 bits hold."""
    shop, _, order_id, code = await bought(desk, price=5_000_000_000, currency="IDR")
    assert (await desk.order(order_id)).total == 5_000_000_000
    await desk.do(redeeming.redeem, code, shop.clerk, "n1", desk.now)
    assert await desk.see(on_account, Account.PAYABLE) == 4_500_000_000
