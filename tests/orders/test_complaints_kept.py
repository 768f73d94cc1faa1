"""What is kept of a complaint: counted in the scorecard, and without words once its guest is forgotten."""

from typing import Any

from sqlalchemy import Connection, insert, select

from catalog.media_models import media
from handlers.privacy_register import register
from orders.complaints import answering, clock, complaining
from orders.complaints.complaint_models import Stand, complaints
from orders.reading import scoring
from people import exporting, forgetting
from tests.orders.conftest import Desk
from tests.orders.test_complaining import complain, said, view


def with_a_picture(connection: Connection, now: Any) -> None:
    values = {"content_type": "image/jpeg", "width": 1, "height": 1, "kept_at": now}
    connection.execute(insert(media).values(key="media:1", content=b"x", thumbnail=b"x", **values))


async def test_an_order_counts_once(desk: Desk) -> None:
    shop, guest, made = await said(desk)
    since = desk.now - scoring.WINDOW
    assert (await desk.see(scoring.score, since, shop.merchant)).complained == 1
    await desk.do(complaining.is_solved, made, guest, desk.now)
    await complain(desk, (await view(desk, made)).order_id, guest)
    assert (await desk.see(scoring.score, since, shop.merchant)).complained == 1


async def test_it_is_exported(desk: Desk) -> None:
    _, guest, _ = await said(desk)
    found = await desk.see(exporting.export, guest, register())
    assert "Cold" in str(found)


async def test_forgetting_ends_it_and_takes_words_and_photo(desk: Desk) -> None:
    shop, guest, made = await said(desk)
    await desk.do(with_a_picture, desk.now)
    await desk.do(complaining.add_photo, made, guest, "media:1", desk.now)
    await desk.do(answering.answer, made, shop.clerk, "Sorry, Aino", None, desk.now)
    await desk.do(complaining.is_not_solved, made, guest, "I am Aino", desk.now)
    await desk.do(forgetting.forget, guest, register(), desk.now)
    assert await desk.see(lambda c: c.execute(select(media.c.key)).all()) == []
    (row,) = await desk.see(lambda c: c.execute(select(complaints)).all())
    assert (row.state, row.photo, row.ended_at) == (Stand.SOLVED, None, desk.now)
    assert (row.words, row.answer, row.objection) == ("", "", "")
    desk.later(days=30)
    assert await desk.do(clock.go_on, desk.now) == 0


async def test_another_photo_takes_the_place_of_the_first(desk: Desk) -> None:
    _, guest, made = await said(desk)
    await desk.do(with_a_picture, desk.now)
    for photo in ("media:1", "seed:barber"):
        await desk.do(complaining.add_photo, made, guest, photo, desk.now)
    assert (await view(desk, made)).photo == "seed:barber"
    assert await desk.see(lambda c: c.execute(select(media.c.key)).all()) == []
