"""The tables of the console's doors: links that sign in once, and the sessions they opened."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Named, String, Table, TypedColumns

from database.metadata import Identity, Instant, metadata


class SignInLinkColumns(TypedColumns):
    """A one-time link into the console; only its hash is kept."""

    id = Column(Identity, primary_key=True)
    token_hash: Named[str] = Column(String(64), unique=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    expires_at = Column(Instant, nullable=False)
    used_at: Named[datetime | None] = Column(Instant)


class SessionColumns(TypedColumns):
    """A browser in which a person is signed in, until it ends."""

    id = Column(Identity, primary_key=True)
    token_hash: Named[str] = Column(String(64), unique=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    browser: Named[str] = Column(String(200))
    began_at = Column(Instant, nullable=False)
    seen_at = Column(Instant, nullable=False)
    expires_at = Column(Instant, nullable=False)
    ended_at: Named[datetime | None] = Column(Instant)


sign_in_links = Table("sign_in_links", metadata, SignInLinkColumns)
sessions = Table("sessions", metadata, SessionColumns)
