"""The operator sets a campaign going: now, at a time, paused, resumed, stopped."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, func, literal, select

from database.inserting import insert_for
from database.outbox import Message, put
from people.rights import Right, require
from promotions.audiences import people_in
from promotions.errors import CampaignWordless, MomentPast, NobodyToReach
from promotions.models import campaign_recipients, campaigns
from promotions.queries import campaign
from promotions.states import CampaignState, RecipientState, move

DRAFT, SCHEDULED, SENDING, PAUSED, STOPPED, _SENT = CampaignState


def start(connection: Connection, campaign_id: int, operator_id: int, now: datetime) -> int:
    """Writes down who gets it and lets the sender begin; how many people that are."""
    require(connection, operator_id, Right.CAMPAIGNS)
    if not campaign(connection, campaign_id).words:
        raise CampaignWordless(campaign_id)
    move(connection, campaign_id, of=(DRAFT, SCHEDULED), to=SENDING, started_at=now, send_at=None)
    recipients = _materialise(connection, campaign_id)
    if recipients == 0:
        raise NobodyToReach(campaign_id)
    return recipients


def _materialise(connection: Connection, campaign_id: int) -> int:
    chosen = people_in(campaign(connection, campaign_id).audience).subquery()
    rows = select(
        literal(campaign_id), chosen.c.id, literal(RecipientState.WAITING.value)
    ).select_from(chosen)
    columns = ["campaign_id", "person_id", "state"]
    new = insert_for(connection, campaign_recipients).from_select(columns, rows)
    return connection.execute(new).rowcount


def schedule(
    connection: Connection, campaign_id: int, operator_id: int, send_at: datetime, now: datetime
) -> None:
    """Has it start by itself at a moment to come; who gets it is decided then."""
    require(connection, operator_id, Right.CAMPAIGNS)
    if not campaign(connection, campaign_id).words:
        raise CampaignWordless(campaign_id)
    if send_at <= now:
        raise MomentPast(campaign_id)
    move(connection, campaign_id, of=(DRAFT, SCHEDULED), to=SCHEDULED, send_at=send_at)


def unschedule(connection: Connection, campaign_id: int, operator_id: int) -> None:
    """Back to a draft."""
    require(connection, operator_id, Right.CAMPAIGNS)
    move(connection, campaign_id, of=(SCHEDULED,), to=DRAFT, send_at=None)


def pause(connection: Connection, campaign_id: int, operator_id: int) -> None:
    """No further messages go out; those handed to the channel this moment still arrive."""
    require(connection, operator_id, Right.CAMPAIGNS)
    move(connection, campaign_id, of=(SENDING,), to=PAUSED)


def resume(connection: Connection, campaign_id: int, operator_id: int) -> None:
    """On with the people who still wait."""
    require(connection, operator_id, Right.CAMPAIGNS)
    move(connection, campaign_id, of=(PAUSED,), to=SENDING)


def stop(connection: Connection, campaign_id: int, operator_id: int, now: datetime) -> None:
    """For good: whoever still waits gets nothing."""
    require(connection, operator_id, Right.CAMPAIGNS)
    move(connection, campaign_id, of=(SCHEDULED, SENDING, PAUSED), to=STOPPED, finished_at=now)


def discard(connection: Connection, campaign_id: int, operator_id: int, now: datetime) -> None:
    """Throws a draft away: it is listed no more."""
    require(connection, operator_id, Right.CAMPAIGNS)
    move(connection, campaign_id, of=(DRAFT,), to=STOPPED, finished_at=now)


def start_due(connection: Connection, now: datetime) -> list[int]:
    """Starts the campaigns whose time has come; one that nobody would get is stopped."""
    due = select(campaigns.c.id).where(campaigns.c.state == SCHEDULED, campaigns.c.send_at <= now)
    ids = list(connection.execute(due.order_by(campaigns.c.id).with_for_update()).scalars())
    for campaign_id in ids:
        move(connection, campaign_id, of=(SCHEDULED,), to=SENDING, started_at=now, send_at=None)
        if _materialise(connection, campaign_id) == 0:
            move(connection, campaign_id, of=(SENDING,), to=STOPPED, finished_at=now)
    return ids


def next_start(connection: Connection) -> datetime | None:
    """When the next scheduled campaign is due."""
    return connection.execute(starting_next()).scalar_one()


@cache
def starting_next() -> Select[datetime | None]:
    return select(func.min(campaigns.c.send_at)).where(campaigns.c.state == SCHEDULED)


def send_trial(connection: Connection, campaign_id: int, operator_id: int, now: datetime) -> None:
    """Sends the promotion to the operator alone, exactly as everybody would get it."""
    require(connection, operator_id, Right.CAMPAIGNS)
    if not campaign(connection, campaign_id).words:
        raise CampaignWordless(campaign_id)
    payload = {
        "about": "campaign_trial",
        "person": operator_id,
        "campaign": campaign_id,
        "quiet": False,
    }
    key = f"campaign_trial:{campaign_id}:{operator_id}:{now.timestamp():.6f}"
    put(connection, Message("notice", key, payload), now)
