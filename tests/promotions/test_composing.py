"""A campaign in the making can be changed; one that is on its way cannot."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from database.door import Database
from promotions import composing, queries, sending
from promotions.audiences import Bought
from promotions.errors import CampaignMoved, CampaignUnknown, WordsTooLong
from promotions.queries import CampaignView
from tests.making import Market
from tests.promotions.crowd import agreeing, drafted


def draft(connection: Connection, now: datetime) -> tuple[int, int]:
    """A draft and whose it is."""
    operator = Market(connection, now).operator()
    return drafted(connection, operator, now), operator


async def test_a_draft_takes_words_photo_button_and_audience(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> CampaignView:
        campaign, operator = draft(connection, now)
        composing.give_words(connection, campaign, operator, "  Half price <today>  ")
        composing.give_photo(connection, campaign, operator, "telegram:abc")
        composing.choose_target(connection, campaign, operator, "at_1_-", "See the place")
        composing.choose_audience(connection, campaign, operator, Bought("cafe"))
        return queries.campaign(connection, campaign)

    view = await database.write(work)
    assert (view.words, view.photo) == ("Half price <today>", "telegram:abc")
    assert (view.target, view.target_label) == ("at_1_-", "See the place")
    assert (view.audience, view.state) == (Bought("cafe"), "draft")


async def test_without_a_button_there_is_no_label(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> CampaignView:
        campaign, operator = draft(connection, now)
        composing.choose_target(connection, campaign, operator, "at_1_-", "See the place")
        composing.choose_target(connection, campaign, operator, None, "See the place")
        return queries.campaign(connection, campaign)

    view = await database.write(work)
    assert (view.target, view.target_label) == (None, "")


@pytest.mark.both_engines
async def test_an_untouched_draft_is_taken_up_again(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> tuple[int, int, int]:
        operator = Market(connection, now).operator()
        first = composing.begin(connection, operator, now)
        again = composing.begin(connection, operator, now)
        composing.give_words(connection, first, operator, "Hello")
        return first, again, composing.begin(connection, operator, now)

    first, again, other = await database.write(work)
    assert first == again
    assert other != first


async def test_what_goes_out_is_not_changed_any_more(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> tuple[int, int]:
        campaign, operator = draft(connection, now)
        agreeing(connection, now, 1)
        sending.start(connection, campaign, operator, now)
        return campaign, operator

    campaign, operator = await database.write(work)
    with pytest.raises(CampaignMoved):
        await database.write(lambda c: composing.give_words(c, campaign, operator, "Other words"))


@pytest.mark.parametrize(("words", "length"), [("x" * 901, 901), ("🎉" * 451, 902)])
async def test_too_many_words_are_refused(
    database: Database, now: datetime, words: str, length: int
) -> None:
    campaign, operator = await database.write(lambda c: draft(c, now))
    with pytest.raises(WordsTooLong) as refused:
        await database.write(lambda c: composing.give_words(c, campaign, operator, words))
    assert (refused.value.length, refused.value.longest) == (length, 900)


async def test_a_campaign_that_never_was_is_refused(database: Database) -> None:
    with pytest.raises(CampaignUnknown):
        await database.read(lambda c: queries.campaign(c, 404))


async def test_the_newest_campaign_comes_first_and_what_was_thrown_away_not_at_all(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[list[int], list[int]]:
        operator = Market(connection, now).operator()
        made = [drafted(connection, operator, now, words) for words in ("One", "Two", "Three")]
        sending.discard(connection, made[1], operator, now)
        return made, [view.id for view in queries.newest(connection, 10)]

    made, found = await database.write(work)
    assert found == [made[2], made[0]]
