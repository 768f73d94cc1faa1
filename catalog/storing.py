"""Candidates into tables: known by their source's id, so that importing again changes only news."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from catalog.candidate import Candidate, Problem
from catalog.models import locations, merchants
from catalog.offering import offer, offer_first
from catalog.shared_hours import share
from catalog.stored_rows import (
    OF_LOCATION,
    OF_MERCHANT,
    hours_of,
    indexed,
    location_row,
    merchant_row,
    of_location,
    of_merchant,
)
from catalog.views import MerchantState
from database.among import among, given
from database.bulk import insert_rows


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the merchants and places in a chunk."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0  # not touched, because somebody looks after them here
    places: int = 0
    archived: int = 0
    taken: int = 0  # of the file, all together
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()  # that only showed when it was stored


LONGEST_NUMBER = 10
HERE = "here:"
"""Before the number of a merchant, in place of its source's id."""

Known = Mapping[tuple[str, str], Row[*tuple[Any, ...]]]
KNOWN = (
    select(
        merchants.c.id,
        merchants.c.source,
        merchants.c.source_id,
        merchants.c.state,
        merchants.c.fingerprint,
        locations.c.id.label("location_id"),
        *(merchants.c[name] for name in OF_MERCHANT),
        *(locations.c[name] for name in OF_LOCATION),
    )
    .join(locations, locations.c.merchant_id == merchants.c.id)
    .order_by(locations.c.id.desc())
)


def store(connection: Connection, chunk: Iterable[Candidate], now: datetime) -> Tally:
    """Insert what is new and update what has changed, in a transaction of some milliseconds."""
    found = {(each.source, each.source_id): each for each in chunk}
    known = known_merchants(connection, list(found))
    new = [each for key, each in found.items() if key not in known and not is_here(each)]
    listed = {
        key: row
        for key, row in known.items()
        if row.state == MerchantState.LISTED and not is_here(found[key])
    }
    news = {key: row for key, row in listed.items() if may_change(found[key], row)}
    free = still_listed(connection, [row.id for row in news.values()])
    insert_all(connection, new, now)
    changed = sum(
        change(connection, found[key], row) for key, row in news.items() if row.id in free
    )
    recognize(
        connection,
        {
            row.id: found[key].fingerprint
            for key, row in listed.items()
            if key not in news and row.fingerprint != found[key].fingerprint
        },
    )
    others = [(found[key], row) for key, row in known.items() if key not in listed]
    filled = sum(fill(connection, candidate, row) for candidate, row in others)
    return Tally(
        new=len(new),
        changed=changed + filled,
        unchanged=len(listed) - changed,
        kept=len(found) - len(new) - len(listed) - filled,
    )


def is_here(candidate: Candidate) -> bool:
    """Named by its number here, wherever it came from: it is there already, or there is none."""
    return candidate.source_id.startswith(HERE)


def known_merchants(connection: Connection, keys: Sequence[tuple[str, str]]) -> Known:
    by_source: defaultdict[str, list[str]] = defaultdict(list)
    for source, source_id in keys:
        by_source[source].append(source_id)
    known: dict[tuple[str, str], Row[*tuple[Any, ...]]] = {}
    for source, ids in by_source.items():
        wanted = {"source": source, "ids": given(connection, ids)}
        rows = connection.execute(of_source(connection.dialect.name), wanted)
        known |= {(row.source, row.source_id): row for row in rows}
    numbered = {number: key for key in keys if (number := number_of(key[1])) is not None}
    if numbered:
        rows = connection.execute(KNOWN.where(merchants.c.id.in_(list(numbered))))
        known |= {numbered[row.id]: row for row in rows}
    return known


@cache
def of_source(dialect: str) -> Select[*tuple[Any, ...]]:
    named = among(dialect, merchants.c.source_id, "ids")
    return KNOWN.where(merchants.c.source == bindparam("source"), named)


def number_of(source_id: str) -> int | None:
    """The merchant's number here, where a file says it instead of an id of its own."""
    number = source_id.removeprefix(HERE)
    is_number = number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER
    return int(number) if source_id.startswith(HERE) and is_number else None


def fill(connection: Connection, candidate: Candidate, row: Row[*tuple[Any, ...]]) -> bool:
    """Services and hours for a merchant that has no services yet; nothing that is there changes."""
    here = select(merchants.c.id).where(
        merchants.c.id == row.id, merchants.c.state != MerchantState.SUSPENDED
    )
    if connection.execute(here.with_for_update()).first() is None:
        return False
    filled = offer_first(connection, row.id, row.location_id, candidate)
    if filled:  # it is no longer what its own source says
        recognize(connection, {row.id: None})
    return filled


def differs(candidate: Candidate, row: Row[*tuple[Any, ...]]) -> bool:
    wanted = of_merchant(candidate) | of_location(candidate)
    return any(getattr(row, name) != value for name, value in wanted.items())


def insert_all(connection: Connection, new: Sequence[Candidate], now: datetime) -> None:
    if not new:
        return
    made = insert_rows(
        connection,
        merchants,
        [merchant_row(each, now) for each in new],
        returning=("source", "source_id", "id"),
    )
    numbers = {(source, source_id): id_ for source, source_id, id_ in made}
    ids = [numbers[each.source, each.source_id] for each in new]
    hours = [hours_of(each) for each in new]
    shared = share(connection, hours)
    rows = [
        location_row(each, id_, shared[kept.fingerprint])
        for each, id_, kept in zip(new, ids, hours, strict=True)
    ]
    offering = {id_: each for each, id_ in zip(new, ids, strict=True) if each.offered}
    returned = ("merchant_id", "id") if offering else ()
    places: dict[int, int] = dict(insert_rows(connection, locations, rows, returning=returned))
    for merchant_id, candidate in offering.items():
        offer(connection, merchant_id, places[merchant_id], candidate)


def may_change(candidate: Candidate, row: Row[*tuple[Any, ...]]) -> bool:
    """Whether there may be anything to do; most of a file that comes again is as before."""
    return bool(candidate.offered) or differs(candidate, row)


def still_listed(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those that nobody has claimed since they were looked up; nobody can now, before the end."""
    if not ids:
        return set()
    listed = (
        select(merchants.c.id)
        .where(merchants.c.id.in_(ids), merchants.c.state == MerchantState.LISTED)
        .order_by(merchants.c.id)
    )
    return set(connection.execute(listed.with_for_update()).scalars())


def recognize(connection: Connection, fingerprints: Mapping[int, int | None]) -> None:
    """Those that are as they were, but the text that says so is another."""
    if not fingerprints:
        return
    wanted = update(merchants).where(
        merchants.c.id == bindparam("merchant"), merchants.c.state == MerchantState.LISTED
    )
    connection.execute(
        wanted.values(fingerprint=bindparam("made")),
        [{"merchant": id_, "made": made} for id_, made in sorted(fingerprints.items())],
    )


def change(connection: Connection, candidate: Candidate, row: Row[*tuple[Any, ...]]) -> bool:
    """Bring a listed merchant up to date; says whether there was anything to do."""
    changed = differs(candidate, row) and overwrite(connection, candidate, row)
    return offer(connection, row.id, row.location_id, candidate) or changed


def overwrite(connection: Connection, candidate: Candidate, row: Row[*tuple[Any, ...]]) -> bool:
    """Only while it is still listed: whoever claimed it in the meantime keeps what they wrote."""
    changed = connection.execute(
        update(merchants)
        .where(merchants.c.id == row.id, merchants.c.state == MerchantState.LISTED)
        .values(**of_merchant(candidate), fingerprint=candidate.fingerprint)
    )
    if changed.rowcount:
        connection.execute(
            update(locations)
            .where(locations.c.id == row.location_id)
            .values(**of_location(candidate), **indexed(candidate))
        )
    return changed.rowcount == 1
