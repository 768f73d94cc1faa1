"""What merchants and operators see and do in the console."""

from datetime import timedelta

import pytest

from console.rooms import ROOMS
from orders import queries
from orders.models import OrderState
from tests.console.conftest import Browser, Cast, House

MERCHANT = (
    "",
    "/bookings",
    "/bookings?show=past",
    "/sales",
    "/statements",
    "/statements/account",
    "/poster",
    "/reviews",
    "/complaints",
    "/complaints?show=past",
    "/people",
    "/history",
    "/services",
    "/services/new",
    "/menu",
    "/tables",
    "/menu?show=off",
    "/hours",
    "/resources",
    "/guests",
    "/settings",
)
MARKET = (
    *(
        "",
        "?days=90",
        "/merchants",
        "/merchants?q=barber&kind=cafe",
        "/claims",
        "/claims?decided=1",
    ),
    *("/orders?q=1", "/people?q=ann", "/refunds", "/disputes", "/stuck", "/campaigns"),
    *("/settlements", "/payouts", "/imports", "/categories", "/looks", "/audit"),
    *("/reviews", "/reviews?show=decided"),
    *("/complaints", "/complaints?show=decided"),
)


async def test_an_owner_sees_every_page(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    for place in (*MERCHANT, f"/bookings/{people.order}"):
        shown = await browser.get(f"/m/{people.barber}{place}")
        assert (shown.status, "Barber Kuosmanen" in shown.text) == (200, True), place
    assert "Haircut &amp; shave" in shown.text


async def test_an_operator_sees_every_page_of_the_market(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.operator)
    for place in (*MARKET, f"/orders/{people.order}", f"/merchants/{people.barber}"):
        shown = await browser.get(f"/market{place}")
        assert shown.status == 200, place


async def state(house: House, order: int) -> OrderState:
    found = await house.database.read(lambda c: queries.order(c, order))
    assert found is not None
    return found.state


async def test_a_booking_is_confirmed_and_called_off(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.clerk)
    place = f"/m/{people.barber}/bookings/{people.order}"
    page = await browser.get(place)
    start = page.text.partition('name="start" value="')[2].partition('"')[0]
    stale = await browser.press(place, f"{place}/confirm", start="2026-03-01T10:00:00+00:00")
    assert (stale.status, await state(house, people.order)) == (409, OrderState.PLACED)
    pressed = await browser.press(place, f"{place}/confirm", start=start)
    assert (pressed.status, pressed.place) == (303, place)
    assert await state(house, people.order) is OrderState.CONFIRMED
    assert len(house.wakes) > 1
    await browser.press(f"{place}?ask=cancel", f"{place}/cancel")
    assert await state(house, people.order) is OrderState.CANCELLED
    again = await browser.press("/browsers", f"{place}/decline")
    assert again.status == 409


@pytest.mark.parametrize("words", ["ann", "Haircut", "{order}", "#{order}"])
async def test_bookings_are_found(house: House, people: Cast, words: str) -> None:
    browser = await house.sign_in(people.clerk)
    wanted = words.format(order=people.order).replace("#", "%23")
    found = await browser.get(f"/m/{people.barber}/bookings?show=waiting&q={wanted}")
    assert "Haircut &amp; shave" in found.text
    nothing = await browser.get(f"/m/{people.barber}/bookings?show=waiting&q=Table")
    assert "Haircut" not in nothing.text


async def test_a_role_is_given_and_taken(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    page, dora = f"/m/{people.barber}/people", f"/m/{people.barber}/people/{people.clerk}"
    assert (await browser.press(page, f"{dora}/role", role="manager")).status == 303
    assert "Manager" in (await browser.get(f"/m/{people.barber}/history")).text
    clerk = await house.sign_in(people.clerk)
    assert (await clerk.get(f"/m/{people.barber}/sales")).status == 200
    assert (await browser.press(page, f"{dora}/remove")).status == 303
    assert (await clerk.get(f"/m/{people.barber}")).status == 404


async def test_a_merchant_is_suspended_and_let_back_in(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.operator)
    page = f"/market/merchants/{people.sushi}"
    assert (await browser.press(f"{page}?ask=suspend", f"{page}/suspend")).status == 303
    assert "Suspended" in (await browser.get(page)).text
    early = await browser.press(page, f"{page}/reinstate")
    assert early.status == 409  # its bookings are still being called off


def test_every_address_is_declared_once() -> None:
    pages = [path for room in ROOMS for path in room.pages]
    moves = [path for room in ROOMS for path in room.moves]
    assert len(pages) == len(set(pages))
    assert len(moves) == len(set(moves))
    assert not set(pages) & set(moves)


async def test_texts_are_escaped(house: House, people: Cast) -> None:
    browser: Browser = await house.sign_in(people.operator)
    shown = await browser.get("/market/orders?q=%3Cscript%3E")
    assert "<script>" not in shown.text.replace('<script src="', "")


async def test_files_are_kept_and_not_shown(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    for place, kind, name in (
        ("poster/file?paper=a4", "application/pdf", f"poster-{people.barber}-a4.pdf"),
        ("poster/file?paper=stand", "application/pdf", f"poster-{people.barber}-stand.pdf"),
        ("sales/file?days=7&kind=csv", "text/csv", "sales-"),
        ("sales/file?days=7&kind=xlsx", "application/vnd.openxmlformats", "sales-"),
    ):
        answer = await browser.get(f"/m/{people.barber}/{place}")
        assert answer.status == 200, place
        assert answer.headers["Content-Type"].startswith(kind)
        kept = answer.headers["Content-Disposition"]
        assert kept.startswith("attachment; filename=")
        assert name in kept
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for place in ("poster/file?paper=a3", "sales/file?kind=exe"):
        assert (await browser.get(f"/m/{people.barber}/{place}")).status == 404, place
    clerk = await house.sign_in(people.clerk)
    for place in ("poster/file?paper=a4", "sales/file?days=7&kind=csv"):
        assert (await clerk.get(f"/m/{people.barber}/{place}")).status == 404, place


async def test_bookings_are_sifted(house: House, people: Cast) -> None:
    """By state, by day and by person; a code finds its own, wherever it stands."""
    browser = await house.sign_in(people.clerk)
    order = await house.database.read(lambda c: queries.order(c, people.order))
    other = await house.database.read(lambda c: queries.order(c, people.others_order))
    assert order is not None
    assert order.starts_at is not None
    assert other is not None
    page, day = f"/m/{people.barber}/bookings", order.starts_at.date()
    for asked, there in (
        (f"?day={day}", True),
        (f"?day={day + timedelta(days=1)}", False),
        (f"?day={day}&state=placed", True),
        (f"?day={day}&state=redeemed", False),
        ("?show=coming&state=confirmed", False),
        ("?show=waiting&with=99", False),
        ("?show=nonsense&state=nonsense&with=nonsense&day=nonsense", False),
        (f"?show=past&q={order.code}", True),
        (f"?show=past&q={str(order.code).lower()}", True),
        (f"?q={other.code}", False),
    ):
        shown = await browser.get(page + asked)
        assert shown.status == 200
        assert ("Haircut &amp; shave" in shown.text) == there, asked
