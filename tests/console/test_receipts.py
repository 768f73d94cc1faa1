"""At the desk: who a merchant is by law is said once, and every receipt is there as a file for its own people."""

from typing import Any

import pypdfium2
from sqlalchemy import update

from catalog import legal
from catalog.legal import LegalEntity
from orders import receipt_views
from orders.models import OrderState, orders
from tests.console.conftest import Cast, House
from tests.orders.paid import paid

LEGAL = "/m/{}/settings/receipts"


def words_of(content: bytes) -> str:
    """What can be copied out of a document."""
    return str(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded())


async def one(house: House, people: Cast) -> Any:
    """The receipt of something that was paid at the barber's."""
    where = (people.barber, people.place, people.guest, house.now)
    order = await house.database.write(lambda c: paid(c, *where))
    (made,) = await house.database.read(lambda c: receipt_views.receipts_of(c, order))
    return made


async def test_it_is_said_once_and_stands_on_what_follows(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    page = LEGAL.format(people.barber)
    said = {"name": "Parturi Oy", "address": "Kuja 1", "number": "FI12345678", "rate": "25,5"}
    await browser.press(page, f"{page}/set", **said)
    assert "Parturi Oy" in (await browser.get(page)).text
    made = await one(house, people)
    file = await browser.get(f"/m/{people.barber}/receipts/{made.id}")
    words = words_of(file.content)
    for each in ("Parturi Oy", "FI12345678", "R-000002", "25.5%", "€20"):
        assert each in words, words
    listed = await browser.get(f"/m/{people.barber}/receipts")
    assert "R-000002" in listed.text


async def test_what_will_not_do_is_told_beside_its_field_and_changes_nothing(
    house: House, people: Cast
) -> None:
    browser = await house.sign_in(people.owner)
    page = LEGAL.format(people.barber)
    again = await browser.press(page, f"{page}/set", name="x" * 121, rate="250")
    assert again.status == 422
    assert "from 0% to 100%" in again.text
    entity = await house.database.read(lambda c: legal.legal_entity(c, people.barber))
    assert entity == LegalEntity()


async def test_it_reads_the_same_to_the_last_byte(house: House, people: Cast) -> None:
    made = await one(house, people)
    browser = await house.sign_in(people.owner)
    page = f"/m/{people.barber}/receipts/{made.id}"
    before = (await browser.get(page)).content
    said = {"name": "Other Oy", "address": "", "number": "", "rate": "10"}
    await browser.press(LEGAL.format(people.barber), f"{LEGAL.format(people.barber)}/set", **said)
    assert (await browser.get(page)).content == before


async def test_it_is_nobody_elses(house: House, people: Cast) -> None:
    made = await one(house, people)
    for shop, person in ((people.barber, people.other), (people.sushi, people.other)):
        browser = await house.sign_in(person)
        assert (await browser.get(f"/m/{shop}/receipts/{made.id}")).status == 404
    clerk = await house.sign_in(people.clerk)
    assert (await clerk.get(f"/m/{people.barber}/receipts/{made.id}")).status == 200
    assert (await clerk.get(f"/m/{people.barber}/receipts")).status == 404


async def test_the_market_finds_them_by_number_merchant_and_day(house: House, people: Cast) -> None:
    made = await one(house, people)
    support = await house.sign_in(people.support)
    number = f"R-{made.number:06}"
    day = f"{house.now:%Y-%m-%d}"
    for query in ("", f"q={number}", f"q={made.number}", "q=kuosmanen", f"first={day}&last={day}"):
        listed = await support.get(f"/market/receipts?{query}")
        assert number in listed.text, query
    for query in ("q=C-000001", "q=sushi", "first=2030-01-01", "last=2020-01-01", "q=R-999999"):
        assert number not in (await support.get(f"/market/receipts?{query}")).text, query
    for query in ("first=9999-12-31", "last=0001-01-01", "q=%00", "before=x", "q=" + "9" * 30):
        assert (await support.get(f"/market/receipts?{query}")).status == 200, query
    file = await support.get(f"/market/receipts/{made.id}")
    assert "Barber Kuosmanen" in words_of(file.content)
    order = await support.get(f"/market/orders/{made.order_id}")
    assert f"/market/receipts/{made.id}" in order.text


async def test_a_merchant_finds_its_own(house: House, people: Cast) -> None:
    made = await one(house, people)
    browser = await house.sign_in(people.owner)
    page = f"/m/{people.barber}/receipts"
    for query in (f"q={made.number}", f"q={made.order_id}", f"last={house.now:%Y-%m-%d}"):
        assert f"R-{made.number:06}" in (await browser.get(f"{page}?{query}")).text, query
    assert "No receipts here." in (await browser.get(f"{page}?q=C-1")).text


async def test_what_was_paid_too_late_leads_to_no_booking(house: House, people: Cast) -> None:
    made, late = await one(house, people), await one(house, people)
    unplaced = {"state": OrderState.LAPSED, "placed_at": None}
    change = update(orders).where(orders.c.id == late.order_id).values(**unplaced)
    await house.database.write(lambda c: c.execute(change))
    browser = await house.sign_in(people.owner)
    listed = (await browser.get(f"/m/{people.barber}/receipts")).text
    assert f"/bookings/{made.order_id}" in listed
    assert f"<td>{late.order_id}</td>" in listed
    assert (await browser.get(f"/m/{people.barber}/bookings/{late.order_id}")).status == 404
