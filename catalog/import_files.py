"""Files that operators send to be imported: kept until a worker has read them, then only their report."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from catalog.errors import FileRefused
from catalog.import_file_models import import_files
from catalog.importing import Report
from database.cells import harmless
from people.models import people
from people.rights import Right, require

LARGEST = 12 * 1024 * 1024
SUFFIXES = (".csv", ".json", ".geojson")
LONGEST_NAME = 200
MOST_REFUSED = 5_000
"""Lines that are kept to be downloaded; all are counted."""


class FileState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportFile:
    """One of them as it is listed; `report` is `Report.as_json` once it was read."""

    id: int
    name: str
    size: int
    state: FileState
    by: str
    at: datetime
    finished_at: datetime | None
    report: dict[str, Any] | None


def send(connection: Connection, name: str, content: bytes, by: int, now: datetime) -> int:
    """It waits for the worker; FileRefused where it is empty, too large or of another kind."""
    require(connection, by, Right.ADMIT)
    if not content or len(content) > LARGEST or not name.lower().endswith(SUFFIXES):
        raise FileRefused(LARGEST)
    row = {
        "name": name[-LONGEST_NAME:],
        "size": len(content),
        "content": content,
        "state": FileState.WAITING,
        "uploaded_by": by,
        "at": now,
    }
    made = insert(import_files).values(**row).returning(import_files.c.id)
    return connection.execute(made).scalar_one()


def waiting(connection: Connection) -> tuple[int, str, bytes] | None:
    """(id, name, content) of the first that nobody has read."""
    row = connection.execute(being_read()).one_or_none()
    return None if row is None else (row.id, row.name, row.content or b"")


@cache
def being_read() -> Select[int, str, bytes | None]:
    return (
        select(import_files.c.id, import_files.c.name, import_files.c.content)
        .where(import_files.c.state == FileState.WAITING)
        .order_by(import_files.c.id)
        .limit(1)
    )


def finish(connection: Connection, file_id: int, report: Report, now: datetime) -> None:
    """It was read: what became of it stays, its content goes."""
    refused = [
        [each.where, each.name, str(each.reason), each.what]
        for each in report.problems
        if each.reason.actionable
    ]
    _end(
        connection,
        file_id,
        state=FileState.DONE,
        report=report.as_json(),
        refused=refused[:MOST_REFUSED],
        finished_at=now,
    )


def fail(connection: Connection, file_id: int, now: datetime) -> None:
    """A bug kept it from being read; what was taken until then stays."""
    _end(connection, file_id, state=FileState.FAILED, finished_at=now)


def _end(connection: Connection, file_id: int, **values: Any) -> None:
    ended = update(import_files).where(import_files.c.id == file_id)
    connection.execute(ended.values(content=None, **values))


def latest(connection: Connection, limit: int, before: int | None = None) -> list[ImportFile]:
    """The newest first."""
    query = _listed().order_by(import_files.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(import_files.c.id < before)
    return [_file(row) for row in connection.execute(query)]


def one(connection: Connection, file_id: int) -> ImportFile | None:
    row = connection.execute(_listed().where(import_files.c.id == file_id)).one_or_none()
    return None if row is None else _file(row)


def refused_of(connection: Connection, file_id: int) -> list[list[str]]:
    """[where, name, reason, what] of each line that somebody can mend."""
    query = select(import_files.c.refused).where(import_files.c.id == file_id)
    return connection.execute(query).scalar_one_or_none() or []


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """For a spreadsheet, which runs none of it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("where", "name", "reason", "what"))
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _listed() -> Any:
    table = import_files.c
    columns = (table.id, table.name, table.size, table.state, people.c.name.label("by"))
    return select(*columns, table.at, table.finished_at, table.report).join(
        people, people.c.id == table.uploaded_by
    )


def _file(row: Any) -> ImportFile:
    return ImportFile(**{**row._mapping, "state": FileState(row.state)})  # noqa: SLF001
