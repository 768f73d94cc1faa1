"""The operator's promotions: what is shown while they go out, and what recipients get."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from chat.screen import Screen
from chat.turn import Person
from database.door import Database
from database.point import Point
from handlers.guest.actions import OpenMerchant, StopOffers
from handlers.guest.categories import LookForKind
from handlers.operator import news, targets
from handlers.operator.actions import (
    OpenAudience,
    OpenCampaign,
    OpenPicture,
    OpenSchedule,
    OpenSending,
)
from handlers.operator.audience import ForAround, OpenRadius, Widen
from handlers.operator.campaign_message import campaign_message
from handlers.operator.progress import OpenStopping, Pause, Resume, Stop
from handlers.operator.scheduling import AskNight, Schedule, TypeTime
from handlers.operator.words import DropPicture, GivePicture, GiveWords
from people import reaching
from people.rights import Role, granted
from promotions import composing, delivering, queries, sending
from promotions.audiences import Near
from promotions.errors import CampaignMoved, CampaignUnknown, MomentPast
from promotions.states import RecipientState
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.promotions.crowd import agreeing, drafted, looked, says
from tests.structure.turns import Turns


@pytest.fixture
async def desk(database: Database, now: datetime) -> Presses:
    olli = await database.write(lambda c: Market(c, now).operator())
    return Presses(
        database, Turns(now), Person(olli, "Olli", "en", rights=granted({}, Role.OPERATOR))
    )


@pytest.fixture
async def draft(desk: Presses, database: Database, now: datetime) -> int:
    """A drafted promotion; three people agreed."""

    def work(connection: Connection) -> int:
        agreeing(connection, now, 3)
        return drafted(connection, desk.person.id, now, "Half price")

    return await database.write(work)


async def test_how_far_it_is_shows_in_one_message_that_news_bring_up_to_date(
    desk: Presses, draft: int, database: Database, now: datetime
) -> None:
    await database.write(lambda c: sending.start(c, draft, desk.person.id, now))
    begun = await desk.page(OpenCampaign(draft))
    assert "0 of 3" in begun.text

    def one_is_sent(connection: Connection) -> Screen | None:
        (first,) = delivering.claim(connection, now, 1)
        delivering.record(connection, first, RecipientState.SENT, now)
        return news.campaign_progress(desk.turns.of(connection, desk.person), {"campaign": draft})

    told = await database.write(one_is_sent)
    assert told is not None
    assert "1 of 3" in told.text
    assert told.subject == begun.subject == f"campaign-{draft}"


async def test_paused_it_says_so_and_goes_on_when_told(
    desk: Presses, draft: int, database: Database, now: datetime
) -> None:
    await database.write(lambda c: sending.start(c, draft, desk.person.id, now))
    paused = await desk.page(Pause(draft))
    assert "Paused" in paused.text
    assert "▶️ Resume" in actions_on(paused)
    assert "Sending" in (await desk.page(Resume(draft))).text
    with pytest.raises(CampaignMoved):
        await desk.press(Resume(draft))


async def test_stopping_names_how_many_will_miss_it_and_ends_in_the_results(
    desk: Presses, draft: int, database: Database, now: datetime
) -> None:
    def begun(connection: Connection) -> None:
        sending.start(connection, draft, desk.person.id, now)
        (first,) = delivering.claim(connection, now, 1)
        delivering.record(connection, first, RecipientState.SENT, now)

    await database.write(begun)
    assert "2 people still waiting" in (await desk.page(OpenStopping(draft))).text
    stopped = await desk.page(Stop(draft))
    assert "Stopped" in stopped.text
    assert "Sent: 1" in stopped.text


async def test_every_outcome_has_its_line(
    desk: Presses, draft: int, database: Database, now: datetime
) -> None:
    def over(connection: Connection) -> None:
        ada, bob, eve = agreeing(connection, now, 3)
        sending.start(connection, draft, desk.person.id, now)
        says(connection, ada, now, yes=False)
        reaching.mark_unreachable(connection, "telegram", str(bob + 1000), now)
        first, second, third, fourth = delivering.claim(connection, now, 10)
        delivering.record(connection, first, RecipientState.BLOCKED, now)
        delivering.record(connection, second, RecipientState.FAILED, now)
        delivering.record(connection, third, RecipientState.UNKNOWN, now)
        delivering.record(connection, fourth, RecipientState.SENT, now)
        assert fourth.person_id == eve

    await database.write(over)
    text = (await desk.page(OpenCampaign(draft))).text
    lines = ("Sent: 1", "Blocked us: 1", "Opted out: 2", "Failed: 1", "Unknown")
    assert [line for line in lines if line not in text] == []


async def test_a_promotion_is_the_operators_words_and_a_way_out(
    desk: Presses, draft: int, database: Database
) -> None:
    def work(connection: Connection) -> Screen:
        composing.give_words(connection, draft, desk.person.id, "Only <today> & *here*")
        composing.choose_target(
            connection, draft, desk.person.id, targets.packed(OpenMerchant(7)), "See it"
        )
        guest = desk.turns.of(connection, Person(99, "Guest", "en"))
        return campaign_message(guest, queries.campaign(connection, draft))

    message = await database.write(work)
    assert message.text == "Only &lt;today&gt; &amp; *here*"
    assert actions_on(message) == {"See it": OpenMerchant(7), "Stop offers": StopOffers()}
    assert message.keep


async def test_a_button_that_no_release_knows_any_more_is_left_out(
    desk: Presses, draft: int, database: Database
) -> None:
    def work(connection: Connection) -> Screen:
        composing.choose_target(connection, draft, desk.person.id, "gone_1", "See it")
        guest = desk.turns.of(connection, Person(99, "Guest", "en"))
        return campaign_message(guest, queries.campaign(connection, draft))

    assert list(actions_on(await database.write(work))) == ["Stop offers"]


@pytest.mark.parametrize("target", [OpenMerchant(7), LookForKind("sauna")])
def test_a_target_comes_back_as_it_was(target: OpenMerchant | LookForKind) -> None:
    assert targets.unpacked(targets.packed(target)) == target


async def test_a_picture_is_shown_and_can_be_dropped(desk: Presses, draft: int) -> None:
    shown = await desk.page(replace(GivePicture(draft), photo="telegram:abc"))
    assert shown.photo is not None
    assert "Without a picture" in actions_on(await desk.page(OpenPicture(draft)))
    assert (await desk.page(DropPicture(draft))).photo is None


async def test_long_words_leave_room_for_the_page_under_the_picture(
    desk: Presses, draft: int
) -> None:
    await desk.press(replace(GivePicture(draft), photo="telegram:abc"))
    page = await desk.page(replace(GiveWords(draft), text="🎉" * 450))
    assert len(page.text.striptags().encode("utf-16-le")) // 2 <= 1024


async def test_nobody_to_send_to_leaves_no_button_to_send(
    desk: Presses, database: Database, now: datetime
) -> None:
    campaign = await database.write(lambda c: drafted(c, desk.person.id, now))
    page = await desk.page(OpenSending(campaign))
    assert "Nobody would get it now" in page.text
    assert not [label for label in actions_on(page) if label.startswith("Yes")]


@pytest.mark.parametrize(("hour", "warned"), [(12, False), (21, True), (3, True)])
async def test_at_night_the_operator_is_asked_to_think_again(
    desk: Presses, draft: int, now: datetime, hour: int, *, warned: bool
) -> None:
    late = replace(desk, turns=Turns(now.replace(hour=hour)))
    assert ("many people are asleep" in (await late.page(OpenSending(draft))).text) is warned


async def test_later_at_night_takes_one_press_more_or_another_time(
    desk: Presses, draft: int, database: Database
) -> None:
    asked = await desk.press(replace(TypeTime(draft), text="tomorrow at 3:30"))
    assert isinstance(asked, AskNight)
    page = await desk.page(asked)
    assert "Many people are asleep then" in page.text
    keys = actions_on(page)
    assert keys["🕐 Choose another time"] == OpenSchedule(draft)
    assert (await database.read(lambda c: queries.campaign(c, draft))).send_at is None
    await desk.press(keys["Yes, send it then"])
    assert (await database.read(lambda c: queries.campaign(c, draft))).send_at == asked.at


async def test_later_by_day_takes_no_press_more(desk: Presses, draft: int) -> None:
    by_day = replace(TypeTime(draft), text="tomorrow at 10:30")
    assert await desk.press(by_day) == OpenCampaign(draft)


async def test_only_moments_to_come_are_offered_and_taken(
    desk: Presses, draft: int, now: datetime
) -> None:
    offered = [
        action.at
        for action in actions_on(await desk.page(OpenSchedule(draft))).values()
        if isinstance(action, Schedule)
    ]
    assert offered
    assert min(offered) > now
    with pytest.raises(MomentPast):
        await desk.press(Schedule(draft, now - timedelta(minutes=1)))
    assert await desk.press(TypeTime(draft, "soon")) == OpenSchedule(draft, again=True)


async def test_around_a_shared_place_is_counted_and_widened(
    desk: Presses, draft: int, database: Database, now: datetime
) -> None:
    def somebody_was_there(connection: Connection) -> None:
        (guest,) = agreeing(connection, now, 1)
        looked(connection, guest, (60.22, 24.95), now)

    await database.write(somebody_was_there)
    here = replace(ForAround(draft), point=Point(60.184, 24.95))
    assert await desk.press(here) == OpenRadius(draft)
    assert "Nobody would get it now" in (await desk.page(OpenRadius(draft))).text
    wider = await desk.page(Widen(draft, 10_000))
    assert "1 person would get it now" in wider.text
    view = await database.read(lambda c: queries.campaign(c, draft))
    assert view.audience == Near(60.184, 24.95, 10_000, "the location you shared")


async def test_a_promotion_that_never_was_is_refused(desk: Presses) -> None:
    for page in (OpenCampaign(404), OpenAudience(404), OpenStopping(404), OpenSending(404)):
        with pytest.raises(CampaignUnknown):
            await desk.press(page)
