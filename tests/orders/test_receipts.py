"""Each payment has a receipt and each refund a credit note, numbered without gaps and never changed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import IntegrityError

from catalog import legal
from catalog.legal import LegalField
from catalog.models import merchants, services
from orders.course import cancelling, redeeming
from orders.money import goodwill, lacking, paying
from orders.receipts import numbering, reading
from orders.receipts.fees import FeeIssuer
from orders.receipts.reading import Receipt
from orders.receipts.receipt_models import FeeKind, ReceiptKind, receipts
from orders.settlement import settling
from orders.taxing import TaxPart
from tests.orders.conftest import Desk, Lacking
from tests.orders.menus import cafe
from tests.orders.racing import race
from tests.orders.test_lacking import bought
from tests.orders.test_races import unit

GAP = "a series of receipts or invoices with a gap"


async def given_out(desk: Desk, order: int) -> list[Receipt]:
    found: list[Receipt] = await desk.see(reading.receipts_of, order)
    return found


def numbers(found: list[Receipt]) -> list[tuple[str, int, int]]:
    return [(each.kind.value, each.number, each.amount) for each in found]


async def a_shop(desk: Desk, **service: Any) -> Any:
    """A merchant whose prices include 25.5 %, and a service at 20.00."""

    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, m.service(shop, price=2000, capacity=9, **service), m.guest()

    shop, offered, guest = await desk.make(build)
    rate = update(merchants).where(merchants.c.id == shop.merchant).values(tax_basis_points=2550)
    await desk.do(lambda c: c.execute(rate))
    return shop, offered, guest


async def test_a_payment_has_a_receipt_with_the_tax_in_it(desk: Desk) -> None:
    _, service, guest = await a_shop(desk)
    order = await desk.place(guest, service, desk.start(), seats=2)
    (made,) = await given_out(desk, order)
    assert (made.kind, made.number, made.amount, made.of) == (ReceiptKind.RECEIPT, 1, 4000, None)
    assert made.taxes == (TaxPart(2550, 4000, 813),)
    assert [(each.quantity, each.amount) for each in made.content.lines] == [(2, 4000)]


async def test_a_services_own_rate_comes_first(desk: Desk) -> None:
    _, service, guest = await a_shop(desk)
    rate = update(services).where(services.c.id == service).values(tax_basis_points=1000)
    await desk.do(lambda c: c.execute(rate))
    (made,) = await given_out(desk, await desk.place(guest, service, desk.start()))
    assert made.taxes == (TaxPart(1000, 2000, 182),)


async def test_what_was_ordered_keeps_its_rate(desk: Desk) -> None:
    shop, service, guest = await a_shop(desk)
    order = await desk.hold(guest, service, desk.start())
    await desk.do(legal.set_usual_tax, shop.merchant, 1000, shop.clerk, desk.now)
    await desk.pay(order)
    (made,) = await given_out(desk, order)
    assert [each.basis_points for each in made.taxes] == [2550]


async def test_without_a_rate_no_tax_is_stated(desk: Desk) -> None:
    shop, service, guest = await a_shop(desk)
    await desk.do(legal.set_usual_tax, shop.merchant, None, shop.clerk, desk.now)
    (made,) = await given_out(desk, await desk.place(guest, service, desk.start()))
    assert made.taxes == (TaxPart(None, 2000, 0),)


async def test_each_refund_has_a_credit_note_and_all_of_them_come_to_the_receipt(
    desk: Desk,
) -> None:
    shop, service, guest = await a_shop(desk)
    order = await desk.place(guest, service, desk.start())
    await desk.do(goodwill.give_back, order, shop.clerk, 333, 0, desk.now)
    await desk.do(goodwill.give_back, order, shop.clerk, 334, 333, desk.now)
    await desk.do(cancelling.cancel_by_merchant, order, shop.clerk, desk.now)
    first, *notes = await given_out(desk, order)
    assert numbers(notes) == [
        ("credit_note", 1, 333),
        ("credit_note", 2, 334),
        ("credit_note", 3, 1333),
    ]
    assert sum(each.tax for note in notes for each in note.taxes) == first.taxes[0].tax
    assert {each.of for each in notes} == {1}


async def test_a_line_goes_back_at_its_own_rate(desk: Desk) -> None:
    menu = await desk.make(cafe)
    order = await bought(desk, menu)
    await desk.do(lacking.give_back_line, order, menu.shop.clerk, 2, 1, 0, desk.now)
    first, note = await given_out(desk, order)
    assert [(each.title, each.options) for each in first.content.lines] == [
        ("Flat white", ("Oat",)),
        ("Bun", ()),
    ]
    assert [(each.title, each.quantity) for each in note.content.lines] == [("Bun", 1)]
    assert note.taxes == (TaxPart(1400, 350, 43),)


async def test_it_reads_the_same_whatever_changes(desk: Desk) -> None:
    shop, service, guest = await a_shop(desk)
    said = {LegalField.NAME: "Barber Oy", LegalField.TAX_NUMBER: "FI12345678"}
    await desk.do(legal.give, shop.merchant, said, shop.clerk, desk.now)
    order = await desk.place(guest, service, desk.start())
    before = await given_out(desk, order)
    await desk.do(legal.give, shop.merchant, {LegalField.NAME: "Other"}, shop.clerk, desk.now)
    await desk.do(lambda c: c.execute(update(merchants).values(name="Renamed")))
    await desk.do(lambda c: c.execute(update(services).values(name="Renamed", price=1)))
    desk.later(days=365)
    assert await given_out(desk, order) == before
    content = before[0].content
    assert (content.legal_name, content.tax_number) == ("Barber Oy", "FI12345678")


async def test_it_is_never_changed(desk: Desk) -> None:
    _, service, guest = await a_shop(desk)
    await desk.place(guest, service, desk.start())
    for statement in ("UPDATE receipts SET number = 7", "DELETE FROM receipt_taxes"):
        with pytest.raises(IntegrityError, match="immutable"):
            await desk.do(lambda c, s=statement: c.execute(text(s)))


async def test_money_that_fits_nothing_has_no_receipt(desk: Desk) -> None:
    _, service, guest = await a_shop(desk)
    order = await desk.place(guest, service, desk.start())
    again = await desk.paid(await desk.request(await desk.hold(guest, service, desk.start(days=3))))
    wrong = type(again)(**{name: getattr(again, name) for name in again.__slots__} | {"amount": 1})
    await desk.do(paying.apply, await desk.do(paying.capture, wrong, desk.now), desk.now)
    every = await desk.see(lambda c: c.execute(select(receipts.c.order_id)).scalars().all())
    assert every == [order]


async def test_what_comes_too_late_has_a_receipt_and_a_credit_note(desk: Desk) -> None:
    _, service, guest = await a_shop(desk)
    order = await desk.hold(guest, service, desk.start())
    word = await desk.paid(await desk.request(order))
    desk.later(days=3)
    await desk.do(paying.apply, await desk.do(paying.capture, word, desk.now), desk.now)
    assert numbers(await given_out(desk, order)) == [("receipt", 1, 2000), ("credit_note", 1, 2000)]


async def five_paid(desk: Desk) -> list[Any]:
    """What a provider is about to say of five guests at one merchant."""
    _, service, _ = await a_shop(desk)
    guests = await desk.make(lambda m: [m.guest() for _ in range(5)])
    held = [await desk.hold(guest, service, desk.start()) for guest in guests]
    return [await desk.paid(await desk.request(each)) for each in held]


async def test_many_pay_at_once_and_no_number_is_missing(desk: Desk) -> None:
    words = await five_paid(desk)
    await race(desk.database, [unit(paying.capture, each, desk.now) for each in words])
    every = await desk.see(lambda c: c.execute(select(receipts.c.number)).scalars().all())
    assert sorted(every) == [1, 2, 3, 4, 5]
    for event in await desk.see(paying.waiting_events):
        await desk.do(paying.apply, event, desk.now)


async def test_one_that_fails_gives_its_number_back(desk: Desk) -> None:
    first, second, *_ = await five_paid(desk)

    def fails(connection: Connection) -> None:
        paying.capture(connection, first, desk.now)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await desk.do(fails)
    await desk.do(paying.apply, await desk.do(paying.capture, second, desk.now), desk.now)
    every = await desk.see(lambda c: c.execute(select(receipts.c.number)).scalars().all())
    assert every == [1]


@pytest.mark.control
async def test_without_the_counter_a_number_is_given_twice(
    lacking: Lacking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted from what is there, as one would at first: two who pay at once read the same."""

    def counted(connection: Connection, merchant_id: int, kind: ReceiptKind) -> int:
        mine = (receipts.c.merchant_id == merchant_id, receipts.c.kind == kind)
        return len(connection.execute(select(receipts.c.id).where(*mine)).all()) + 1

    async with lacking("uq_receipts_merchant_id_kind_number") as desk:
        words = await five_paid(desk)
        known = await desk.see(counted, 1, ReceiptKind.RECEIPT)
        monkeypatch.setattr(numbering, "next_of_merchant", lambda *_: known)
        for each in words:
            await desk.do(paying.capture, each, desk.now)
        desk.audited = False
        assert GAP in {breach.name for breach in await desk.audit()}


MARKET = FeeIssuer("Hereabouts Oy", "Market Street 1", "FI87654321", 2550)


async def settled(desk: Desk, shop: Any, service: int, guest: int, hour: int) -> int:
    order = await desk.place(guest, service, desk.start(hour=hour))
    code = (await desk.order(order)).code
    await desk.do(redeeming.redeem, code, shop.clerk, f"n{order}", desk.now)
    (due,) = await desk.see(settling.unsettled)
    until = desk.now + timedelta(minutes=1)
    made: int = await desk.do(settling.settle, due, until, desk.now, MARKET)
    return made


async def test_the_market_invoices_its_commission(desk: Desk) -> None:
    shop, service, guest = await a_shop(desk)
    made = await settled(desk, shop, service, guest, 10)
    invoice = await desk.see(reading.fee_invoice, made)
    assert (invoice.kind, invoice.number, invoice.amount, invoice.tax) == (
        FeeKind.INVOICE,
        1,
        200,
        41,
    )
    assert invoice.content.issuer_name == "Hereabouts Oy"


async def test_its_numbers_go_on_from_merchant_to_merchant(desk: Desk) -> None:
    made = []
    for _ in range(2):
        shop, service, guest = await a_shop(desk)
        made.append(await settled(desk, shop, service, guest, 10))
    found = [await desk.see(reading.fee_invoice, each) for each in made]
    assert [each.number for each in found] == [1, 2]


async def test_what_it_gives_back_of_it_is_a_credit_note(desk: Desk) -> None:
    shop, service, guest = await a_shop(desk)
    made = await settled(desk, shop, service, guest, 10)
    order = (await desk.see(reading.of_merchant, shop.merchant, 1))[0].order_id
    await desk.do(goodwill.give_back, order, shop.clerk, 1000, 0, desk.now)
    (due,) = await desk.see(settling.unsettled)
    until = desk.now + timedelta(minutes=1)
    again = await desk.do(settling.settle, due, until, desk.now, MARKET)
    back = await desk.see(reading.fee_invoice, again)
    assert (back.kind, back.number, back.amount) == (FeeKind.CREDIT_NOTE, 1, 100)
    assert (await desk.see(reading.fee_invoice, made)).number == 1
