"""Complaints at the desks: a place answers once, in words and money, and the market decides."""

from datetime import timedelta

from sqlalchemy import Connection

from orders import ComplaintView, Stand, Wrong, complaining, complaint_views
from orders.complaints import clock
from orders.reading import queries
from tests.console.conftest import Browser, Cast, House
from tests.orders.paid import paid


async def complaint(house: House, number: int) -> ComplaintView:
    found = await house.database.read(lambda c: complaint_views.complaint(c, number))
    assert found is not None
    return found


async def complained(house: House, people: Cast) -> int:
    """Of a booking that was paid."""

    def make(connection: Connection) -> int:
        order = paid(connection, people.barber, people.place, people.guest, house.now)
        given = (order, people.guest, Wrong.POOR, "<b>Cold</b>", house.now)
        return complaining.complain(connection, *given)

    return await house.database.write(make)


async def refunds(house: House, number: int) -> list[int]:
    found = await complaint(house, number)
    order = await house.database.read(lambda c: queries.order(c, found.order_id))
    assert order is not None
    return [each.amount for each in order.refunds]


async def pressed(browser: Browser, page: str, verb: str, **given: str) -> tuple[int, str]:
    answer = await browser.press("/browsers", f"{page}/{verb}", **given)
    return answer.status, answer.text


async def test_it_is_listed_where_it_waits(house: House, people: Cast) -> None:
    owner, support = await house.sign_in(people.owner), await house.sign_in(people.support)
    shop = f"/m/{people.barber}"
    assert "1 complaint waits for your answer" in (await owner.get(shop)).text
    listed = (await owner.get(f"{shop}/complaints")).text
    assert f"{shop}/complaints/{people.complaint}" in listed
    assert "2 days" in listed
    booking = (await owner.get(f"{shop}/bookings/{people.order}")).text
    assert f"{shop}/complaints/{people.complaint}" in booking
    decide = (await support.get("/market/complaints")).text
    assert f"/market/complaints/{people.others_complaint}" in decide
    assert f"/market/complaints/{people.complaint}" not in decide


async def test_it_is_answered_once_with_money_that_is_asked_about(
    house: House, people: Cast
) -> None:
    made, owner = await complained(house, people), await house.sign_in(people.owner)
    page = f"/m/{people.barber}/complaints/{made}"
    shown = (await owner.get(page)).text
    assert "&lt;b&gt;Cold&lt;/b&gt;" in shown
    for given in ({}, {"words": " "}):
        _, text = await pressed(owner, page, "answer", **given)
        assert "Please write a few words." in text
    for typed in ("much", "0", "21", "-5"):
        _, text = await pressed(owner, page, "answer", words="Sorry", amount=typed)
        assert "That's no amount up to €20." in text
        assert "Sorry" in text
    _, text = await pressed(owner, page, "answer", words="Sorry", amount="5", before="0")
    assert "Give back €5?" in text
    assert await refunds(house, made) == []
    sure = {"words": "Sorry", "amount": "5", "before": "0", "sure": "500"}
    assert (await pressed(owner, page, "answer", **sure))[0] == 303
    assert (await pressed(owner, page, "answer", **sure))[0] == 409
    found = await complaint(house, made)
    assert (found.stand, found.answer, found.answered) == (Stand.ANSWERED, "Sorry", 500)
    assert await refunds(house, made) == [500]
    assert "€5 goes back" in (await owner.get(page)).text


async def test_it_is_not_answered_after_its_time(house: House, people: Cast) -> None:
    owner = await house.sign_in(people.owner)
    later = house.now + timedelta(hours=48)
    await house.database.write(lambda c: clock.go_on(c, later))
    page = f"/m/{people.barber}/complaints/{people.complaint}"
    assert (await pressed(owner, page, "answer", words="Sorry"))[0] == 409
    assert (await complaint(house, people.complaint)).stand is Stand.ESCALATED


async def test_the_market_decides_with_a_reason(house: House, people: Cast) -> None:
    support, other = await house.sign_in(people.support), await house.sign_in(people.other)
    page = f"/market/complaints/{people.others_complaint}"
    _, text = await pressed(support, page, "decide")
    assert "Please write a few words." in text
    assert (await pressed(support, page, "decide", words="It was so"))[0] == 303
    assert (await pressed(support, page, "decide", words="Not so"))[0] == 409
    found = await complaint(house, people.others_complaint)
    assert (found.stand, found.decision) == (Stand.DECIDED, "It was so")
    ours = await other.get(f"/m/{people.sushi}/complaints/{people.others_complaint}")
    assert "It was so" in ours.text


async def test_one_of_another_place_is_not_there(house: House, people: Cast) -> None:
    owner = await house.sign_in(people.owner)
    page = f"/m/{people.barber}/complaints/{people.others_complaint}"
    assert (await owner.get(page)).status == 404
    answer = await owner.press("/browsers", f"{page}/answer", words="Sorry")
    assert answer.status == 404


async def test_lists_lead_on(house: House, people: Cast) -> None:
    owner = await house.sign_in(people.owner)
    for place in ("?behind=999", "?show=past&behind=1", "?behind=x", "?show=nonsense"):
        assert (await owner.get(f"/m/{people.barber}/complaints{place}")).status == 200
