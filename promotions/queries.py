"""Campaigns as the operator and the sender see them: the selects of promotions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, or_, select

from promotions.audiences import Audience, from_json
from promotions.errors import CampaignUnknown
from promotions.models import campaigns, sources


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign; `target` is the packed action of its button, `token` tracks what it brings."""

    id: int
    created_by: int
    state: str
    words: str
    photo: str | None
    target: str | None
    target_label: str
    audience: Audience
    token: str
    source_id: int
    send_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


def campaign(connection: Connection, campaign_id: int) -> CampaignView:
    """One campaign; `CampaignUnknown` where there is none."""
    row = connection.execute(_views().where(campaigns.c.id == campaign_id)).mappings().one_or_none()
    if row is None:
        raise CampaignUnknown(campaign_id)
    return CampaignView(**{**row, "audience": from_json(row["audience"])})


def newest(
    connection: Connection, limit: int, offset: int = 0, *, before: int | None = None
) -> list[CampaignView]:
    """The campaigns, newest first, without the drafts that were thrown away.

    With `before`, those older than that campaign.
    """
    kept = or_(campaigns.c.state != "stopped", campaigns.c.started_at.is_not(None))
    if before is not None:
        kept &= campaigns.c.id < before
    query = _views().where(kept).order_by(campaigns.c.id.desc()).limit(limit).offset(offset)
    rows = connection.execute(query).mappings()
    return [CampaignView(**{**row, "audience": from_json(row["audience"])}) for row in rows]


def _views() -> Select[*tuple[object, ...]]:
    return select(
        campaigns.c.id,
        campaigns.c.created_by,
        campaigns.c.state,
        campaigns.c.words,
        campaigns.c.photo,
        campaigns.c.target,
        campaigns.c.target_label,
        campaigns.c.audience,
        sources.c.token,
        campaigns.c.source_id,
        campaigns.c.send_at,
        campaigns.c.created_at,
        campaigns.c.started_at,
        campaigns.c.finished_at,
    ).join(sources, sources.c.id == campaigns.c.source_id)
