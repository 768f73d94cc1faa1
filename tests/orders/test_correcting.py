"""What is taken instead is on paper at its own rate: the receipt stays, a correction with its own number follows."""

import pytest
from sqlalchemy import update

from catalog.menu.menu_models import menu_items
from orders.menu import replacing
from orders.money import goodwill, lacking
from orders.receipts import reading
from orders.receipts.contents import SoldLine
from orders.receipts.correcting import moved
from orders.receipts.receipt_models import ReceiptKind
from orders.taxing import Rate, TaxPart, tax_in
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe
from tests.orders.test_lacking import bought
from tests.orders.test_replacing import ask, cookie, guest_of


async def taxed(desk: Desk, other: Rate, price: int = 300) -> tuple[Menu, int, int]:
    """All at 14 %, but for a cookie; two coffees and three buns are paid."""
    menu: Menu = await desk.make(cafe)
    await desk.do(lambda c: c.execute(update(menu_items).values(tax_basis_points=1400)))
    found = await cookie(desk, menu, price, tax_basis_points=other)
    return menu, await bought(desk, menu), found


async def test_a_correction_follows_with_its_own_number(desk: Desk) -> None:
    menu, order, other = await taxed(desk, 2550)
    asked = await ask(desk, menu, order, other)
    await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)

    receipt, note, correction = await desk.see(reading.receipts_of, order)
    assert [each.number for each in (receipt, note, correction)] == [1, 1, 1]
    assert receipt.taxes == (TaxPart(1400, 2010, tax_in(2010, 1400)),)
    assert (note.kind, note.amount) == (ReceiptKind.CREDIT_NOTE, 100)
    assert (correction.kind, correction.amount, correction.of) == (ReceiptKind.CORRECTION, 0, 1)
    assert [(each.title, each.quantity, each.amount) for each in correction.content.lines] == [
        ("Bun", -2, -600),
        ("Cookie", 2, 600),
    ]
    lower = tax_in(1310, 1400) - tax_in(1910, 1400)
    assert correction.taxes == (TaxPart(1400, -600, lower), TaxPart(2550, 600, tax_in(600, 2550)))


async def test_what_goes_back_later_is_at_the_rate_that_the_correction_says(desk: Desk) -> None:
    menu, order, other = await taxed(desk, 2550, 350)
    asked = await ask(desk, menu, order, other)
    await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)
    await desk.do(lacking.give_back_line, order, menu.shop.clerk, 3, 2, 0, desk.now)
    *_, note = await desk.see(reading.receipts_of, order)
    assert note.taxes == (TaxPart(2550, 700, tax_in(700, 2550)),)
    await desk.do(goodwill.give_back, order, menu.shop.clerk, 1310, 700, desk.now)


async def test_of_what_went_back_before_no_tax_is_moved(desk: Desk) -> None:
    """Half of the money went back: half of each bun is left, and the third one stays at its rate."""
    menu: Menu = await desk.make(cafe)
    rates = {menu.coffee: 1400, menu.bun: 2550}
    for item, rate in rates.items():
        change = update(menu_items).where(menu_items.c.id == item)
        await desk.do(lambda c, x=change, y=rate: c.execute(x.values(tax_basis_points=y)))
    other = await cookie(desk, menu, 350, tax_basis_points=1400)
    order = await bought(desk, menu)
    await desk.do(goodwill.give_back, order, menu.shop.clerk, 1005, 0, desk.now)
    receipt, note = await desk.see(reading.receipts_of, order)
    left = receipt.taxes[0].gross - note.taxes[0].gross
    asked = await ask(desk, menu, order, other)
    await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)

    *_, correction = await desk.see(reading.receipts_of, order)
    assert (receipt.taxes[0].basis_points, receipt.taxes[0].gross) == (2550, 1050)
    moved_away = 700 * left // 1050
    higher = tax_in(left - moved_away, 2550) - tax_in(left, 2550)
    assert correction.taxes[0].basis_points == 2550
    assert (correction.taxes[0].gross, correction.taxes[0].tax) == (-moved_away, higher)
    assert sum(each.gross for each in correction.taxes) == 0


async def test_at_the_same_rate_it_says_what_was_had(desk: Desk) -> None:
    menu, order, other = await taxed(desk, 1400, 900)
    asked = await ask(desk, menu, order, other)
    await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)
    _, correction = await desk.see(reading.receipts_of, order)
    assert (correction.kind, correction.taxes) == (ReceiptKind.CORRECTION, ())


async def test_a_no_corrects_nothing(desk: Desk) -> None:
    menu, order, other = await taxed(desk, 2550)
    asked = await ask(desk, menu, order, other)
    await desk.do(replacing.decline, asked, await guest_of(desk, order), desk.now)
    papers = await desk.see(reading.receipts_of, order)
    assert [each.kind for each in papers] == [ReceiptKind.RECEIPT, ReceiptKind.CREDIT_NOTE]


@pytest.mark.parametrize("amount", [1, 333, 1000, 5000])
@pytest.mark.parametrize(("before", "after"), [(1400, 2550), (2550, None), (None, 1400)])
async def test_the_tax_of_what_is_left_is_always_the_one_in_it(
    amount: int, before: Rate, after: Rate
) -> None:
    left = (TaxPart(before, 700, tax_in(700, before)), TaxPart(900, 300, tax_in(300, 900)))
    parts = moved(left, amount, before, SoldLine("Cookie", (), 1, amount, after))
    assert sum(each.gross for each in parts) == 0
    for rate in {before, after, 900}:
        gross = sum(each.gross for each in (*left, *parts) if each.basis_points == rate)
        tax = sum(each.tax for each in (*left, *parts) if each.basis_points == rate)
        assert tax == tax_in(gross, rate)


async def test_what_is_taken_for_nothing_corrects_nothing(desk: Desk) -> None:
    menu, order, other = await taxed(desk, 2550, 0)
    asked = await ask(desk, menu, order, other)
    await desk.do(replacing.accept, asked, await guest_of(desk, order), desk.now)
    papers = await desk.see(reading.receipts_of, order)
    assert [each.kind for each in papers] == [ReceiptKind.RECEIPT, ReceiptKind.CREDIT_NOTE]
