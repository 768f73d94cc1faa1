"""The sender's side of a campaign: each person's row is marked before their message goes out.

A crash in between leaves the row `sending`; `give_up` makes that `unknown`, and it is never sent
again: a promotion that did not arrive harms nobody, one that arrives twice annoys.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from database.metadata import Instant
from database.outbox import Message, put
from people import queries as people_queries
from people.consenting import PROMOTIONS
from promotions.models import campaign_recipients as recipients
from promotions.models import campaigns
from promotions.states import CampaignState, RecipientState

_ENDS = (
    RecipientState.SENT,
    RecipientState.BLOCKED,
    RecipientState.FAILED,
    RecipientState.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to hand to the channel now."""

    campaign_id: int
    person_id: int


def has_work(connection: Connection, now: datetime, claimed_before: datetime) -> bool:
    """Whether a campaign is to start, to be sent on or to end, or a message to be given up."""
    given = {"now": now, "claimed_before": claimed_before}
    return connection.execute(working(), given).first() is not None


@cache
def working() -> Select[int]:
    """Asked whenever a worker wakes, so that it is built once.

    The first who waits is looked for, not whether anybody does: for that PostgreSQL reads whoever waits in
    stopped and paused campaigns, too.
    """
    now, claimed_before = (bindparam(name, type_=Instant) for name in ("now", "claimed_before"))
    theirs = recipients.c.campaign_id == campaigns.c.id
    waiting = select(recipients.c.person_id).where(theirs, _is(RecipientState.WAITING))
    first = waiting.order_by(recipients.c.person_id).limit(1).scalar_subquery()
    under_way = exists().where(theirs, _is(RecipientState.SENDING))
    lost = exists().where(_is(RecipientState.SENDING), recipients.c.sent_at < claimed_before)
    due = (campaigns.c.state == CampaignState.SCHEDULED) & (campaigns.c.send_at <= now)
    sending = (campaigns.c.state == CampaignState.SENDING) & or_(first.is_not(None), ~under_way)
    return select(campaigns.c.id).where(or_(due, sending, lost)).limit(1)


def claim(connection: Connection, now: datetime, limit: int) -> list[Delivery]:
    """Up to `limit` messages that nobody else will send, of the campaigns that are sending.

    Whoever withdrew or became unreachable since the campaign began is skipped; so fewer may come
    than there are waiting, and none only when none wait.
    """
    claimed = _mark_sending(connection, now, limit)
    while claimed:
        ids = [each.person_id for each in claimed]
        ready = people_queries.ready_among(connection, PROMOTIONS, ids)
        _skip(connection, [each for each in claimed if each.person_id not in ready])
        deliveries = [each for each in claimed if each.person_id in ready]
        if deliveries:
            return deliveries
        claimed = _mark_sending(connection, now, limit)
    return []


def _mark_sending(connection: Connection, now: datetime, limit: int) -> list[Delivery]:
    """One campaign after the other: those that wait in a stopped or paused one are passed by none."""
    sending = select(campaigns.c.id).where(campaigns.c.state == CampaignState.SENDING)
    for campaign_id in connection.execute(sending.order_by(campaigns.c.id)).scalars().all():
        marked = _mark_of(connection, campaign_id, now, limit)
        if marked:
            return marked
    return []


def _mark_of(connection: Connection, campaign_id: int, now: datetime, limit: int) -> list[Delivery]:
    key = tuple_(recipients.c.campaign_id, recipients.c.person_id)
    waiting = (
        select(recipients.c.campaign_id, recipients.c.person_id)
        .join(campaigns, campaigns.c.id == recipients.c.campaign_id)
        .where(_is(RecipientState.WAITING), campaigns.c.state == CampaignState.SENDING)
        .where(recipients.c.campaign_id == campaign_id)
        .order_by(recipients.c.person_id)
        .limit(limit)
        .with_for_update(of=recipients, skip_locked=True)
        .cte("waiting")
    )
    marked = connection.execute(
        update(recipients)
        .where(key.in_(select(waiting.c.campaign_id, waiting.c.person_id)))
        .where(_is(RecipientState.WAITING))
        .values(state=RecipientState.SENDING, sent_at=now)
        .returning(recipients.c.campaign_id, recipients.c.person_id)
    ).all()
    return sorted(
        (Delivery(*row) for row in marked), key=lambda each: (each.campaign_id, each.person_id)
    )


def _is(state: RecipientState) -> ColumnElement[bool]:
    """Written out: neither engine uses the small indexes of open rows for a bound value."""
    return recipients.c.state == literal_column(f"'{state}'")


def _skip(connection: Connection, deliveries: Sequence[Delivery]) -> None:
    keys = [(each.campaign_id, each.person_id) for each in deliveries]
    if keys:
        connection.execute(
            update(recipients)
            .where(tuple_(recipients.c.campaign_id, recipients.c.person_id).in_(keys))
            .values(state=RecipientState.SKIPPED, sent_at=None)
        )


def record(
    connection: Connection, delivery: Delivery, outcome: RecipientState, now: datetime
) -> bool:
    """How it went: sent, blocked, failed, unknown; or waiting again, when it surely was not sent.

    Word that comes after we gave up still counts, except that nothing is sent again then.
    """
    before = [RecipientState.SENDING]
    if outcome in _ENDS:
        before.append(RecipientState.UNKNOWN)
    changed = connection.execute(
        update(recipients)
        .where(
            recipients.c.campaign_id == delivery.campaign_id,
            recipients.c.person_id == delivery.person_id,
            recipients.c.state.in_(before),
        )
        .values(state=outcome, sent_at=now if outcome in _ENDS else None)
    )
    return changed.rowcount == 1


def give_up(connection: Connection, claimed_before: datetime) -> int:
    """Makes unknown what was claimed before a moment and never heard of again; how many."""
    stale = update(recipients).where(
        _is(RecipientState.SENDING), recipients.c.sent_at < claimed_before
    )
    return connection.execute(stale.values(state=RecipientState.UNKNOWN)).rowcount


def finish(connection: Connection, now: datetime) -> list[int]:
    """Ends the campaigns whose last message has gone out, and tells their operators."""
    open_ones = exists().where(
        recipients.c.campaign_id == campaigns.c.id,
        recipients.c.state.in_([RecipientState.WAITING, RecipientState.SENDING]),
    )
    ended = connection.execute(
        update(campaigns)
        .where(campaigns.c.state == CampaignState.SENDING, ~open_ones)
        .values(state=CampaignState.SENT, finished_at=now)
        .returning(campaigns.c.id, campaigns.c.created_by)
    ).all()
    for campaign_id, operator_id in ended:
        tell_progress(connection, campaign_id, now)
        payload = _payload("campaign_done", operator_id, campaign_id, quiet=False)
        put(connection, Message("notice", f"campaign_done:{campaign_id}", payload), now)
    return [row.id for row in ended]


def tell_progress(connection: Connection, campaign_id: int, now: datetime) -> None:
    """Has the operator's progress message brought up to date, if they have one open."""
    operator_id = connection.execute(
        select(campaigns.c.created_by).where(campaigns.c.id == campaign_id)
    ).scalar_one()
    payload = _payload("campaign_progress", operator_id, campaign_id, quiet=True)
    key = f"campaign_progress:{campaign_id}:{now.timestamp():.6f}"
    put(connection, Message("notice", key, payload), now)


def _payload(about: str, person: int, campaign: int, *, quiet: bool) -> dict[str, object]:
    return {"about": about, "person": person, "campaign": campaign, "quiet": quiet}
