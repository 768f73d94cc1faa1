"""What the channels have to remember: events seen, questions asked, messages shown, files uploaded."""

from sqlalchemy import Column, Index, Named, String, Table, TypedColumns, text

from database.metadata import Identity, Instant, metadata


class SeenColumns(TypedColumns):
    """An event whose move has committed, and the page that followed: effects happen once."""

    bot_id = Column(Identity, primary_key=True, autoincrement=False)
    event_id = Column(Identity, primary_key=True, autoincrement=False)
    action: Named[str] = Column(String(64))
    at = Column(Instant, nullable=False, index=True)


class ChatColumns(TypedColumns):
    """One chat: the question it was asked last, as a packed action."""

    channel = Column(String(20), primary_key=True)
    chat = Column(String(64), primary_key=True)
    asks: Named[str | None] = Column(String(64))


class ShownMessageColumns(TypedColumns):
    """A message of ours and what it shows: equal edits are skipped, kept ones never overwritten."""

    channel = Column(String(20), primary_key=True)
    chat = Column(String(64), primary_key=True)
    message = Column(String(64), primary_key=True)
    form: Named[str] = Column(String(10))  # text, photo, invoice, document, venue, live, gone
    fingerprint: Named[str] = Column(String(32))
    kept: Named[bool]
    subject: Named[str | None] = Column(String(40))
    at = Column(Instant, nullable=False)


class UploadColumns(TypedColumns):
    """A picture that the channel already has: its own name for it."""

    channel = Column(String(20), primary_key=True)
    photo_key = Column(String(200), primary_key=True)
    file: Named[str] = Column(String(200))


class SendShareColumns(TypedColumns):
    """What one running program may send in a second, of all that its bot may, while its lease lasts."""

    bot_id = Column(Identity, primary_key=True, autoincrement=False)
    program = Column(String(120), primary_key=True)
    share: Named[int]
    wants_all: Named[bool]  # it has more to send than its share
    leased_until = Column(Instant, nullable=False)


seen = Table("seen", metadata, SeenColumns)
chats = Table("chats", metadata, ChatColumns)
shown_messages = Table(
    "shown_messages",
    metadata,
    ShownMessageColumns,
    Index("ix_shown_messages_subject", "channel", "chat", "subject"),
    Index(
        "ix_shown_messages_passing",
        "at",
        sqlite_where=text("kept IS 0"),
        postgresql_where=text("kept IS false"),
    ),
)
uploads = Table("uploads", metadata, UploadColumns)
send_shares = Table("send_shares", metadata, SendShareColumns)
