"""Tables at the desk: made, named, given a new code, printed, and freed."""

import pypdfium2
import zxingcpp
from sqlalchemy import Connection, update

from catalog.menu import pickup
from catalog.menu.menu_models import pickup_settings
from catalog.tables import reading
from catalog.tables.reading import DiningTable
from orders import carts, placing, sitting_down, table_views
from tests.console.conftest import Browser, Cast, House


async def table_of(house: House, people: Cast) -> DiningTable:
    found = await house.database.read(lambda c: reading.table(c, people.table))
    assert found is not None
    return found


async def at_the_desk(house: House, people: Cast) -> tuple[Browser, str]:
    return await house.sign_in(people.owner), f"/m/{people.barber}/tables"


async def eating(house: House, people: Cast) -> None:
    """Ann sits at the table and has chosen something."""
    table = await table_of(house, people)

    def work(connection: Connection) -> None:
        pickup.set_active(connection, people.place, people.owner, house.now, active=True)
        sitting_down.sit_down(connection, people.guest, table.token, house.now)
        carts.add(connection, people.guest, people.item, [], 2, "", None, house.now)

    await house.database.write(work)


async def test_they_are_made_and_named(house: House, people: Cast) -> None:
    browser, page = await at_the_desk(house, people)
    place = str(people.place)
    made = await browser.press(page, f"{page}/add", table="1-3", seats="2", location=place)
    assert made.status == 303
    shown = (await browser.get(page)).text
    assert all(f"Table {number}<" in shown for number in (1, 2, 3, 9))
    twice = await browser.press(page, f"{page}/add", table="9", seats="2", location=place)
    assert "There is one already: " in twice.text
    none = await browser.press(page, f"{page}/add", table="10", seats="many", location=place)
    assert (none.status, "from 1 to 50" in none.text) == (422, True)
    own = f"{page}/{people.table}"
    await browser.press(own, f"{own}/save", table="Window <3", seats="6")
    assert "Window &lt;3" in (await browser.get(own)).text
    assert (await table_of(house, people)).seats == 6
    assert "Window" in (await browser.get(f"/m/{people.barber}/history")).text


async def test_a_new_code_takes_the_place_of_the_old(house: House, people: Cast) -> None:
    browser, page = await at_the_desk(house, people)
    own, before = f"{page}/{people.table}", await table_of(house, people)
    assert (await browser.press(f"{own}?ask=renew", f"{own}/renew")).status == 303
    after = await table_of(house, people)
    assert after.token != before.token
    history = (await browser.get(f"/m/{people.barber}/history")).text
    assert before.token not in history
    assert after.token not in history


async def test_the_codes_of_all_tables_are_printed(house: House, people: Cast) -> None:
    browser, page = await at_the_desk(house, people)
    place = str(people.place)
    await browser.press(page, f"{page}/add", table="1-7", seats="2", location=place)
    sheet = await browser.get(f"/m/{people.barber}/places/{place}/tables/sheet")
    assert sheet.headers["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(sheet.content)
    found = {
        code.text
        for number in range(len(document))
        for code in zxingcpp.read_barcodes(document[number].render(scale=2).to_pil())
    }
    tables = await house.database.read(lambda c: reading.tables_at(c, people.place))
    assert {each.rpartition("_")[2] for each in found} == {each.token for each in tables}


async def test_what_is_open_is_seen_and_the_table_freed(house: House, people: Cast) -> None:
    await eating(house, people)
    browser = await house.sign_in(people.clerk)
    page = f"/m/{people.barber}/tables"
    own = f"{page}/{people.table}"
    shown = (await browser.get(page)).text
    assert "1 guest" in shown
    assert "open: €8.40" in shown
    shown = (await browser.get(own)).text
    assert "2 × Flat white" in shown
    assert "Its code" not in shown
    assert (await browser.press(f"{own}?ask=free", f"{own}/free")).status == 303
    assert await house.database.read(lambda c: table_views.mine(c, people.guest)) is None


async def test_while_somebody_pays_it_is_not_free(house: House, people: Cast) -> None:
    await eating(house, people)

    def pay(connection: Connection) -> None:
        cart = carts.cart_of(connection, people.guest, people.place, house.now)
        assert cart is not None
        carts.hold_cart(connection, people.guest, cart.order_id, house.now)

    await house.database.write(pay)
    browser, page = await at_the_desk(house, people)
    own = f"{page}/{people.table}"
    for move in ("free", "away"):
        answer = await browser.press(f"{own}?ask={move}", f"{own}/{move}")
        assert (answer.status, "is paying right now" in answer.text) == (422, True)
    assert "being paid" in (await browser.get(own)).text


async def test_whoever_is_not_there_is_sent_away_and_let_back(house: House, people: Cast) -> None:
    await eating(house, people)
    browser, page = await at_the_desk(house, people)
    own = f"{page}/{people.table}"
    away = f"{own}/guests/{people.guest}/remove"
    assert (await browser.press(own, away)).status == 303
    assert await house.database.read(lambda c: table_views.mine(c, people.guest)) is None
    assert "sent away at" in (await browser.get(own)).text
    again = await browser.press(own, away)
    assert again.status >= 400, "they sit there no more"
    assert (await browser.press(own, f"{own}/guests/{people.guest}/back")).status == 303
    assert "sent away at" not in (await browser.get(own)).text


async def test_what_is_still_to_be_paid_after_the_meal_is_read(house: House, people: Cast) -> None:
    browser, page = await at_the_desk(house, people)
    await eating(house, people)

    def order(connection: Connection) -> int:
        connection.execute(update(pickup_settings).values(table_prepaid_percent=0))
        cart = carts.cart_of(connection, people.guest, people.place, house.now)
        assert cart is not None
        carts.hold_cart(connection, people.guest, cart.order_id, house.now)
        placing.place_free(connection, cart.order_id, people.guest, house.now)
        return cart.total

    total = await house.database.write(order)
    amount = f"€{total / 100:.2f}".removesuffix(".00")
    assert f"to be paid: {amount}" in (await browser.get(page)).text
    own = (await browser.get(f"{page}/{people.table}")).text
    assert f"To be paid at the counter: {amount}" in own
    assert "Open:" not in own
    asked = (await browser.get(f"{page}/{people.table}?ask=free")).text
    assert "❗ 1 order has not been brought." in asked
    assert f"❗ {amount} has not been paid yet." in asked
