"""The market's own page of an order gives money back as the counter's does: whole, in part, of lines, of a bill."""

from datetime import timedelta

from sqlalchemy import Connection, select, update

from orders import counter_lists, goodwill, queries
from orders.line_models import order_lines
from orders.models import OrderState
from payments.models import payments
from tests.console.conftest import Browser, Cast, House
from tests.console.test_lines import menu_order


async def given(house: House, order: int) -> int:
    query = select(payments.c.refunded).where(payments.c.order_id == order)
    found: int = await house.database.read(lambda c: c.execute(query).scalar_one())
    return found


async def bill(house: House, people: Cast) -> int:
    """The order that paid it, 18.00."""
    found = await house.database.read(lambda c: counter_lists.bill(c, people.bill))
    assert found is not None
    assert found.bill.order_id is not None
    return found.bill.order_id


async def test_support_gives_back_in_parts_and_the_rest(house: House, people: Cast) -> None:
    order, browser = await bill(house, people), await house.sign_in(people.support)
    page = f"/market/orders/{order}"
    assert f"{page}/refund" in (await browser.get(page)).text
    page = f"{page}/refund"
    shown = (await browser.get(page)).text
    assert "The place can do it until Jun 2, 2026" in shown
    assert (await browser.get(f"{page}?amount=19")).status == 422
    assert "Give back €5.50?" in (await browser.get(f"{page}?amount=5.50")).text
    await browser.press("/browsers", f"{page}/give", sum="550", before="0")
    assert (await browser.press("/browsers", f"{page}/give", sum="550", before="0")).status == 409
    await browser.press("/browsers", f"{page}/give", sum="1250", before="550")
    assert (await browser.get(page)).status == 404, "nothing is left"
    assert await given(house, order) == 1800


async def test_after_ninety_days_support_still_does_and_the_place_does_not(
    house: House, people: Cast
) -> None:
    order = await bill(house, people)
    long_ago = house.now - goodwill.WITHIN - timedelta(days=1)

    def age(connection: Connection) -> None:
        this = payments.c.order_id == order
        connection.execute(update(payments).where(this).values(captured_at=long_ago))

    await house.database.write(age)
    owner, support = await house.sign_in(people.owner), await house.sign_in(people.support)
    ours = f"/m/{people.barber}/bookings/{order}/refund"
    assert (await owner.get(ours)).status == 404
    assert (await owner.press("/browsers", f"{ours}/give", sum="100", before="0")).status == 409
    page = f"/market/orders/{order}/refund"
    assert (await support.press("/browsers", f"{page}/give", sum="100", before="0")).status == 303
    assert await given(house, order) == 100


async def of_lines(house: House, browser: Browser, page: str, order: int) -> None:
    shown = (await browser.get(page)).text
    assert "Something is not available" in shown
    asked = (await browser.get(f"{page}?line=2&many=1")).text
    assert "1 × Cinnamon bun" in asked
    odd = (await browser.get(f"{page}?line=2&many=7")).text
    assert "1 × Cinnamon bun: give" not in odd
    said = {"position": "2", "many": "1", "left": "1", "before": "0"}
    assert (await browser.press("/browsers", f"{page}/line", **said)).status == 303
    assert (await browser.press("/browsers", f"{page}/line", **said)).status == 409
    assert await given(house, order) > 0


async def test_a_line_goes_back_at_the_counter(house: House, people: Cast) -> None:
    order = await house.database.write(lambda c: menu_order(c, house, people))
    owner = await house.sign_in(people.owner)
    await of_lines(house, owner, f"/m/{people.barber}/bookings/{order}/refund", order)


async def test_a_line_goes_back_in_the_market(house: House, people: Cast) -> None:
    order = await house.database.write(lambda c: menu_order(c, house, people))
    support = await house.sign_in(people.support)
    await of_lines(house, support, f"/market/orders/{order}/refund", order)


async def test_with_its_last_line_an_order_is_called_off_and_the_question_says_so(
    house: House, people: Cast
) -> None:
    order = await house.database.write(lambda c: menu_order(c, house, people))
    page = f"/m/{people.barber}/bookings/{order}/refund"
    owner = await house.sign_in(people.owner)
    assert "The rest of the order stays." in (await owner.get(f"{page}?line=2&many=1")).text
    bun = {"position": "2", "many": "1", "left": "1", "before": "0"}
    await owner.press("/browsers", f"{page}/line", **bun)
    assert "The rest of the order stays." in (await owner.get(f"{page}?line=1&many=1")).text
    asked = (await owner.get(f"{page}?line=1&many=2")).text
    assert "Nothing else is left of the order, so it is cancelled." in asked
    assert "The rest of the order stays." not in asked
    coffees = {"position": "1", "many": "2", "left": "2", "before": str(await given(house, order))}
    await owner.press("/browsers", f"{page}/line", **coffees)
    assert (await owner.get(page)).status == 404, "nothing is left"
    found = await house.database.read(lambda c: queries.order(c, order))
    assert found is not None
    assert found.state is OrderState.CANCELLED


async def test_what_is_paid_at_the_counter_is_taken_off(house: House, people: Cast) -> None:
    order = await house.database.write(lambda c: menu_order(c, house, people, ahead=0))
    owner = await house.sign_in(people.owner)
    place = f"/m/{people.barber}/bookings/{order}"
    page = f"{place}/refund"
    assert page in (await owner.get(place)).text
    shown = (await owner.get(page)).text
    assert "Something is not available" in shown
    assert "So much can still go back" not in shown
    asked = (await owner.get(f"{page}?line=2&many=1")).text
    assert "1 × Cinnamon bun: take off €3.50?" in asked
    assert "€3.50 less is paid at the counter" in asked
    said = {"position": "2", "many": "1", "left": "1", "before": "0"}
    assert (await owner.press("/browsers", f"{page}/line", **said)).status == 303
    assert (await owner.press("/browsers", f"{page}/line", **said)).status == 409
    found = await house.database.read(lambda c: queries.order(c, order))
    assert found is not None
    assert (found.total, found.left_at_counter) == (840, 840)


async def test_who_gives_no_money_says_what_is_missing(house: House, people: Cast) -> None:
    """Likewise in the chat: the front desk may call off the whole order, which gives back more."""
    order = await house.database.write(lambda c: menu_order(c, house, people))
    clerk = await house.sign_in(people.clerk)
    place = f"/m/{people.barber}/bookings/{order}"
    page = f"{place}/refund"
    booking = (await clerk.get(place)).text
    assert ("Something is missing" in booking, "Give money back" in booking) == (True, False)
    assert "Give money back" in (await (await house.sign_in(people.owner)).get(place)).text
    for address in (page, f"{page}?amount=1"):
        shown = (await clerk.get(address)).text
        assert "<h1>Something is missing</h1>" in shown
        assert "So much can still go back" not in shown
        assert "Give back €1?" not in shown
    assert (await clerk.press("/browsers", f"{page}/give", sum="100", before="0")).status == 404
    await of_lines(house, clerk, page, order)
    assert await given(house, order) == 350


async def test_where_nothing_can_go_back_by_itself_the_page_says_so(
    house: House, people: Cast
) -> None:
    order = await house.database.write(lambda c: menu_order(c, house, people))
    gone = update(payments).where(payments.c.order_id == order)
    await house.database.write(lambda c: c.execute(gone.values(refunded=payments.c.captured)))
    clerk = await house.sign_in(people.clerk)
    shown = await clerk.get(f"/m/{people.barber}/bookings/{order}/refund")
    assert (shown.status, "You can cancel all of it." in shown.text) == (200, True)


async def test_of_a_deposit_its_share_goes_back(house: House, people: Cast) -> None:
    order = await house.database.write(lambda c: menu_order(c, house, people, ahead=50))
    page = f"/m/{people.barber}/bookings/{order}/refund"
    asked = (await (await house.sign_in(people.owner)).get(f"{page}?line=2&many=1")).text
    assert "€1.75 goes back to the guest." in asked
    assert "€1.75 less is paid at the counter." in asked


async def test_what_was_free_is_said_to_be_missing(house: House, people: Cast) -> None:
    order = await house.database.write(lambda c: menu_order(c, house, people))
    free = update(order_lines).where(order_lines.c.order_id == order, order_lines.c.position == 2)
    await house.database.write(lambda c: c.execute(free.values(unit_price=0, amount=0)))
    page = f"/m/{people.barber}/bookings/{order}/refund"
    asked = (await (await house.sign_in(people.owner)).get(f"{page}?line=2&many=1")).text
    assert "Say that 1 × Cinnamon bun is missing?" in asked
    assert "deducted" not in asked


async def test_who_only_counts_gives_nothing_back(house: House, people: Cast) -> None:
    order, browser = await bill(house, people), await house.sign_in(people.analyst)
    page = f"/market/orders/{order}/refund"
    assert (await browser.get(page)).status == 404
    for move in ("give", "line"):
        pressed = await browser.press("/browsers", f"{page}/{move}", sum="100", before="0")
        assert pressed.status == 404
    assert await given(house, order) == 0
