"""Near me: what a guest looks for, bookable places first, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from catalog.categories import known_category
from catalog.geography import distance
from catalog.indexing import main_currency
from catalog.leaving_out import shorter
from catalog.looking import Looking
from catalog.models import locations, merchants
from catalog.opening import state_of
from catalog.ranking import ranked
from catalog.timetables import Premises, timetables
from catalog.views import Found, Nearby, rating_of
from catalog.weekly import Timetable
from database.point import Point


def search(
    connection: Connection, looking: Looking, now: datetime, *, limit: int = 8, offset: int = 0
) -> Found:
    """A page of what matches: bookable places first, each in the order of `looking.sort`.

    With `open_now` only the first few hundred candidates are looked at. Words forgive typing
    errors where nothing fits them exactly; of a sentence that fits nothing, a part is searched for.
    """
    ids, kept = understood(connection, looking, now, offset + limit + 1)
    page = ids[offset : offset + limit]
    results = cards(connection, page, looking.point, now)
    return Found(results=results, more=len(ids) > offset + limit, kept=kept)


def understood(
    connection: Connection, looking: Looking, now: datetime, count: int
) -> tuple[list[int], str | None]:
    """What fits all the words, or the first of their parts that anything fits, and that part."""
    ids = ranked(connection, looking, now, count)
    for part in () if ids else shorter(looking.words):
        ids = ranked(connection, replace(looking, words=part), now, count, forgive=False)
        if ids:
            return ids, part
    return ids, None


def cards(
    connection: Connection, location_ids: Sequence[int], here: Point | None, now: datetime
) -> tuple[Nearby, ...]:
    """What a list shows of these locations, in their order."""
    rows = {row.location_id: row for row in connection.execute(card_rows(location_ids))}
    kept = timetables(connection, {each: Premises.of(row) for each, row in rows.items()})
    return tuple(card(rows[each], kept, here, now) for each in location_ids if each in rows)


def card(
    row: Row[*tuple[Any, ...]],
    kept: Mapping[int, Timetable],
    here: Point | None,
    now: datetime,
) -> Nearby:
    point = Point(row.latitude, row.longitude)
    return Nearby(
        merchant_id=row.merchant_id,
        location_id=row.location_id,
        name=row.name,
        category=known_category(row.category),
        point=point,
        address=row.address,
        distance_m=distance(here, point) if here else None,
        bookable=row.bookable,
        price_from=row.price_from,
        currency=row.currency,
        rating=rating_of(row.rating_sum, row.rating_count),
        approved=row.approved_at is not None,
        open=state_of(kept.get(row.location_id), now),
        zone=row.zone,
        attribution=row.attribution,
    )


def card_rows(location_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            locations.c.id.label("location_id"),
            locations.c.merchant_id,
            merchants.c.name,
            locations.c.category,
            locations.c.latitude,
            locations.c.longitude,
            locations.c.address,
            locations.c.bookable,
            locations.c.price_from,
            main_currency().label("currency"),
            locations.c.rating_sum,
            locations.c.rating_count,
            merchants.c.approved_at,
            locations.c.opening_hours,
            locations.c.zone,
            merchants.c.attribution,
        )
        .join(merchants, merchants.c.id == locations.c.merchant_id)
        .where(locations.c.id.in_(location_ids))
    )
