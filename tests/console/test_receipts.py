"""At the desk: who a merchant is by law is said once, and every receipt is there as a file for its own people."""

from typing import Any

import pypdfium2

from catalog import legal
from catalog.legal import LegalEntity
from orders import receipt_views
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
    for each in ("Parturi Oy", "FI12345678", "R-000001", "25.5%", "€20"):
        assert each in words, words
    listed = await browser.get(f"/m/{people.barber}/receipts")
    assert "R-000001" in listed.text


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
