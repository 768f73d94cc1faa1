"""A merchant closes days, or times of a day, and opens them again; days may have other hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, delete, insert, select, update

from catalog.changes import Change, Subject, record
from catalog.errors import ClosureUnknown, NotClosable
from catalog.models import hours_exceptions
from catalog.roster_models import closures, resource_exceptions
from catalog.rosters import in_days
from catalog.typed_hours import written_as
from catalog.weekly import Span
from catalog.whose import Grounds, Whose, name_of, ours

LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=3 * 366)


class Bookings(StrEnum):
    """What becomes of bookings that stand when their time is closed."""

    KEEP = "keep"
    ASK = "ask"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Closed:
    """Days from the first to the last; with `times` only that part of the first."""

    whose: Whose
    first: date
    last: date
    times: Span | None = None

    @property
    def days(self) -> list[date]:
        return in_days(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Closure:
    """A closure as it stands."""

    id: int
    closed: Closed
    bookings: Bookings
    made_by: int | None
    clearing: bool
    reopened: bool


def close(
    connection: Connection, closed: Closed, bookings: Bookings, by: int, now: datetime
) -> int:
    """From now on nothing is booked then; closing the same again is the same closure."""
    grounds = ours(connection, closed.whose, by)
    check_days(closed, grounds.premises.zone, now)
    same = [
        each
        for each in closures_of(connection, closed.whose, closed.first)
        if each.closed == closed
    ]
    if same:
        decide(connection, same[0], bookings, grounds.merchant_id, by, now)
        return same[0].id
    times = closed.times
    row = {
        "location_id": closed.whose.location_id,
        "resource_id": closed.whose.resource_id,
        "first_day": closed.first,
        "last_day": closed.last,
        "opens": times and times.opens,
        "closes": times and times.closes,
        "bookings": bookings,
        "made_by": by,
        "made_at": now,
        "cleared_through": 0,
    }
    made = connection.execute(insert(closures).values(**row).returning(closures.c.id))
    closure_id = made.scalar_one()
    note(connection, closed.whose, closed.days, (times,), closure_id)
    about = (grounds.merchant_id, by, Subject.CLOSURE, closure_id)
    record(connection, Change(*about, {}, said(connection, closed) | {"bookings": bookings}), now)
    return closure_id


def decide(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    found: Closure,
    bookings: Bookings,
    merchant_id: int,
    by: int,
    now: datetime,
) -> None:
    """Of bookings that were kept, or only asked, it may be decided anew; keeping changes nothing."""
    if bookings is Bookings.KEEP or bookings is found.bookings:
        return
    here = update(closures).where(closures.c.id == found.id)
    connection.execute(here.values(bookings=bookings))
    old, new = ({"bookings": str(each)} for each in (found.bookings, bookings))
    record(connection, Change(merchant_id, by, Subject.CLOSURE, found.id, old, new), now)


def check_days(closed: Closed, zone: str, now: datetime) -> None:
    """NotClosable for days that are over, too far away or too many."""
    today = now.astimezone(ZoneInfo(zone)).date()
    length = closed.last - closed.first
    past = closed.first < today or closed.last < closed.first
    if past or length >= LONGEST or closed.last > today + FURTHEST:
        raise NotClosable(closed.whose.location_id)


def said(connection: Connection, closed: Closed) -> dict[str, Any]:
    """As it is recorded."""
    times = None if closed.times is None else written_as([closed.times])
    of = {"resource": name_of(connection, closed.whose), "times": times}
    days = {"first": closed.first.isoformat(), "last": closed.last.isoformat()}
    return days | {name: value for name, value in of.items() if value is not None}


def reopen(connection: Connection, closure_id: int, by: int, now: datetime) -> Closure:
    """Open again as it was before; what was called off meanwhile stays called off."""
    closed = closure(connection, closure_id).closed
    grounds = ours(connection, closed.whose, by)
    found = closure(connection, closure_id, lock=True)
    if found.reopened:
        return found
    for table in (hours_exceptions, resource_exceptions):
        connection.execute(delete(table).where(table.c.closure_id == closure_id))
    over = update(closures).where(closures.c.id == closure_id)
    connection.execute(over.values(reopened_at=now, clearing_since=None))
    about = (grounds.merchant_id, by, Subject.CLOSURE, closure_id)
    record(connection, Change(*about, said(connection, closed), {}), now)
    return found


def closure(connection: Connection, closure_id: int, *, lock: bool = False) -> Closure:
    """ClosureUnknown where there is none; with `lock` it stays so until the transaction ends."""
    query = select(closures).where(closures.c.id == closure_id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise ClosureUnknown(closure_id)
    return closure_of(row)


def closures_of(connection: Connection, whose: Whose, today: date) -> list[Closure]:
    """Those of this location itself, or of this resource, that are not over; the next first."""
    columns = closures.c
    query = select(closures).where(
        columns.location_id == whose.location_id,
        columns.resource_id.is_not_distinct_from(whose.resource_id),
        columns.last_day >= today,
        columns.reopened_at.is_(None),
    )
    rows = connection.execute(query.order_by(columns.first_day, columns.opens, columns.id))
    return [closure_of(row) for row in rows]


def closure_of(row: Any) -> Closure:
    times = None if row.opens is None else Span(row.opens, row.closes)
    whose = Whose(row.location_id, row.resource_id)
    return Closure(
        id=row.id,
        closed=Closed(whose, row.first_day, row.last_day, times),
        bookings=Bookings(row.bookings),
        made_by=row.made_by,
        clearing=row.clearing_since is not None,
        reopened=row.reopened_at is not None,
    )


def set_special(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    whose: Whose,
    day: date,
    spans: Iterable[Span],
    by: int,
    now: datetime,
) -> None:
    """The day has these hours instead of its weekday's; none of them closes it."""
    grounds = ours(connection, whose, by)
    check_days(Closed(whose, day, day), grounds.premises.zone, now)
    before = special(connection, whose, day)
    drop_rows(connection, whose, day)
    wanted = tuple(spans)
    note(connection, whose, [day], wanted or (None,))
    change(connection, whose, grounds, day, (before, wanted), by, now)


def drop_special(connection: Connection, whose: Whose, day: date, by: int, now: datetime) -> None:
    """The day is as its weekday usually is."""
    grounds = ours(connection, whose, by)
    before = special(connection, whose, day)
    drop_rows(connection, whose, day)
    change(connection, whose, grounds, day, (before, None), by, now)


def change(  # noqa: PLR0917 - likewise
    connection: Connection,
    whose: Whose,
    grounds: Grounds,
    day: date,
    hours: tuple[tuple[Span, ...] | None, tuple[Span, ...] | None],
    by: int,
    now: datetime,
) -> None:
    old, new = ({} if spans is None else {day.isoformat(): written_as(spans)} for spans in hours)
    record(connection, Change(grounds.merchant_id, by, *whose.subject, old, new), now)


def special(connection: Connection, whose: Whose, day: date) -> tuple[Span, ...] | None:
    """The hours of a day that differ; None where they do not."""
    return specials(connection, whose, day, day).get(day)


def specials(
    connection: Connection, whose: Whose, first: date, last: date
) -> dict[date, tuple[Span, ...]]:
    """Days with hours of their own, by day; those with none are closed."""
    table, owner = exceptions_of(whose)
    columns = table.c
    query = select(columns.day, columns.opens, columns.closes).filter_by(**owner)
    query = query.where(columns.closure_id.is_(None), columns.day.between(first, last))
    found: dict[date, tuple[Span, ...]] = {}
    for row in connection.execute(query.order_by(columns.day, columns.opens)):
        spans = () if row.opens is None else (Span(row.opens, row.closes),)
        found[row.day] = (*found.get(row.day, ()), *spans)
    return found


def drop_rows(connection: Connection, whose: Whose, day: date) -> None:
    table, owner = exceptions_of(whose)
    gone = delete(table).filter_by(**owner).where(table.c.day == day, table.c.closure_id.is_(None))
    connection.execute(gone)


def exceptions_of(whose: Whose) -> tuple[Table, dict[str, int]]:
    if whose.resource_id is None:
        return hours_exceptions, {"location_id": whose.location_id}
    return resource_exceptions, {"resource_id": whose.resource_id}


def note(
    connection: Connection,
    whose: Whose,
    days: Iterable[date],
    spans: Iterable[Span | None],
    closure_id: int | None = None,
) -> None:
    table, owner = exceptions_of(whose)
    rows = [
        {
            **owner,
            "day": day,
            "opens": span and span.opens,
            "closes": span and span.closes,
            "closure_id": closure_id,
        }
        for day in days
        for span in spans
    ]
    connection.execute(insert(table), rows)
