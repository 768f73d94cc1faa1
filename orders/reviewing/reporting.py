"""The place asks the operators to look at a review; they hide it, or let it stand."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from catalog.changes import Change, Subject, record
from database.inserting import upsert
from orders.errors import ReportDecided, ReportedAlready
from orders.models import ratings
from orders.reviewing.counted import add_up
from orders.reviewing.review_models import review_reports
from orders.reviewing.taking import Taken, check_length, taken, taken_by_others
from orders.reviewing.telling import tell_of_decision, tell_of_report
from people.rights import Right, require

LONGEST = 300


def report(connection: Connection, order_id: int, by: int, words: str, now: datetime) -> None:
    """Once as it reads: after a decision again only what its guest changed since."""
    check_length(order_id, words, LONGEST)
    review = taken_by_others(connection, order_id)
    require(connection, by, Right.SHOP, review.merchant_id)
    if not may_report(review.changed_at, *_reported(connection, order_id)):
        raise ReportedAlready(order_id)
    asked = {"words": words, "reported_by": by, "reported_at": now}
    fresh = {"decided_by": None, "decided_at": None, "reason": ""}
    upsert(connection, review_reports, {"order_id": order_id}, asked | fresh)
    tell_of_report(connection, review, now)
    _record(connection, review, by, now, reported=True)


def may_report(
    changed_at: datetime | None, reported_at: datetime | None, decided_at: datetime | None
) -> bool:
    """Whether the operators have not seen it as it reads."""
    if reported_at is None:
        return True
    return decided_at is not None and changed_at is not None and changed_at > decided_at


def hide(connection: Connection, order_id: int, by: int, reason: str, now: datetime) -> None:
    """Nobody reads it any more, and its stars do not count; guest and place are told why."""
    check_length(order_id, reason, LONGEST)
    review = _to_decide(connection, order_id, by)
    _decide(connection, order_id, by, reason, now)
    _show(connection, review, now)
    add_up(connection, review.location_id, -review.stars, -1)
    tell_of_decision(connection, review, now)
    _record(connection, review, by, now, hidden=True)


def let_stand(connection: Connection, order_id: int, by: int, now: datetime) -> None:
    """It stays as it is; guest and place are told."""
    review = _to_decide(connection, order_id, by)
    _decide(connection, order_id, by, "", now)
    tell_of_decision(connection, review, now)


def show_again(connection: Connection, order_id: int, by: int, now: datetime) -> None:
    """What was hidden by mistake counts again; guest and place are told."""
    require(connection, by, Right.PERSONS)
    review = taken(connection, order_id)
    if review is None or review.hidden_at is None or review.taken_back_at is not None:
        raise ReportDecided(order_id)
    decided = {"decided_by": by, "decided_at": now, "reason": ""}
    connection.execute(
        update(review_reports).where(review_reports.c.order_id == order_id).values(**decided)
    )
    _show(connection, review, None)
    add_up(connection, review.location_id, review.stars, 1)
    tell_of_decision(connection, review, now)
    _record(connection, review, by, now, hidden=False)


def _to_decide(connection: Connection, order_id: int, by: int) -> Taken:
    require(connection, by, Right.PERSONS)
    review = taken(connection, order_id)
    if review is None or not review.counts:
        raise ReportDecided(order_id)
    return review


def _decide(connection: Connection, order_id: int, by: int, reason: str, now: datetime) -> None:
    change = (
        update(review_reports)
        .where(review_reports.c.order_id == order_id, review_reports.c.decided_at.is_(None))
        .values(decided_by=by, decided_at=now, reason=reason)
    )
    if connection.execute(change).rowcount == 0:
        raise ReportDecided(order_id)


def _show(connection: Connection, review: Taken, hidden_at: datetime | None) -> None:
    change = update(ratings).where(ratings.c.order_id == review.order_id)
    connection.execute(change.values(hidden_at=hidden_at))


def _reported(connection: Connection, order_id: int) -> tuple[datetime | None, datetime | None]:
    query = select(review_reports.c.reported_at, review_reports.c.decided_at)
    row = connection.execute(query.where(review_reports.c.order_id == order_id)).one_or_none()
    return (None, None) if row is None else (row.reported_at, row.decided_at)


def _record(connection: Connection, review: Taken, by: int, now: datetime, **what: bool) -> None:
    before = {name: not value for name, value in what.items()}
    change = Change(review.merchant_id, by, Subject.REVIEW, review.order_id, before, what)
    record(connection, change, now)
