"""Near me: what a guest looks for, bookable places first, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, select

from catalog.categories import known_category
from catalog.finding_models import opening_spans
from catalog.geography import distance
from catalog.indexing import main_currency
from catalog.leaving_out import shorter, whole_names
from catalog.looking import ANY_TIME, Looking
from catalog.models import locations, merchants
from catalog.opening import state_of
from catalog.ranking import foresee, found, of_name, ranked
from catalog.spans import state_by_span
from catalog.states import OpenState
from catalog.synonyms import meant
from catalog.timetables import Premises, timetables
from catalog.views import Found, Nearby, rating_of
from catalog.vocabulary import ALIKE, CLOSELY_ALIKE, TRIGRAM, Vocabulary
from catalog.widening import category_of, wider
from catalog.wording import folded
from database.metadata import Instant
from database.point import Point


def search(
    connection: Connection, looking: Looking, now: datetime, *, limit: int = 8, offset: int = 0
) -> Found:
    """A page of what matches: bookable places first, each in the order of `looking.sort`.

    Words forgive typing errors where nothing fits them exactly; of a sentence that fits nothing,
    a part is searched for, or what it says beside words that nobody knows.
    """
    vocabulary = Vocabulary(connection)
    ids, kept = understood(vocabulary, looking, now, offset + limit + 1)
    page = ids[offset : offset + limit]
    results = cards(connection, page, looking.point, now)
    unknown = None if kept is None else unknown_words(vocabulary, looking.words, kept)
    more = len(ids) > offset + limit
    return Found(results=results, more=more, kept=kept, unknown=unknown)


def understood(
    vocabulary: Vocabulary, looking: Looking, now: datetime, count: int
) -> tuple[list[int], str | None]:
    """What fits all the words, or what is called as a part of them, or the first part that anything fits.

    And that part.
    """
    is_thing = any(wider(looking.words))  # a paediatrician is no Patricia with a slip in it
    ids = found(vocabulary, looking, now, count, least=CLOSELY_ALIKE if is_thing else ALIKE)
    if ids:
        return ids, None
    names, parts = tuple(whole_names(looking.words)), tuple(shorter(looking.words))
    if len(names) + len(parts) > 1:
        foresee(vocabulary, looking, (*names, *parts))
    for name in names:
        ids = of_name(vocabulary, replace(looking, words=name), now, count)
        if ids:
            return ids, name
    for part in parts:
        ids = found(vocabulary, replace(looking, words=part), now, count, forgive=False)
        if ids:
            return ids, part
    if ids or not says_more(looking) or not unknown_words(vocabulary, looking.words, ""):
        return ids, None
    return found(vocabulary, replace(looking, words=""), now, count), ""


def says_more(looking: Looking) -> bool:
    """Than words, and where."""
    return bool(looking.preferred != ANY_TIME or looking.open_now or looking.price_to)


def unknown_words(vocabulary: Vocabulary, words: str, kept: str) -> str | None:
    """What was left out, where none of it is in any name nor names a kind."""
    if kept not in words:
        return None
    left = words.replace(kept, " ", 1).split() if kept else words.split()
    unknown = left and all(is_unknown(vocabulary, each) for each in left)
    return " ".join(left) if unknown else None


def is_unknown(vocabulary: Vocabulary, word: str) -> bool:
    pieces = [each for each in folded(word) if len(each) >= TRIGRAM]
    if not pieces or meant(word) or category_of(word):
        return False
    return not any(vocabulary.containing(each) for each in pieces)


def is_named(connection: Connection, looking: Looking, now: datetime) -> bool:
    """Whether any place has all the words as they stand."""
    return bool(ranked(connection, looking, now, 1, forgive=False))


def cards(
    connection: Connection, location_ids: Sequence[int], here: Point | None, now: datetime
) -> tuple[Nearby, ...]:
    """What a list shows of these locations, in their order."""
    if not location_ids:
        return ()
    wanted = {"ids": list(location_ids), "now": now}
    rows = {row.location_id: row for row in connection.execute(card_rows(), wanted)}
    states = states_of(connection, rows.values(), now)
    return tuple(card(rows[each], states[each], here) for each in location_ids if each in rows)


def states_of(connection: Connection, rows: Collection[Any], now: datetime) -> dict[int, OpenState]:
    """By the span that holds now; where none is kept, by the hours themselves."""
    states = {row.location_id: state_by_span(row) for row in rows if row.state is not None}
    others = {row.location_id: Premises.of(row) for row in rows if row.state is None}
    read = timetables(connection, others)
    return states | {each: state_of(read.get(each), now) for each in others}


def card(row: Row[*tuple[Any, ...]], state: OpenState, here: Point | None) -> Nearby:
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
        open=state,
        zone=row.zone,
        attribution=row.attribution,
    )


@cache
def card_rows() -> Select[*tuple[Any, ...]]:
    """With what the hours say `now`, where a span of them is kept."""
    now = bindparam("now", type_=Instant)
    span, begun = opening_spans.alias("span"), opening_spans.alias("begun")
    latest = (
        select(func.max(begun.c.starts_at))
        .where(begun.c.hours_id == locations.c.hours_id, begun.c.starts_at <= now)
        .scalar_subquery()
    )
    holds = and_(
        span.c.hours_id == locations.c.hours_id, span.c.starts_at == latest, span.c.ends_at > now
    )
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
            span.c.state,
            span.c.until,
            span.c.opens,
            span.c.comment,
        )
        .join(merchants, merchants.c.id == locations.c.merchant_id)
        .outerjoin(span, holds)
        .where(locations.c.id.in_(bindparam("ids", expanding=True)))
    )
