"""The counter in the console: a bill is shown and paid, a rest is pressed, money goes back, and who did it stands there."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from catalog.models import locations, services
from orders import counter_lists, placing, queries, redeeming
from orders.bills.bill_models import Means, bills, counter_payments
from orders.models import orders
from orders.receipts.receipt_models import receipts
from payments.models import payments
from tests.console.conftest import Cast, House
from tests.making import Market, Shop
from tests.structure.served import paid_for


def with_deposit(connection: Connection, house: House, people: Cast, days: int = 1) -> int:
    """Ann has paid 5 of 30 ahead for a visit, as a rule tomorrow."""
    market = Market(connection, house.now)
    shop = Shop(people.barber, people.place, people.owner)
    service = market.service(shop, name="Colour", price=3000, pay_at_shop=False)
    connection.execute(update(services).where(services.c.id == service).values(deposit=500))
    start = market.start(days, hour=15)
    order = placing.hold(connection, people.guest, service, start, 1, None, house.now)
    paid_for(connection, people.guest, order, house.now)
    return order


async def test_the_day_shows_who_paid_what_and_who_showed_it(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.clerk)
    shown = (await browser.get(f"/m/{people.barber}/counter")).text
    for each in ("€18", "Ann", "Dora", "Bills", "paid"):
        assert each in shown
    one = (await browser.get(f"/m/{people.barber}/counter/{people.bill}")).text
    assert "✅ €18 paid" in one
    assert "Give money back" not in one, "who is at the desk gives none"


async def test_a_bill_is_shown_with_its_code(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.clerk)
    page = f"/m/{people.barber}/counter"
    given = {"location": str(people.place)}
    wrong = await browser.press(page, f"{page}/show", amount="many", **given)
    assert (wrong.status, "can't read that amount" in wrong.text) == (422, True)
    made = await browser.press(page, f"{page}/show", amount="9,90", **given)
    assert made.status == 303
    code = (await browser.get(made.place)).text
    assert "€9.90" in code
    assert "data:image/png" in code
    assert "Dora" in code


async def test_a_place_says_which_of_several(house: House, people: Cast) -> None:
    def second(connection: Connection) -> int:
        return Market(connection, house.now).location(people.barber, name="Harbour", address="")

    place = await house.database.write(second)
    browser = await house.sign_in(people.clerk)
    page = f"/m/{people.barber}/counter"
    await browser.press(page, f"{page}/show", amount="5", location=str(place))
    assert "Harbour" in (await browser.get(page)).text
    newest = select(locations.c.name).join(bills).order_by(bills.c.id.desc()).limit(1)
    assert await house.database.read(lambda c: c.execute(newest).scalar_one()) == "Harbour"


async def test_a_rest_is_pressed_and_stands_there_with_who(house: House, people: Cast) -> None:
    order = await house.database.write(lambda c: with_deposit(c, house, people))
    browser = await house.sign_in(people.clerk)
    day = (await house.database.read(lambda c: queries.order(c, order))).starts_at  # type: ignore[union-attr]
    page = f"/m/{people.barber}/counter"
    assert "€25" in (await browser.get(f"{page}?day={day:%Y-%m-%d}")).text
    place = f"{page}/orders/{order}/paid"
    forged = await browser.press(page, place, means="chat")
    assert forged.status == 404
    await browser.press(page, place, means="cash")
    again = await browser.press(page, place, means="card")
    assert (again.status, "Nothing is left" in again.text) == (409, True)
    rows = select(counter_payments.c.means, counter_payments.c.recorded_by)
    found = await house.database.read(lambda c: c.execute(rows).all())
    assert [tuple(each) for each in found] == [(Means.CASH, people.clerk)]
    shown = (await browser.get(page)).text
    assert "In cash" in shown
    assert "€25" in shown


async def test_what_is_too_much_for_a_page_is_on_the_next(
    house: House, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rests that were paid are leafed through; what is owed comes up as the first of it is paid."""
    monkeypatch.setattr("console.merchant.counter.LISTED", 1)

    def several(connection: Connection) -> tuple[int, ...]:
        return tuple(with_deposit(connection, house, people, days) for days in (0, 1, 2))

    first, second, _last = await house.database.write(several)
    browser = await house.sign_in(people.clerk)
    page = f"/m/{people.barber}/counter"
    day = f"{page}?day={house.now + timedelta(days=2):%Y-%m-%d}"
    assert "Others come as these are paid." in (await browser.get(day)).text
    for order in (first, second):
        await browser.press(page, f"{page}/orders/{order}/paid", means="cash")
    assert "Others come as these are paid." not in (await browser.get(day)).text
    paid = (await browser.get(page)).text
    assert f"/bookings/{first}" not in paid.partition("Rests that were paid")[2]
    assert "page=1" in paid
    before = (await browser.get(f"{page}?page=1")).text.partition("Rests that were paid")[2]
    assert f"/bookings/{first}" in before


async def test_today_leads_to_what_is_still_to_be_paid(house: House, people: Cast) -> None:
    await house.database.write(lambda c: with_deposit(c, house, people, days=0))
    browser = await house.sign_in(people.clerk)
    shown = (await browser.get(f"/m/{people.barber}")).text
    assert "Still to be paid here" in shown
    page = f"/m/{people.barber}/counter"
    assert "1 booking or order" in (await browser.get(page)).text


async def test_a_bill_goes_back_in_parts_with_credit_notes(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    found = await house.database.read(lambda c: counter_lists.bill(c, people.bill))
    assert found is not None
    page = f"/m/{people.barber}/bookings/{found.bill.order_id}/refund"
    shown = (await browser.get(page)).text
    assert "€18" in shown
    assert "You can do it until Jun 2, 2026." in shown
    too_much = await browser.get(f"{page}?amount=19")
    assert (too_much.status, "no amount up to €18" in too_much.text) == (422, True)
    asked = await browser.get(f"{page}?amount=5.50")
    assert "Give back €5.50?" in asked.text
    await browser.press("/browsers", f"{page}/give", sum="550", before="0")
    twice = await browser.press("/browsers", f"{page}/give", sum="550", before="0")
    assert twice.status == 409
    await browser.press("/browsers", f"{page}/give", sum="1250", before="550")
    assert (await browser.get(page)).status == 404, "nothing is left"
    paid = select(payments.c.refunded).where(payments.c.order_id == found.bill.order_id)
    assert await house.database.read(lambda c: c.execute(paid).scalar_one()) == 1800
    notes = select(receipts.c.amount).where(receipts.c.kind == "credit_note")
    assert await house.database.read(lambda c: list(c.execute(notes).scalars())) == [550, 1250]
    shown = (await browser.get(f"/m/{people.barber}/counter/{people.bill}")).text
    assert "given back" in shown
    order = (await browser.get(f"/m/{people.barber}/bookings/{found.bill.order_id}")).text
    for each in ("€5.50", "€12.50", "C-000001", "C-000002"):
        assert each in order


async def test_a_desk_gives_nothing_back(house: House, people: Cast) -> None:
    clerk = await house.sign_in(people.clerk)
    found = await house.database.read(lambda c: counter_lists.bill(c, people.bill))
    assert found is not None
    page = f"/m/{people.barber}/bookings/{found.bill.order_id}/refund"
    assert (await clerk.get(page)).status == 404
    pressed = await clerk.press("/browsers", f"{page}/give", sum="100", before="0")
    assert pressed.status == 404


async def test_what_was_left_long_ago_is_listed_below_and_written_off(
    house: House, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.merchant.counter.PAGE", 1)
    times = {"starts_at": house.now - timedelta(days=300)}

    def long_ago(connection: Connection) -> list[int]:
        made = []
        for days in (1, 2):
            order = with_deposit(connection, house, people, days)
            found = queries.order(connection, order)
            assert found is not None
            assert found.code is not None
            redeeming.redeem(connection, found.code, people.owner, f"old-{order}", house.now)
            connection.execute(update(orders).where(orders.c.id == order).values(times))
            made.append(order)
        return made

    first, last = await house.database.write(long_ago)
    owner, clerk = await house.sign_in(people.owner), await house.sign_in(people.clerk)
    page = f"/m/{people.barber}/counter"
    shown = (await owner.get(page)).text
    assert "Left to be paid long ago" in shown
    assert f"/bookings/{last}" in shown
    assert f"/bookings/{first}" in (await owner.get(f"{page}?older=1")).text
    booking = f"/m/{people.barber}/bookings/{last}"
    assert "write it off" not in (await clerk.get(booking)).text
    assert (await clerk.press(page, f"{page}/orders/{last}/unpaid")).status == 404
    assert "Write off €25?" in (await owner.get(f"{booking}?ask=unpaid")).text
    assert (await owner.press(page, f"{page}/orders/{last}/unpaid")).place == booking
    assert "was not paid" in (await owner.get(booking)).text
    assert (await owner.press(page, f"{page}/orders/{last}/unpaid")).status == 409
    shown = (await owner.get(page)).text
    assert f"/bookings/{first}" in shown.partition("Left to be paid long ago")[2]
    assert "Written off" in shown


async def test_on_the_day_itself_nobody_is_offered_to_write_it_off(
    house: House, people: Cast
) -> None:
    def had(connection: Connection) -> int:
        order = with_deposit(connection, house, people)
        found = queries.order(connection, order)
        assert found is not None
        assert found.code is not None
        redeeming.redeem(connection, found.code, people.owner, "had", house.now)
        return order

    order = await house.database.write(had)
    browser = await house.sign_in(people.owner)
    booking = f"/m/{people.barber}/bookings/{order}"
    for hours, offered in ((11, False), (13, True)):
        times = {"starts_at": house.now - timedelta(hours=hours)}
        change = update(orders).where(orders.c.id == order).values(times)
        await house.database.write(lambda c, change=change: c.execute(change))
        assert ("write it off" in (await browser.get(booking)).text) is offered
        asked = (await browser.get(f"{booking}?ask=unpaid")).text
        assert ("Write off €25?" in asked) is offered
