"""The table of files that operators sent to be imported, until they are, and of what became of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    LargeBinary,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, Json, metadata


class ImportFileColumns(TypedColumns):
    """One file. Its content goes when it was read; what was refused of it stays, as text in a table."""

    id = Column(Identity, primary_key=True)
    name: Named[str] = Column(String(200))
    size: Named[int]
    content: Named[bytes | None] = Column(LargeBinary)
    state: Named[str] = Column(String(10))  # catalog.import_files.FileState
    uploaded_by: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    at: Named[datetime] = Column(Instant)
    finished_at: Named[datetime | None] = Column(Instant)
    report: Named[dict[str, Any] | None] = Column(Json)  # catalog.importing.Report
    refused: Named[list[Any] | None] = Column(Json)  # [row, name, reason, detail]


import_files = Table(
    "import_files",
    metadata,
    ImportFileColumns,
    CheckConstraint(text("state IN ('waiting', 'done', 'failed')"), name="state"),
)
