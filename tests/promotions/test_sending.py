"""Now, at a time, paused, resumed, stopped: each from the right state only."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from database.door import Database
from database.outbox_table import outbox
from promotions import composing, delivering, queries, sending
from promotions.errors import (
    CampaignMoved,
    CampaignUnknown,
    CampaignWordless,
    MomentPast,
    NobodyToReach,
)
from tests.making import Market
from tests.promotions.crowd import agreeing, by_its_operator, seeded, started, states


async def state(database: Database, campaign: int) -> str:
    return (await database.read(lambda c: queries.campaign(c, campaign))).state


async def test_starting_writes_down_everybody_who_agreed(database: Database, now: datetime) -> None:
    campaign, guests = await seeded(database, now, 3)
    assert await database.write(started(campaign, now)) == 3
    assert await states(database, campaign) == dict.fromkeys(guests, "waiting")
    assert await state(database, campaign) == "sending"


async def test_starting_twice_starts_once(database: Database, now: datetime) -> None:
    campaign, _ = await seeded(database, now, 1)
    await database.write(started(campaign, now))
    with pytest.raises(CampaignMoved) as moved:
        await database.write(started(campaign, now))
    assert moved.value.state == "sending"


async def test_without_words_nothing_is_sent(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> int:
        agreeing(connection, now, 1)
        return composing.begin(connection, Market(connection, now).operator(), now)

    campaign = await database.write(work)
    with pytest.raises(CampaignWordless):
        await database.write(started(campaign, now))
    with pytest.raises(CampaignWordless):
        await database.write(
            by_its_operator(sending.schedule, campaign, now + timedelta(hours=1), now)
        )


@pytest.mark.both_engines
async def test_to_nobody_nothing_is_sent(database: Database, now: datetime) -> None:
    campaign, _ = await seeded(database, now, 0)
    with pytest.raises(NobodyToReach):
        await database.write(started(campaign, now))
    assert await state(database, campaign) == "draft"


async def test_a_scheduled_one_starts_when_its_time_comes(
    database: Database, now: datetime
) -> None:
    campaign, guests = await seeded(database, now, 2)
    later = now + timedelta(hours=2)
    await database.write(by_its_operator(sending.schedule, campaign, later, now))
    assert await database.read(sending.next_start) == later
    assert await database.write(lambda c: sending.start_due(c, now)) == []
    assert await database.write(lambda c: sending.start_due(c, later)) == [campaign]
    assert await database.write(lambda c: sending.start_due(c, later)) == []
    assert set(await states(database, campaign)) == set(guests)
    assert await database.read(sending.next_start) is None


async def test_a_scheduled_one_that_nobody_would_get_is_stopped(
    database: Database, now: datetime
) -> None:
    campaign, _ = await seeded(database, now, 0)
    await database.write(by_its_operator(sending.schedule, campaign, now + timedelta(hours=1), now))
    await database.write(lambda c: sending.start_due(c, now + timedelta(hours=1)))
    assert await state(database, campaign) == "stopped"


async def test_the_past_is_no_time_to_send(database: Database, now: datetime) -> None:
    campaign, _ = await seeded(database, now, 1)
    with pytest.raises(MomentPast):
        await database.write(by_its_operator(sending.schedule, campaign, now, now))


async def test_taken_off_the_schedule_it_is_a_draft_again(
    database: Database, now: datetime
) -> None:
    campaign, _ = await seeded(database, now, 1)
    await database.write(by_its_operator(sending.schedule, campaign, now + timedelta(hours=1), now))
    await database.write(by_its_operator(sending.unschedule, campaign))
    assert await state(database, campaign) == "draft"
    assert await database.write(lambda c: sending.start_due(c, now + timedelta(days=1))) == []


async def test_paused_nobody_gets_it_and_resumed_the_rest_do(
    database: Database, now: datetime
) -> None:
    campaign, guests = await seeded(database, now, 2)
    await database.write(started(campaign, now))
    first = await database.write(lambda c: delivering.claim(c, now, 1))
    await database.write(by_its_operator(sending.pause, campaign))
    assert await database.write(lambda c: delivering.claim(c, now, 10)) == []
    await database.write(by_its_operator(sending.resume, campaign))
    rest = await database.write(lambda c: delivering.claim(c, now, 10))
    assert sorted(each.person_id for each in first + rest) == guests


async def test_stopped_is_for_good(database: Database, now: datetime) -> None:
    campaign, _ = await seeded(database, now, 2)
    await database.write(started(campaign, now))
    await database.write(by_its_operator(sending.stop, campaign, now))
    assert await database.write(lambda c: delivering.claim(c, now, 10)) == []
    for again in (sending.resume, sending.pause, sending.unschedule):
        with pytest.raises(CampaignMoved):
            await database.write(by_its_operator(again, campaign))


async def test_there_is_no_trial_of_nothing(database: Database, now: datetime) -> None:
    olli = await database.write(lambda c: Market(c, now).operator())
    empty = await database.write(lambda c: composing.begin(c, olli, now))
    for campaign, refusal in ((empty, CampaignWordless), (empty + 1, CampaignUnknown)):
        with pytest.raises(refusal):
            await database.write(lambda c, it=campaign: sending.send_trial(c, it, olli, now))


async def test_a_trial_goes_to_the_operator_alone(database: Database, now: datetime) -> None:
    campaign, _ = await seeded(database, now, 2)
    operator = (await database.read(lambda c: queries.campaign(c, campaign))).created_by
    await database.write(lambda c: sending.send_trial(c, campaign, operator, now))
    rows = await database.read(lambda c: c.execute(select(outbox.c.kind, outbox.c.payload)).all())
    assert [(row.kind, row.payload["about"], row.payload["person"]) for row in rows] == [
        ("notice", "campaign_trial", operator)
    ]
    assert await states(database, campaign) == {}
