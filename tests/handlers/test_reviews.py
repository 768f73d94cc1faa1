"""A review on every screen that it has: who may press what, and what a place's words may come to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from chat.action import Action
from chat.errors import NotAllowed, PageOutdated
from chat.turn import Person
from database.door import Database
from handlers.errors import TooLong
from handlers.guest.actions import OpenReviews
from handlers.guest.rating import Comment, OpenStars
from handlers.guest.review_actions import OpenReview, SayHelpful
from handlers.merchant.actions import OpenOwnReviews
from handlers.merchant.review_actions import (
    AnswerReview,
    AskReviewAnswer,
    OpenOwnReview,
    ReportReview,
)
from handlers.names import first_name
from handlers.operator.review_actions import HideReview, LetStand, OpenReport
from handlers.reviewing import LONGEST_COMMENT
from orders import placing, rating, redeeming, review_answers, review_reports
from orders.reading import queries
from people import joining
from people.errors import NoRight
from people.rights import Role, granted
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.structure.turns import Turns


class Around:
    """A review of four stars, and people of the market who look at it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        market = Market(connection, now)
        shop = market.merchant()
        guest, self.other = market.guest("Aino Virtanen"), market.guest("Bo")
        service = market.service(shop, price=0)
        self.order = placing.hold(connection, guest, service, market.start(), 1, None, now)
        placing.place_free(connection, self.order, guest, now)
        found = queries.order(connection, self.order)
        assert found is not None
        redeeming.redeem(connection, found.code or "", shop.clerk, "n", now)
        rating.rate(connection, self.order, guest, 4, now)
        rating.comment(connection, self.order, guest, "Lovely", now)
        self.merchant, self.operator = shop.merchant, market.operator()
        self.guest = Person(guest, "Aino Virtanen", "en")
        self.reader = Person(self.other, "Bo", "en")
        self.owner = self.worker(shop.clerk, Role.OWNER)
        self.clerk = self.worker(market.guest("Cleo"), Role.DESK)
        self.olli = Person(self.operator, "Olli", "en", rights=granted({}, Role.OPERATOR))

    def worker(self, person: int, role: Role) -> Person:
        return Person(person, "Kim", "en", rights=granted({self.merchant: role}))


async def around(database: Database, now: datetime) -> tuple[Around, Callable[..., Any], Presses]:
    found = await database.write(lambda c: Around(c, now))
    presses = Presses(database, Turns(now), found.reader)

    async def labels(action: Action, person: Person) -> set[str]:
        return set(actions_on(await presses.press(action, person)))

    return found, labels, presses


async def test_each_is_offered_what_is_theirs_to_do(database: Database, now: datetime) -> None:
    it, labels, _ = await around(database, now)
    page, own = OpenReview(it.order), OpenOwnReview(it.order)
    assert await labels(page, it.reader) == {"👍 Helpful"}
    assert await labels(page, it.guest) == {"Your rating"}
    assert await labels(page, it.owner) == set()
    assert await labels(own, it.owner) == {"✍️ Answer", "🚩 Report", "Open the booking"}
    assert await labels(own, it.clerk) == {"Open the booking"}


@pytest.mark.parametrize("action", [OpenOwnReview, AskReviewAnswer, OpenStars])
async def test_nobody_else_is_shown_it(
    database: Database, now: datetime, action: Callable[[int], Action]
) -> None:
    it, _, presses = await around(database, now)
    with pytest.raises(NotAllowed):
        await presses.press(action(it.order))


async def test_forged_presses_and_those_of_a_dismissed_owner_do_nothing(
    database: Database, now: datetime
) -> None:
    it, _, presses = await around(database, now)
    for forged in (AnswerReview(it.order, "Spam"), ReportReview(it.order, "Spam")):
        for who in (it.reader, it.clerk, it.guest):
            with pytest.raises(NotAllowed):
                await presses.press(forged, who)
    for decided in (HideReview(it.order, "Spam"), LetStand(it.order), OpenReport(it.order)):
        with pytest.raises(NotAllowed):
            await presses.press(decided, it.owner)
    await database.write(lambda c: joining.dismiss(c, it.merchant, it.owner.id, now))
    gone = Person(it.owner.id, "Kim", "en")
    with pytest.raises(NoRight):  # pressed while they were dismissed
        await presses.press(AnswerReview(it.order, "Bye"), it.owner)
    for press in (AnswerReview(it.order, "Bye"), OpenOwnReviews(it.merchant)):
        with pytest.raises(NotAllowed):
            await presses.press(press, gone)


async def test_too_many_words_are_asked_for_again(database: Database, now: datetime) -> None:
    it, _, presses = await around(database, now)
    for press, longest, who in (
        (Comment(it.order, "x" * (LONGEST_COMMENT + 1)), LONGEST_COMMENT, it.guest),
        (AnswerReview(it.order, "x" * 501), review_answers.LONGEST, it.owner),
        (ReportReview(it.order, "x" * 301), review_reports.LONGEST, it.owner),
        (HideReview(it.order, "x" * 301), review_reports.LONGEST, it.olli),
    ):
        with pytest.raises(TooLong) as refused:
            await presses.press(press, who)
        assert refused.value.longest == longest


async def test_what_is_hidden_is_read_by_nobody_but_its_guest_and_the_place(
    database: Database, now: datetime
) -> None:
    it, labels, presses = await around(database, now)
    await presses.press(ReportReview(it.order, "Not true"), it.owner)
    await presses.press(HideReview(it.order, "An insult"), it.olli)
    with pytest.raises(PageOutdated):
        await presses.press(OpenReview(it.order))
    assert "Lovely" not in (await presses.press(OpenReviews(it.merchant))).text
    assert "An insult" in (await presses.press(OpenOwnReview(it.order), it.owner)).text
    assert await labels(OpenReport(it.order), it.olli) >= {"Show it again"}


async def test_the_most_helpful_comes_first_when_asked_for(
    database: Database, now: datetime
) -> None:
    it, _, presses = await around(database, now)
    following = await presses.press(SayHelpful(it.order, yes=True))
    assert following == OpenReview(it.order)
    screen = await presses.press(OpenReviews(it.merchant, helpful=True))
    assert "👍 1 found it helpful" in screen.text.replace("\u00a0", " ")
    assert "4★ Aino · 👍 1" in {each.replace("\u00a0", " ") for each in actions_on(screen)}
    assert "Virtanen" not in screen.text


@pytest.mark.parametrize(
    ("name", "public"),
    [
        ("Aino Virtanen", "Aino"),
        ("Anne-Marie", "Anne-Marie"),
        ("王小明", "王*"),
        ("Жанна П.", "Жанна"),
        ("", "A guest"),
        (" ", "A guest"),
        ("+358401234567", "A guest"),
        ("@aino", "A guest"),
        ("aino.virtanen@example.org", "A guest"),
        ("🦊", "A guest"),
        ("x" * 21, "A guest"),
    ],
)
def test_in_public_nobody_is_called_by_more_than_a_first_name(
    now: datetime, name: str, public: str
) -> None:
    assert first_name(Turns(now).of(None), name) == public
