"""The tables of people: one person may come through several channels."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
    text,
)

from database.metadata import Identity, Instant, metadata


class PersonColumns(TypedColumns):
    """A person, whatever the channel."""

    id = Column(Identity, primary_key=True)
    name: Named[str]
    locale: Named[str] = Column(String(12))
    locale_chosen: Named[bool]  # the person's own choice outlives the channel's setting
    created_at = Column(Instant, nullable=False)
    forgotten_at: Named[datetime | None] = Column(Instant)
    written_in_at: Named[datetime | None] = Column(Instant)  # by staff: no channel knows them


class IdentityColumns(TypedColumns):
    """How a channel knows a person and where it reaches them."""

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    channel: Named[str] = Column(String(20))
    channel_user: Named[str] = Column(String(64))
    chat: Named[str] = Column(String(64))
    username: Named[str | None]
    unreachable_since: Named[datetime | None] = Column(Instant)


class ConsentColumns(TypedColumns):
    """What a person agreed to or withdrew, in which words: the record, never overwritten."""

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    purpose: Named[str] = Column(String(20))
    granted: Named[bool]
    wording: Named[str]
    locale: Named[str] = Column(String(12))
    channel: Named[str] = Column(String(20))
    source: Named[str | None] = Column(String(10))
    at = Column(Instant, nullable=False)


class StaffColumns(TypedColumns):
    """Who works for which merchant, and as what."""

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"), index=True)
    joined_at = Column(Instant, nullable=False)
    role: Named[str] = Column(String(10), server_default=text("'owner'"))
    resource_id: Named[int | None] = Column(Identity, ForeignKey("resources.id"))  # a provider's


class OperatorColumns(TypedColumns):
    """Who runs the market."""

    person_id = Column(Identity, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    joined_at = Column(Instant, nullable=False)
    by_setting: Named[bool] = Column(server_default=text("false"))  # for as long as it names them
    role: Named[str] = Column(String(10), server_default=text("'operator'"))


class InvitationColumns(TypedColumns):
    """A one-time link that lets one person join as staff or operator."""

    id = Column(Identity, primary_key=True)
    token_hash: Named[str] = Column(String(64), unique=True)
    nonce: Named[str | None] = Column(String(32))  # with a key that is not here, it makes the token
    role: Named[str] = Column(String(10))
    merchant_id: Named[int | None] = Column(Identity, ForeignKey("merchants.id"), index=True)
    created_at = Column(Instant, nullable=False)
    expires_at = Column(Instant, nullable=False)
    invited_by: Named[int | None] = Column(Identity, ForeignKey("people.id"))  # None: the console
    voided_at: Named[datetime | None] = Column(Instant)
    accepted_by: Named[int | None] = Column(Identity, ForeignKey("people.id"))
    accepted_at: Named[datetime | None] = Column(Instant)


AT_MERCHANT = "('owner', 'manager', 'desk', 'provider', 'courier')"
LEADING = "('operator', 'support', 'analyst')"
IN_MARKET = "('operator', 'support', 'analyst', 'courier')"

WRITTEN_IN = text("written_in_at IS NOT NULL AND forgotten_at IS NULL")

people = Table(
    "people",
    metadata,
    PersonColumns,
    Index("ix_people_created_at", "created_at"),
    Index(
        "ix_people_written_in",
        "written_in_at",
        sqlite_where=WRITTEN_IN,
        postgresql_where=WRITTEN_IN,
    ),
)
identities = Table(
    "identities",
    metadata,
    IdentityColumns,
    UniqueConstraint("channel", "channel_user"),
    Index("ix_identities_chat", "channel", "chat"),
)
consents = Table(
    "consents", metadata, ConsentColumns, Index("ix_consents_latest", "person_id", "purpose", "id")
)
staff = Table(
    "staff",
    metadata,
    StaffColumns,
    UniqueConstraint("person_id", "merchant_id"),
    CheckConstraint(text(f"role IN {AT_MERCHANT}"), name="role"),
)
operators = Table(
    "operators",
    metadata,
    OperatorColumns,
    CheckConstraint(text(f"role IN {IN_MARKET}"), name="role"),
)
invitations = Table(
    "invitations",
    metadata,
    InvitationColumns,
    CheckConstraint(text(f"role IN {AT_MERCHANT} OR role IN {LEADING}"), name="role"),
    CheckConstraint(
        text(f"role = 'courier' OR (role IN {AT_MERCHANT}) = (merchant_id IS NOT NULL)"),
        name="merchant",
    ),
)
