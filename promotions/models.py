"""The tables of campaigns and of what brought whom."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, Json, metadata


class SourceColumns(TypedColumns):
    """A tracked link or button: its token travels in deep links and buttons."""

    id = Column(Identity, primary_key=True)
    token: Named[str] = Column(String(10), unique=True)
    kind: Named[str] = Column(String(10))  # campaign, merchant, share
    label: Named[str]
    created_at = Column(Instant, nullable=False)


class VisitColumns(TypedColumns):
    """A person opened a tracked link or button."""

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    source_id: Named[int] = Column(Identity, ForeignKey("sources.id"))
    at = Column(Instant, nullable=False)


class CampaignColumns(TypedColumns):
    """A promotion to an audience: `draft`, `scheduled`, `sending`, `paused`, `stopped`, `sent`."""

    id = Column(Identity, primary_key=True)
    created_by: Named[int] = Column(Identity, ForeignKey("people.id"))
    source_id: Named[int] = Column(Identity, ForeignKey("sources.id"), unique=True)
    words: Named[str] = Column(Text)
    photo: Named[str | None]
    target: Named[str | None] = Column(String(40))  # packed action of its button
    target_label: Named[str]
    audience = Column(Json, nullable=False)  # promotions.audiences.Audience
    state: Named[str] = Column(String(10))
    send_at: Named[datetime | None] = Column(Instant)
    created_at = Column(Instant, nullable=False)
    started_at: Named[datetime | None] = Column(Instant)
    finished_at: Named[datetime | None] = Column(Instant)


class CampaignRecipientColumns(TypedColumns):
    """One person of a campaign's audience; sent at most once, whatever happens."""

    campaign_id = Column(
        Identity, ForeignKey("campaigns.id"), primary_key=True, autoincrement=False
    )
    person_id = Column(Identity, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    state: Named[str] = Column(String(10))
    sent_at: Named[datetime | None] = Column(Instant)


sources = Table("sources", metadata, SourceColumns)
visits = Table(
    "visits",
    metadata,
    VisitColumns,
    Index("ix_visits_person", "person_id", "at"),
    Index("ix_visits_source", "source_id"),
)
campaigns = Table(
    "campaigns",
    metadata,
    CampaignColumns,
    CheckConstraint(
        text("state IN ('draft', 'scheduled', 'sending', 'paused', 'stopped', 'sent')"),
        name="state",
    ),
)
campaign_recipients = Table(
    "campaign_recipients",
    metadata,
    CampaignRecipientColumns,
    CheckConstraint(
        text("state IN ('waiting', 'sending', 'sent', 'blocked', 'skipped', 'failed', 'unknown')"),
        name="state",
    ),
    Index(
        "ix_campaign_recipients_waiting",
        "campaign_id",
        "person_id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_campaign_recipients_sending",
        "sent_at",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
)
