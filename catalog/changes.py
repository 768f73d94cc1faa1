"""What was changed of a merchant: who, when, from what, to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Row, insert, select

from catalog.change_models import changes


class Subject(StrEnum):
    """What a change is about."""

    MERCHANT = "merchant"
    LOCATION = "location"
    SERVICE = "service"
    HOURS = "hours"
    CLOSURE = "closure"
    RESOURCE = "resource"
    STAFF = "staff"
    PAYOUT = "payout"
    """Where its money goes, told so that nobody can use it."""
    REVIEW = "review"
    ITEM = "item"
    SECTION = "section"
    LEGAL = "legal"
    """Who it is by law, as receipts name it."""
    PICKUP = "pickup"
    """Whether and how a place hands over what was ordered."""
    DELIVERY = "delivery"
    TABLE = "table"
    AREA = "area"
    """Where a place comes to its guests, for what fee, and how fast."""


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are the fields that differ; nothing before is new, nothing after gone.

    Nobody (`by` is None) at the command line, and by an import.
    """

    merchant_id: int
    by: int | None
    subject: Subject
    subject_id: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change as it is shown."""

    id: int
    by: int | None
    subject: Subject
    subject_id: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    at: datetime


def record(connection: Connection, change: Change, now: datetime) -> None:
    """Keep it; what changed nothing is none."""
    if change.before == change.after:
        return
    row = {
        "merchant_id": change.merchant_id,
        "person_id": change.by,
        "subject": change.subject,
        "subject_id": change.subject_id,
        "before": dict(change.before),
        "after": dict(change.after),
        "at": now,
    }
    connection.execute(recording(), row)


@cache
def recording() -> Insert:
    return insert(changes)


def history(
    connection: Connection, merchant_id: int, limit: int, before: int | None = None
) -> Sequence[ChangeView]:
    """A merchant's changes, the latest first; those older than the change `before`, if given."""
    query = select(changes).where(changes.c.merchant_id == merchant_id)
    if before is not None:
        query = query.where(changes.c.id < before)
    rows = connection.execute(query.order_by(changes.c.id.desc()).limit(limit))
    return [_view(row) for row in rows]


def one_change(connection: Connection, change_id: int) -> ChangeView | None:
    """A change by its id."""
    query = select(changes).where(changes.c.id == change_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _view(row)


def latest_of_service(
    connection: Connection, merchant_id: int, service_id: int, by: int
) -> ChangeView | None:
    """The last change of a service, if it is the last of its merchant and this person's."""
    found = history(connection, merchant_id, 1)
    if not found or (found[0].subject, found[0].subject_id) != (Subject.SERVICE, service_id):
        return None
    return found[0] if found[0].by == by else None


def _view(row: Row[*tuple[Any, ...]]) -> ChangeView:
    return ChangeView(
        id=row.id,
        by=row.person_id,
        subject=Subject(row.subject),
        subject_id=row.subject_id,
        before=row.before,
        after=row.after,
        at=row.at,
    )
