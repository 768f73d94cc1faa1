"""Reviews at the desks: a place answers and reports, an operator hides or lets it stand."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from catalog.media_models import media
from orders import rating, redeeming, review_changes, reviews
from orders.reading import queries
from orders.reading.reviews import Review
from tests.console.conftest import Cast, House


def said(connection: Connection, people: Cast, now: datetime) -> None:
    order = queries.order(connection, people.order)
    assert order is not None
    redeeming.redeem(connection, order.code or "", people.owner, "n", now)
    rating.rate(connection, order.id, order.guest_id, 2, now)
    rating.comment(connection, order.id, order.guest_id, "<b>Thieves</b>", now)
    row = {"content_type": "image/jpeg", "width": 1, "height": 1, "kept_at": now}
    connection.execute(
        insert(media).values(key="media:1", content=b"large", thumbnail=b"small", **row)
    )
    review_changes.add_photo(connection, order.id, order.guest_id, "media:1", now)


async def review(house: House, people: Cast) -> Review:
    found = await house.database.read(lambda c: reviews.review_of(c, people.order))
    assert found is not None
    return found


async def test_it_is_answered_once_reported_and_hidden(house: House, people: Cast) -> None:
    await house.database.write(lambda c: said(c, people, house.now))
    owner, other = await house.sign_in(people.owner), await house.sign_in(people.owner)
    place = f"/m/{people.barber}/reviews/{people.order}"
    page = await owner.get(place)
    assert "&lt;b&gt;Thieves&lt;/b&gt;" in page.text
    assert "data:image/jpeg;base64,c21hbGw=" in page.text
    pressed = await owner.press(place, f"{place}/answer", words="We are sorry")
    assert (pressed.status, pressed.place) == (303, place)
    assert (await other.press(place, f"{place}/answer", words="Me too")).status == 409
    assert (await owner.press(place, f"{place}/change", words="x" * 501)).status == 409
    await owner.press(place, f"{place}/change", words="Very sorry")
    assert (await review(house, people)).answer == "Very sorry"
    assert "Very sorry" in (await owner.get(f"/m/{people.barber}/history")).text
    await owner.press(place, f"{place}/report", words="Not true")
    operator = await house.sign_in(people.operator)
    assert "Not true" in (await operator.get(f"/market/reviews/{people.order}")).text
    assert f"/reviews/{people.order}" in (await operator.get("/market/reviews")).text
    case = f"/market/reviews/{people.order}"
    await operator.press(case, f"{case}/hide", words="An insult")
    assert (await review(house, people)).hidden_at is not None
    assert (await operator.press("/browsers", f"{case}/stand")).status == 409
    assert "An insult" in (await owner.get(f"/m/{people.barber}/reviews")).text
    await operator.press(case, f"{case}/show")
    assert (await review(house, people)).counts


async def test_the_desk_reads_and_answers_nothing(house: House, people: Cast) -> None:
    await house.database.write(lambda c: said(c, people, house.now))
    clerk = await house.sign_in(people.clerk)
    place = f"/m/{people.barber}/reviews/{people.order}"
    assert "Thieves" in (await clerk.get(place)).text
    for move in ("answer", "change", "remove", "report"):
        assert (await clerk.press("/browsers", f"{place}/{move}", words="Spam")).status == 404
    assert (await review(house, people)).answer is None
    assert await house.database.read(lambda c: c.execute(select(media.c.key)).all())
