"""What can be had when somebody would come: the free starts nearest to that, of a few places at once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import nsmallest
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from catalog.looking import Preferred
from catalog.queries import givers_called
from catalog.rosters import CLOSED, rosters
from catalog.views import Giver
from orders.booking.availability import BEYOND, Availability
from orders.booking.occupation import occupation
from orders.booking.offers import Offer
from orders.booking.soonest import MOST_OFFERS, asked_first, first_offers
from orders.errors import NotBookable

MOST_STARTS = 3
DAYS_LOOKED_AT = 7
"""Of a longer time than a week, and after the one that was asked for."""

CLOSE = timedelta(minutes=30)
"""Who asks for three takes half past two or half past three."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A service of a location with its starts (UTC) nearest to what was asked for.

    Without `fits` nothing is free when it was asked for, and these are those of the nearest day.
    """

    service_id: int
    name: str
    price: int
    currency: str
    most: int  # seats that one order may take
    starts: tuple[datetime, ...]
    fits: bool
    giver: Giver | None = None


def fitting(
    connection: Connection,
    location_ids: Sequence[int],
    preferred: Preferred,
    words: str,
    now: datetime,
) -> dict[int, Fitting]:
    """By location; a service that the words name before the others, then the cheapest."""
    called = givers_called(connection, preferred.giver) if preferred.giver else {}
    offers = offers_at(connection, location_ids, words, called)
    if not offers:
        return {}
    hours = rosters(connection, {each.location_id: each.premises for each in offers})
    end = latest(preferred, now) + DAYS_LOOKED_AT * DAY + BEYOND
    taken = occupation(connection, offers, now - BEYOND, end, now)
    found: dict[int, Fitting] = {}
    for offer in offers:
        known = found.get(offer.location_id)
        if known is None or not known.fits:
            roster = hours.get(offer.location_id, CLOSED)
            free = Availability(
                offer, roster, taken, preferred.party or 1, now, resource_of(offer, called)
            )
            new = starts_of(free, preferred, called.get(offer.service_id))
            if new is not None and (known is None or new.fits):
                found[offer.location_id] = new
    return found


def latest(preferred: Preferred, now: datetime) -> datetime:
    """When the last of the days that are looked at is over, wherever it is."""
    if preferred.last_day is None:
        return now
    return max(now, datetime.combine(preferred.last_day, time(), now.tzinfo))


def resource_of(offer: Offer, called: Mapping[int, Giver]) -> int | None:
    giver = called.get(offer.service_id)
    return None if giver is None else giver.id


def offers_at(
    connection: Connection,
    location_ids: Sequence[int],
    words: str,
    called: Mapping[int, Giver],
) -> list[Offer]:
    given = {"locations": list(location_ids), "most": MOST_OFFERS}
    rows = connection.execute(first_offers(), given)
    offers = (each for row in rows if (each := Offer.of(row)).bookable)
    asked = asked_first(words)
    return sorted(offers, key=lambda each: (each.service_id not in called, asked(each)))


def starts_of(free: Availability, preferred: Preferred, giver: Giver | None) -> Fitting | None:
    """None where it cannot be had for so many, or nothing is free for a week after."""
    offer = free.offer
    if free.seats > min(offer.max_seats, offer.capacity):
        return None
    zone = ZoneInfo(offer.zone)
    with suppress(NotBookable):  # it is longer than anybody may book
        first, last = days_of(preferred, free.now.astimezone(zone))
        inside = list(within(free, preferred, zone, first, last))
        if inside:
            return told(offer, inside, giver, fits=True)
        outside = next_free(free, preferred, zone, first)
        if outside:
            return told(offer, outside, giver, fits=False)
    return None


def days_of(preferred: Preferred, now: datetime) -> tuple[date, date]:
    """A time without a day is that of today or of tomorrow; one that is over today, tomorrow's."""
    today = now.date()
    if preferred.first_day is None:
        if preferred.minute_from is None:
            return today, today + DAYS_LOOKED_AT * DAY
        return today + DAY if is_over(preferred, now) else today, today + DAY
    first = max(preferred.first_day, today)
    last = preferred.last_day or first
    return first, min(last, first + DAYS_LOOKED_AT * DAY)


def is_over(preferred: Preferred, now: datetime) -> bool:
    begin, end = preferred.minute_from or 0, preferred.minute_to or 0
    return begin <= end < now.hour * 60 + now.minute - CLOSE.seconds // 60


def within(
    free: Availability, preferred: Preferred, zone: ZoneInfo, first: date, last: date
) -> Iterator[datetime]:
    """The starts of the first day that has any when it was asked for."""
    day = first
    while day <= last:
        begin, end = span_of(preferred, day, zone)
        starts = [each.starts_at for each in free.free(day) if begin <= each.starts_at <= end]
        if starts:
            yield from nearest(starts, preferred, day, zone)
            return
        day += DAY


def span_of(preferred: Preferred, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time(), zone)
    if preferred.minute_from is None or preferred.minute_to is None:
        return midnight, midnight + DAY
    begin = midnight + timedelta(minutes=preferred.minute_from)
    end = midnight + timedelta(minutes=preferred.minute_to)
    if begin == end:
        return begin - CLOSE, end + CLOSE
    return begin, end if begin < end else end + DAY


def nearest(
    starts: Sequence[datetime], preferred: Preferred, day: date, zone: ZoneInfo
) -> list[datetime]:
    """The nearest to a time, the first ones of a span or those nearest to it; the earliest first."""
    if preferred.minute_from is None or preferred.minute_to is None:
        return list(starts[:MOST_STARTS])
    begin, end = span_of(preferred, day, zone)
    wanted = begin + (end - begin) / 2 if preferred.minute_from == preferred.minute_to else None

    def gap(start: datetime) -> timedelta:
        if wanted is not None:
            return abs(start - wanted)
        return max(begin - start, start - end, timedelta(0))

    return sorted(nsmallest(MOST_STARTS, starts, key=gap))


def next_free(
    free: Availability, preferred: Preferred, zone: ZoneInfo, first: date
) -> list[datetime]:
    """Of the nearest day that has anything free at all, a later one before an earlier one."""
    today = free.now.astimezone(zone).date()
    for day in days_around(first, today):
        starts = [each.starts_at for each in free.free(day)]
        if starts:
            return nearest(starts, preferred, day, zone)
    return []


def days_around(first: date, today: date) -> Iterator[date]:
    """The day itself, the next, the one before, and so on; none that is over."""
    yield first
    for away in range(1, DAYS_LOOKED_AT + 1):
        yield first + away * DAY
        if first - away * DAY >= today:
            yield first - away * DAY


def told(offer: Offer, starts: Sequence[datetime], giver: Giver | None, *, fits: bool) -> Fitting:
    most = min(offer.max_seats, offer.capacity)
    given = (offer.service_id, offer.name, offer.price, offer.currency, most)
    return Fitting(*given, tuple(starts), fits, giver)
