"""Hours that many locations keep alike are kept once, with what they say of the next days.

A location points at its hours. They are named by all that they depend on and never change: new hours
are others. Where a location points at none, or at hours whose spans have run out, they are read.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, select, update

from catalog.countries import country_of
from catalog.finding_models import opening_spans, shared_hours
from catalog.models import locations
from catalog.regions import region_of
from catalog.spans import OpeningSpan, known, spans_of
from catalog.timetables import Kept, Premises, kept_hours, timetable_at
from catalog.weekly import Span
from database.among import among, given
from database.bulk import insert_rows

AHEAD = timedelta(days=8)
RENEWED = timedelta(days=4)
"""Before its spans run out: a program that stood still for days finds some left."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
SUN = re.compile(r"sun(rise|set)|dawn|dusk", re.IGNORECASE)
HOLIDAY = re.compile(r"\b[PS]H\b|holiday", re.IGNORECASE)


@dataclass(frozen=True)
class Hours:
    """What hours depend on: a text at its place, or what a merchant keeps here."""

    place: Premises
    kept: Kept | None = None

    @cached_property
    def fingerprint(self) -> str:
        """The same for all whose hours must be the same."""
        text = self.place.opening_hours
        if not text and self.kept is None:
            return "nothing"
        return hashed(self.place.zone, text, where(self.place), written(self.kept))


def hashed(*says: object) -> str:
    return sha256(json.dumps(says).encode()).hexdigest()


def where(place: Premises) -> object:
    """How far it matters where they are kept: for holidays the region, for the sun the very place."""
    sun, holidays = names(place.opening_hours or "")
    if sun:
        return place.latitude, place.longitude
    if holidays and (country := country_of(place.zone)):
        return region_of(country, place.latitude, place.longitude)
    return None


@lru_cache(maxsize=1024)
def names(text: str) -> tuple[bool, bool]:
    """Whether hours name the sun, and holidays; neighbours keep the same."""
    return SUN.search(text) is not None, HOLIDAY.search(text) is not None


def written(kept: Kept | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    weekly = {str(day): pairs(spans) for day, spans in sorted(kept.weekly.items())}
    exceptions = {day.isoformat(): pairs(spans) for day, spans in sorted(kept.exceptions.items())}
    return {"weekly": weekly, "exceptions": exceptions}


def pairs(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(each.opens, each.closes) for each in spans]


def share(connection: Connection, wanted: Collection[Hours]) -> dict[str, int]:
    """The ids of hours by fingerprint, in one look where all are known; new ones are kept."""
    by_name = {each.fingerprint: each for each in wanted}
    found = ids_of(connection, by_name)
    missing = sorted(by_name.keys() - found.keys())
    if missing:
        add(connection, [row_of(name, by_name[name]) for name in missing])
        found |= ids_of(connection, missing)
    return found


def ids_of(connection: Connection, names: Collection[str]) -> dict[str, int]:
    wanted = {"names": given(connection, names)}
    return dict(connection.execute(by_name(connection.dialect.name), wanted).all())


@cache
def by_name(dialect: str) -> Select[str, int]:
    columns = shared_hours.c
    named = among(dialect, columns.fingerprint, "names")
    return select(columns.fingerprint, columns.id).where(named)


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Another program may add the same at the same moment."""
    insert_rows(connection, shared_hours, rows, unless_there=True)


def row_of(fingerprint: str, hours: Hours) -> dict[str, Any]:
    place = hours.place
    return {
        "fingerprint": fingerprint,
        "zone": place.zone,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "opening_hours": place.opening_hours or None,
        "kept": written(hours.kept),
        "known_until": NEVER,
    }


def point_at_hours(connection: Connection, most: int) -> int:
    """Have locations that point at no hours point at theirs; how many did not."""
    columns = locations.c
    beside = (columns.zone, columns.latitude, columns.longitude, columns.opening_hours)
    query = select(columns.id, *beside).where(columns.hours_id.is_(None)).order_by(columns.id)
    places = {row.id: Premises.of(row) for row in connection.execute(query.limit(most))}
    kept = kept_hours(connection, list(places)) if places else {}
    hours = {each: Hours(place, kept.get(each)) for each, place in places.items()}
    ids = share(connection, hours.values()) if hours else {}
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for location, each in hours.items():
        alike[ids[each.fingerprint]].append(location)
    for hours_id, several in alike.items():
        change = update(locations).where(columns.id.in_(several), columns.hours_id.is_(None))
        connection.execute(change.values(hours_id=hours_id))
    return len(places)


def some_point_at_none(connection: Connection) -> bool:
    wanted = select(locations.c.id).where(locations.c.hours_id.is_(None)).limit(1)
    return connection.execute(wanted).first() is not None


def running_out(connection: Connection, now: datetime, most: int) -> dict[int, Hours]:
    """Hours that somebody keeps and whose spans end before long, by id."""
    used = exists().where(locations.c.hours_id == shared_hours.c.id)
    soon = shared_hours.c.known_until < now + RENEWED
    query = select(shared_hours).where(soon, used).order_by(shared_hours.c.known_until)
    return {row.id: hours_of(row) for row in connection.execute(query.limit(most))}


def hours_of(row: Any) -> Hours:
    return Hours(Premises.of(row), None if row.kept is None else read_kept(row.kept))


def read_kept(said: Mapping[str, Any]) -> Kept:
    kept = Kept()
    for weekday, spans in said["weekly"].items():
        kept.weekly[int(weekday)] = tuple(Span(*each) for each in spans)
    for day, spans in said["exceptions"].items():
        kept.exceptions[datetime.fromisoformat(day).date()] = tuple(Span(*each) for each in spans)
    return kept


def work_out(hours: Mapping[int, Hours], now: datetime) -> dict[int, list[OpeningSpan]]:
    """Takes milliseconds for each: do it in no transaction."""
    return {
        id_: spans_of(timetable_at(each.place, each.kept), now, now + AHEAD)
        for id_, each in hours.items()
    }


def keep(connection: Connection, spans: Mapping[int, Sequence[OpeningSpan]]) -> int:
    """In place of those that were kept; how many hours are known for longer now."""
    connection.execute(delete(opening_spans).where(opening_spans.c.hours_id.in_(list(spans))))
    rows = [span_row(id_, each) for id_, several in spans.items() for each in several]
    insert_rows(connection, opening_spans, rows)
    alike: defaultdict[datetime, list[int]] = defaultdict(list)
    for id_, several in spans.items():
        alike[several[-1].end].append(id_)
    for end, ids in alike.items():
        change = update(shared_hours).where(shared_hours.c.id.in_(ids))
        connection.execute(change.values(known_until=end))
    return len(spans)


def span_row(id_: int, span: OpeningSpan) -> dict[str, Any]:
    state = span.state
    return {
        "hours_id": id_,
        "starts_at": span.start,
        "ends_at": span.end,
        "state": int(known(state)),
        "until": state.until,
        "opens": state.opens,
        "comment": state.comment,
    }
