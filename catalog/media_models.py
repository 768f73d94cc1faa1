"""The table of pictures that people sent us: ours to show wherever a page has one."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary, Named, String, Table, TypedColumns

from database.metadata import Instant, metadata


class MediaColumns(TypedColumns):
    """A picture in two sizes, found by what was sent: the same picture twice is one row."""

    key = Column(String(40), primary_key=True)
    content_type: Named[str] = Column(String(20))
    width: Named[int]
    height: Named[int]
    content: Named[bytes] = Column(LargeBinary)
    thumbnail: Named[bytes] = Column(LargeBinary)
    kept_at: Named[datetime] = Column(Instant)  # when it was sent last


media = Table("media", metadata, MediaColumns)
