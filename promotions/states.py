"""Where a campaign stands, and the one way to move it: compare and swap."""

from enum import StrEnum
from typing import NoReturn

from sqlalchemy import Connection, update

from promotions.errors import CampaignMoved
from promotions.models import campaigns
from promotions.queries import campaign


class CampaignState(StrEnum):
    """The states of a campaign; `stopped` and `sent` are final."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    SENT = "sent"


class RecipientState(StrEnum):
    """What became of one person's message."""

    WAITING = "waiting"
    SENDING = "sending"  # handed to the channel, no word yet
    SENT = "sent"
    BLOCKED = "blocked"
    SKIPPED = "skipped"  # no longer agreed or reachable when their turn came
    FAILED = "failed"
    UNKNOWN = "unknown"  # no word ever came; may have arrived, so never sent again


def move(
    connection: Connection,
    campaign_id: int,
    *,
    of: tuple[CampaignState, ...],
    to: CampaignState,
    **values: object,
) -> None:
    """Moves a campaign that is in one of the states `of`; `CampaignMoved` otherwise."""
    moved = connection.execute(
        update(campaigns)
        .where(campaigns.c.id == campaign_id, campaigns.c.state.in_(of))
        .values(state=to, **values)
    )
    if moved.rowcount == 0:
        refuse_moved(connection, campaign_id)


def refuse_moved(connection: Connection, campaign_id: int) -> NoReturn:
    """Says where the campaign is instead."""
    raise CampaignMoved(campaign_id, campaign(connection, campaign_id).state)
