"""A typed sentence as a search: what was understood of it, or else its words as they stand."""

from dataclasses import replace
from datetime import date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from catalog import nearby, places, queries, searching
from catalog.looking import ANY_TIME, WIDEST, Looking, Preferred, Sort
from catalog.places import called
from chat.action import Hour
from chat.turn import Turn
from database.money import minor_exponent
from handlers.layout import shortened
from understanding import Order, Times, When, Wish, understand

SORTED = MappingProxyType({Order.CHEAPEST: Sort.PRICE, Order.BEST_RATED: Sort.RATING})
LONGEST = 300
"""Characters that are read of what somebody typed."""

LAST_MINUTE = 24 * 60 - 1


def wished(turn: Turn, words: str) -> Wish:
    """What the words say, read in the person's language first; days are those of the market."""
    return said(turn, words, answers=False)


def said(turn: Turn, words: str, *, answers: bool) -> Wish:
    languages = [each.split("_")[0] for each in (turn.person.locale, *turn.market.locales)]
    now = turn.now.astimezone(zone(turn)).replace(tzinfo=None)
    return understand(shortened(words, LONGEST), now, languages, answers=answers)


def zone(turn: Turn) -> ZoneInfo:
    return ZoneInfo(turn.market.zone)


def looking_for(turn: Turn, typed: Looking, wish: Wish) -> Looking:
    """The search that is meant; a name is a name, whatever else its words might say."""
    if wish.what == typed.words or nearby.is_named(turn.connection, typed, turn.now):
        return typed
    if not says_more(wish):
        return replace(typed, words=wish.what) if wish.what and wish.order is None else typed
    around, place = typed.point, typed.place
    words, giver = wish.what, wish.giver
    if giver and not queries.givers_called(turn.connection, giver):
        words, giver = as_said(f"{words} {giver}", typed.words), None
    if wish.near is not None:
        found = places.find(turn.connection, wish.near)
        if found:
            chosen = (called(found) or found)[0]
            around, place = chosen.point, chosen.name
        else:
            words = as_said(f"{words} {wish.near}", typed.words)
    return Looking(
        point=around,
        place=place,
        words=words,
        open_now=wish.open_now,
        price_to=price_of(turn, wish),
        sort=Sort.DISTANCE if wish.order is None else SORTED.get(wish.order, Sort.DISTANCE),
        radius=WIDEST if wish.radius is None else min(wish.radius, WIDEST),
        preferred=replace(preferred_of(wish), giver=giver),
    )


def as_said(words: str, typed: str) -> str:
    """These words in the order in which they were typed, so that what they are called stays together."""
    said = [each.strip(".,;:!?").casefold() for each in typed.split()]
    order = {each: place for place, each in reversed([*enumerate(said)])}
    return " ".join(sorted(words.split(), key=lambda each: order.get(each.casefold(), len(said))))


def typed_search(turn: Turn, words: str) -> Looking:
    """From where the person looked last, unless the words say from where."""
    point, place = searching.last_place(turn.connection, turn.person.id) or (None, None)
    return looking_for(turn, Looking(words=words, point=point, place=place), wished(turn, words))


def is_named(turn: Turn, words: str) -> bool:
    """Whether any place anywhere, or its kind, is called so."""
    return bool(words) and nearby.is_named(turn.connection, Looking(words=words), turn.now)


def says_more(wish: Wish) -> bool:
    """Beside a name; of nothing but an order, such as `cheap`, a name may have been meant."""
    filters = (
        wish.giver
        or wish.when
        or wish.party
        or wish.near
        or wish.here
        or wish.price_to
        or wish.radius
        or wish.open_now
    )
    return bool(filters or (wish.order and wish.what))


def price_of(turn: Turn, wish: Wish) -> int | None:
    """In minor units of the market's currency."""
    if wish.price_to is None:
        return None
    scale: int = 10 ** minor_exponent(turn.market.currency)
    return wish.price_to * scale


def preferred_of(wish: Wish) -> Preferred:
    """When, and for how many."""
    if not wish.when:
        return ANY_TIME if wish.party is None else Preferred(party=wish.party)
    if wish.when.moment is not None and wish.when.days is None:
        return _from_then_on(wish.when.moment, wish.party)
    first, last = _days(wish.when)
    begin, end = _minutes(wish.when.times)
    return Preferred(first, last, begin, end, wish.party)


def hour_of(preferred: Preferred) -> Hour | None:
    """The hour from which on times are wanted."""
    return None if preferred.minute_from is None else Hour(preferred.minute_from // 60)


def _from_then_on(moment: datetime, party: int | None) -> Preferred:
    """Whoever comes in two hours comes today, and not before."""
    day = moment.date()
    return Preferred(day, day, moment.hour * 60 + moment.minute, LAST_MINUTE, party)


def _days(when: When) -> tuple[date | None, date | None]:
    return (None, None) if when.days is None else (when.days.first, when.days.last)


def _minutes(times: Times | None) -> tuple[int | None, int | None]:
    return (None, None) if times is None else (_minute(times.begin), _minute(times.end))


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
