"""When one could come next to each of a few places: what a list says of them, asked for at once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, bindparam, func, select

from catalog.folding import fold_typed
from catalog.models import services
from catalog.rosters import CLOSED, Roster, rosters
from orders.booking.availability import BEYOND, Availability
from orders.booking.occupation import Occupation, occupation
from orders.booking.offer_rows import offer_rows
from orders.booking.offers import Offer
from orders.errors import NotBookable

AHEAD = timedelta(days=3)
"""So far from today; who wants a later time opens the place."""

LOOKED_AT = 2
"""The cheapest service of a place, and the next one where that is full."""

MOST_OFFERS = 8
"""Services of a place among which one is looked for that was asked for by its name."""


@dataclass(frozen=True, slots=True)
class Soonest:
    """The next start (UTC) of one of a location's services that has a seat left."""

    service_id: int
    name: str
    starts_at: datetime
    price: int
    currency: str
    most: int  # seats that one order may take


def soonest(
    connection: Connection, location_ids: Sequence[int], now: datetime, words: str = ""
) -> dict[int, Soonest]:
    """By location, of a service that the words name before the others; nothing of those where
    nothing is free soon.
    """
    found: dict[int, Soonest] = {}
    for offer, start_of in looked_at(connection, offers_at(connection, location_ids, words), now):
        if offer.location_id in found:
            continue
        start = start_of()
        if start is not None:
            most = min(offer.max_seats, offer.capacity)
            given = (offer.name, start, offer.price, offer.currency, most)
            found[offer.location_id] = Soonest(offer.service_id, *given)
    return found


def next_starts(
    connection: Connection, offers: Sequence[Offer], now: datetime
) -> dict[int, datetime]:
    """When one could come next for each of these, by service; nothing where nothing is free soon."""
    starts = ((offer.service_id, of()) for offer, of in looked_at(connection, offers, now))
    return {service: start for service, start in starts if start is not None}


def looked_at(
    connection: Connection, offers: Sequence[Offer], now: datetime
) -> Iterator[tuple[Offer, Callable[[], datetime | None]]]:
    """Each with what finds its next start, by what was read of all of them at once."""
    if not offers:
        return
    hours = rosters(connection, {each.location_id: each.premises for each in offers})
    taken = occupation(connection, offers, now - BEYOND, now + AHEAD + BEYOND, now)
    for offer in offers:
        roster = hours.get(offer.location_id, CLOSED)
        yield offer, partial(first_free, offer, roster, taken, now)


def offers_at(connection: Connection, location_ids: Sequence[int], words: str) -> list[Offer]:
    """The first few services of each that have starts: those that the words name, then the cheapest."""
    most = MOST_OFFERS if words else LOOKED_AT
    rows = connection.execute(first_offers(), {"locations": list(location_ids), "most": most})
    offers = (each for row in rows if (each := Offer.of(row)).bookable and not each.at_home)
    places = defaultdict[int, list[Offer]](list)
    for offer in sorted(offers, key=asked_first(words)):
        places[offer.location_id].append(offer)
    return [offer for each in places.values() for offer in each[:LOOKED_AT]]


def asked_first(words: str) -> Callable[[Offer], tuple[int, int, int]]:
    """Orders services: those that have more of the words in their name, then the cheaper."""
    wanted = set(fold_typed(words).split())

    def rank(offer: Offer) -> tuple[int, int, int]:
        named = len(wanted & set(fold_typed(offer.name).split())) if wanted else 0
        return -named, offer.price, offer.service_id

    return rank


@cache
def first_offers() -> Select[*tuple[Any, ...]]:
    place = func.row_number().over(
        partition_by=services.c.location_id, order_by=(services.c.price, services.c.id)
    )
    ranked = (
        select(services.c.id, place.label("place"))
        .where(
            services.c.location_id.in_(bindparam("locations", expanding=True)),
            services.c.active,
            services.c.duration_minutes.is_not(None),
        )
        .subquery()
    )
    wanted = select(ranked.c.id).where(ranked.c.place <= bindparam("most"))
    return offer_rows().where(services.c.id.in_(wanted))


def first_free(offer: Offer, roster: Roster, taken: Occupation, now: datetime) -> datetime | None:
    found = Availability(offer, roster, taken, 1, now)
    today = now.astimezone(ZoneInfo(offer.zone)).date()
    with suppress(NotBookable):  # it is longer than anybody may book
        for ahead in range(AHEAD.days + 1):
            free = next(found.free(today + timedelta(days=ahead)), None)
            if free is not None:
                return free.starts_at
    return None
