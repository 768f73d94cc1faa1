"""Reviews: thought over by their guest, answered once, reported and decided about, and always counted right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from catalog.errors import PictureUnreadable
from catalog.media_models import media
from catalog.models import locations
from database.outbox_table import outbox
from handlers.privacy_register import register
from orders.course import rating, redeeming
from orders.errors import (
    AnsweredAlready,
    NotRateable,
    OwnReview,
    ReportDecided,
    ReportedAlready,
    ReviewClosed,
    ReviewGone,
    TooManyReviewPhotos,
)
from orders.reading import reviews
from orders.reviewing import answering, changing, helping, reporting
from people import forgetting, joining
from people.errors import NoRight
from people.joining import Membership
from people.rights import Role
from tests.orders.conftest import Desk
from tests.orders.racing import kinds, race
from tests.overtaking import overtaken

MINUTE = 1


@dataclass(frozen=True, slots=True)
class Said:
    """A review of four stars, and who is around it."""

    order: int
    guest: int
    merchant: int
    owner: int
    operator: int
    other: int


async def reviewed(desk: Desk) -> Said:
    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, m.service(shop, capacity=9), m.guest(), m.operator(), m.guest()

    shop, service, guest, operator, other = await desk.make(build)
    order = await desk.place(guest, service, desk.start())
    code = (await desk.order(order)).code
    await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
    await desk.do(rating.rate, order, guest, 4, desk.now)
    await desk.do(rating.comment, order, guest, "Lovely", desk.now)
    return Said(order, guest, shop.merchant, shop.clerk, operator, other)


async def stars(desk: Desk) -> tuple[int, int]:
    """The sum and the number that stand at the place."""
    query = select(locations.c.rating_sum, locations.c.rating_count)
    total, number = await desk.see(lambda c: c.execute(query.order_by(locations.c.id)).first())
    return total, number


async def heard(desk: Desk, about: str) -> set[int]:
    rows = await desk.see(lambda c: c.execute(select(outbox.c.payload)).scalars().all())
    return {each["person"] for each in rows if each.get("about") == about}


async def refused(desk: Desk, why: type[Exception], does: Callable[..., Any], *given: Any) -> None:
    with pytest.raises(why):
        await desk.do(does, *given, desk.now)


async def test_its_guest_thinks_again_for_two_weeks(desk: Desk) -> None:
    said = await reviewed(desk)
    await desk.do(changing.change_stars, said.order, said.guest, 2, desk.now)
    assert await stars(desk) == (2, 1)
    await refused(desk, NotRateable, changing.change_stars, said.order, said.other, 5)
    await refused(desk, NotRateable, changing.change_stars, said.order, said.guest, 6)
    desk.later(days=14, minutes=MINUTE)
    await refused(desk, ReviewClosed, changing.change_stars, said.order, said.guest, 5)
    await refused(desk, ReviewClosed, rating.comment, said.order, said.guest, "No")
    await refused(desk, ReviewClosed, changing.take_back, said.order, said.guest)
    assert await stars(desk) == (2, 1)


async def test_what_is_taken_back_is_gone_and_comes_no_second_time(desk: Desk) -> None:
    said = await reviewed(desk)
    await desk.do(answering.answer, said.order, said.owner, "Thank you", desk.now)
    await desk.do(changing.add_photo, said.order, said.guest, "seed:barber", desk.now)
    await desk.do(changing.take_back, said.order, said.guest, desk.now)
    assert await stars(desk) == (0, 0)
    assert await desk.see(reviews.reviews_of, said.merchant, 9) == []
    assert await desk.see(reviews.reviews_for_staff, said.merchant, 9) == []
    await refused(desk, NotRateable, rating.rate, said.order, said.guest, 5)
    await refused(desk, ReviewGone, helping.helps, said.order, said.other)
    await refused(desk, ReviewGone, answering.answer, said.order, said.owner, "Why?")


async def test_it_has_so_many_photos_and_none_that_we_do_not_have(desk: Desk) -> None:
    said = await reviewed(desk)
    for each in range(changing.MOST_PHOTOS):
        await desk.do(changing.add_photo, said.order, said.guest, f"seed:{each}", desk.now)
    await desk.do(changing.add_photo, said.order, said.guest, "seed:0", desk.now)
    await refused(desk, TooManyReviewPhotos, changing.add_photo, said.order, said.guest, "seed:x")
    for unknown in ("unreadable", "media:none"):
        await refused(desk, PictureUnreadable, changing.add_photo, said.order, said.guest, unknown)
    first = (await desk.see(reviews.photos_of, said.order))[0]
    await desk.do(changing.drop_photo, said.order, said.guest, first.id, desk.now)
    assert len(await desk.see(reviews.photos_of, said.order)) == changing.MOST_PHOTOS - 1


@pytest.mark.both_engines
async def test_the_place_answers_once_and_may_think_again(desk: Desk) -> None:
    said = await reviewed(desk)
    await refused(desk, NoRight, answering.answer, said.order, said.other, "Spam")
    clerk = await desk.make(lambda m: m.guest("Clerk"))
    await desk.do(joining.join, clerk, Membership(Role.DESK, said.merchant), desk.now)
    await refused(desk, NoRight, answering.answer, said.order, clerk, "Thanks")
    await desk.do(answering.answer, said.order, said.owner, "Thanks", desk.now)
    await refused(desk, AnsweredAlready, answering.answer, said.order, said.owner, "Again")
    await desk.do(answering.change_answer, said.order, said.owner, "Many thanks", desk.now)
    assert (await desk.see(reviews.review_of, said.order)).answer == "Many thanks"
    await desk.do(answering.take_answer_back, said.order, said.owner, desk.now)
    await refused(desk, ReviewGone, answering.change_answer, said.order, said.owner, "Hm")
    assert await heard(desk, "review_answered") == {said.guest}


def answers(desk: Desk, said: Said) -> list[Callable[[Connection], Any]]:
    return [
        partial(answer, said=said, words=words, now=desk.now) for words in ("One", "Two", "Three")
    ]


def answer(connection: Connection, said: Said, words: str, now: Any) -> None:
    answering.answer(connection, said.order, said.owner, words, now)


@pytest.mark.both_engines
async def test_of_two_answers_at_once_one_stands(desk: Desk) -> None:
    said = await reviewed(desk)
    results = await race(desk.database, answers(desk, said))
    assert kinds(results) == {"ok": 1, "AnsweredAlready": 2}


@pytest.mark.both_engines
async def test_what_is_hidden_is_not_counted_and_both_are_told(desk: Desk) -> None:
    said = await reviewed(desk)
    await refused(desk, ReportDecided, reporting.hide, said.order, said.operator, "An insult")
    await refused(desk, NoRight, reporting.report, said.order, said.other, "No")
    await desk.do(reporting.report, said.order, said.owner, "Not true", desk.now)
    await refused(desk, ReportedAlready, reporting.report, said.order, said.owner, "Not true")
    await refused(desk, NoRight, reporting.hide, said.order, said.owner, "Not true")
    assert await heard(desk, "review_reported") == {said.operator}
    await desk.do(reporting.hide, said.order, said.operator, "An insult", desk.now)
    assert await stars(desk) == (0, 0)
    assert await desk.see(reviews.reviews_of, said.merchant, 9) == []
    assert await heard(desk, "review_decided") == {said.guest, said.owner}
    await refused(desk, ReportDecided, reporting.let_stand, said.order, said.operator)
    await refused(desk, ReviewClosed, changing.change_stars, said.order, said.guest, 5)
    await desk.do(reporting.show_again, said.order, said.operator, desk.now)
    assert await stars(desk) == (4, 1)


async def test_what_stands_is_reported_again_only_when_it_changed(desk: Desk) -> None:
    said = await reviewed(desk)
    await desk.do(reporting.report, said.order, said.owner, "Not true", desk.now)
    await desk.do(reporting.let_stand, said.order, said.operator, desk.now)
    await refused(desk, ReportedAlready, reporting.report, said.order, said.owner, "Again")
    desk.later(minutes=MINUTE)
    await desk.do(rating.comment, said.order, said.guest, "Thieves", desk.now)
    await desk.do(reporting.report, said.order, said.owner, "Not true", desk.now)
    assert await desk.see(reviews.count_reported, 9) == 1


def hiding(desk: Desk, said: Said) -> list[Callable[[Connection], Any]]:
    def hide(connection: Connection) -> None:
        reporting.hide(connection, said.order, said.operator, "An insult", desk.now)

    def change(connection: Connection) -> None:
        changing.change_stars(connection, said.order, said.guest, 1, desk.now)

    return [hide, hide, change]


@pytest.mark.both_engines
async def test_hidden_twice_at_once_while_its_stars_change(desk: Desk) -> None:
    said = await reviewed(desk)
    await desk.do(reporting.report, said.order, said.owner, "Not true", desk.now)
    results = kinds(await race(desk.database, hiding(desk, said)))
    assert results["ReportDecided"] == 1
    assert await stars(desk) == (0, 0)


async def test_each_finds_it_helpful_once_but_not_their_own(desk: Desk) -> None:
    said = await reviewed(desk)
    for own in (said.guest, said.owner):
        await refused(desk, OwnReview, helping.helps, said.order, own)
    others = [said.other, said.operator]
    press = [partial(helped, order=said.order, person=each, now=desk.now) for each in others * 3]
    assert kinds(await race(desk.database, press)) == {"ok": 6}
    assert (await desk.see(reviews.review_of, said.order)).helpful == len(others)
    for _ in range(2):
        await desk.do(helping.helps_not, said.order, said.other)
    assert (await desk.see(reviews.review_of, said.order)).helpful == 1


def helped(connection: Connection, order: int, person: int, now: Any) -> None:
    helping.helps(connection, order, person, now)


@pytest.mark.control
async def test_without_the_lock_stars_that_change_while_it_is_hidden_stay(desk: Desk) -> None:
    """Overtaken between reading and counting, as PostgreSQL would without the row's lock."""
    said = await reviewed(desk)
    await desk.do(reporting.report, said.order, said.owner, "Not true", desk.now)
    hide, _, change = hiding(desk, said)
    await overtaken(desk.database, change, hide, before="UPDATE ratings")
    desk.audited = False
    assert {each.name for each in await desk.audit()} == {"ratings that do not add up"}


async def test_forgetting_takes_words_photos_and_the_answer(desk: Desk) -> None:
    said = await reviewed(desk)
    picture = {"content_type": "image/jpeg", "width": 1, "height": 1, "kept_at": desk.now}
    row = {"key": "media:1", "content": b"x", "thumbnail": b"x", **picture}
    await desk.do(lambda c: c.execute(insert(media).values(**row)))
    await desk.do(changing.add_photo, said.order, said.guest, "media:1", desk.now)
    await desk.do(answering.answer, said.order, said.owner, "Dear Ann", desk.now)
    await desk.do(forgetting.forget, said.guest, register(), desk.now)
    review = await desk.see(reviews.review_of, said.order)
    assert (review.words, review.guest, review.photos, review.answer) == ("", "", 0, None)
    assert await desk.see(lambda c: c.execute(select(media.c.key)).all()) == []
    assert await stars(desk) == (4, 1)
