"""What a search finds: what can be booked comes first, each with the next time to come."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog import places, searching
from catalog.looking import ANY_TIME, Looking
from catalog.views import Found, Nearby, Place
from chat.action import Action
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import (
    OpenCategories,
    OpenFilters,
    OpenHome,
    OpenMerchant,
    OpenPlace,
    OpenResults,
    OpenService,
)
from handlers.guest.filters import Change, Refine
from handlers.guest.found_free import Entry, Free, entries
from handlers.guest.found_menu import menu_keys, with_menu
from handlers.guest.nearby import LookAround, called, place_words
from handlers.guest.preferring import preferred_chips
from handlers.guest.taking import TakeNext
from handlers.hours import near_time, open_words
from handlers.layout import dotted, leafing, shortened
from handlers.reviewing import stars
from wording.kinds import kind_label, kind_name

flow = Flow()

MEANT = 3
NAME = 24
SERVICE = 60
BADGE = " ✓"


@flow.page(OpenResults)
def results_page(turn: Turn, press: OpenResults) -> Screen:
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    found, shown = entries(turn, looking, press.page)
    menus = with_menu(turn, shown)
    return Screen(
        text=paragraphs(
            _heading(turn, looking, found),
            _left_out(turn, looking, found),
            *_texts(turn, looking, shown),
            _source(found),
        ),
        rows=(
            *_suggestions(turn, press, looking, found),
            *preferred_chips(turn, press, looking.preferred),
            *(row for each in shown for row in _keys(turn, press, looking, each, menus)),
            *leafing(
                turn, press.page, lambda page: OpenResults(press.search, page), more=found.more
            ),
            _narrowing(turn, press, looking),
            _moving(turn, press, looking),
        ),
        back=OpenHome(),
    )


def _heading(turn: Turn, looking: Looking, found: Found) -> Markup:
    parts = [_where(turn, looking)]
    if looking.words and found.kept is None:
        parts.append(turn._("“{words}”", words=looking.words))
    if looking.category:
        parts.append(kind_name(turn, looking.category))
    if looking.open_now:
        parts.append(turn._("open now"))
    if looking.price_to is not None:
        price = turn.texts.money(looking.price_to, turn.market.currency)
        parts.append(turn._("up to {price}", price=price))
    return Markup("<b>{}</b>").format(Markup(" · ").join(parts))


def _left_out(turn: Turn, looking: Looking, found: Found) -> Markup | None:
    if found.kept is None:
        return None
    said = looking.words
    return turn._("Nothing matches all of “{said}”. Here's “{kept}”.", said=said, kept=found.kept)


def _left_out_words(looking: Looking, found: Found) -> list[str]:
    kept = found.kept
    return [] if kept is None else [each for each in looking.words.split() if each not in kept]


def _where(turn: Turn, looking: Looking) -> str:
    if looking.point is None:
        return turn._("Everywhere")
    return turn._("Near {place}", place=looking.place) if looking.place else turn._("Near you")


def _texts(turn: Turn, looking: Looking, entries: Sequence[Entry]) -> Iterator[Markup]:
    """What the keys have no room for; a name that fits its key is not said twice."""
    if not entries:
        yield turn._("Nothing found. Try other words, fewer filters, or another place.")
    for bookable, group in groupby(entries, key=lambda each: each.place.bookable):
        if not bookable:
            yield turn._("<i>Other places, not bookable here yet</i>")
        yield from (_text(turn, looking, each) for each in group)


def _text(turn: Turn, looking: Looking, entry: Entry) -> Markup:
    place = entry.place
    name = shortened(place.name, NAME)
    facts = (
        kind_label(turn, place.category) + (BADGE if place.approved else ""),
        stars(turn, place.rating),
        _distance(turn, place),
        _price(turn, place),
    )
    known = dotted(facts)
    if name != place.name:
        known = Markup("{} · {}").format(turn._("<b>{name}</b>", name=place.name), known)
    words = turn._("<b>{number}</b> · {facts}", number=entry.number, facts=known)
    return lines(words, _next(turn, looking, entry) or open_words(turn, place.open, place.zone))


def _next(turn: Turn, looking: Looking, entry: Entry) -> Markup | None:
    """When one could come, and what for: pressing its key takes that."""
    if entry.free is None:
        wanted = looking.preferred != ANY_TIME and entry.place.bookable
        return turn._("Nothing free then, nor in the week after.") if wanted else None
    facts = {
        "when": near_time(turn, entry.free.starts[0], entry.place.zone),
        "service": shortened(entry.free.name, SERVICE),
        "price": _cost(turn, entry.free),
    }
    if not entry.free.fits:
        return turn._("Nothing free then. Nearest: {when} · {service} · {price}", **facts)
    if looking.preferred != ANY_TIME:
        return _with(turn, entry.free, turn._("Free then: {service} · {price}", **facts))
    return turn._("Next: {when} · {service} · {price}", **facts)


def _with(turn: Turn, free: Free, words: Markup) -> Markup:
    if free.giver is None:
        return words
    return Markup("{} · {}").format(words, turn._("with {resource}", resource=free.giver.name))


def _cost(turn: Turn, free: Free) -> str:
    return turn.texts.money(free.price, free.currency) if free.price else turn._("free")


def _keys(
    turn: Turn, press: OpenResults, looking: Looking, entry: Entry, menus: Sequence[int]
) -> Iterator[Row]:
    """The place and its next time beside each other; of several times each has a key below it."""
    name = shortened(entry.place.name, NAME)
    label = turn._("{number}. {name}", number=entry.number, name=name)
    place = Button(label, OpenMerchant(entry.place.merchant_id, press.search))
    times = _times(turn, press, looking, entry)
    if entry.place.location_id in menus:
        yield from menu_keys(turn, place, entry, menus, looking.words)
    elif len(times) > 1:
        yield (place,)
        yield times
    else:
        yield (place, *times)


def _times(turn: Turn, press: OpenResults, looking: Looking, entry: Entry) -> Row:
    if entry.free is None:
        return ()
    zone, party = entry.place.zone, looking.preferred.party
    return tuple(
        Button(
            turn._("🕐 {when}", when=_start(turn, looking, entry.free, start, zone)),
            _take(press, entry.free, start, zone, party),
        )
        for start in entry.free.starts
    )


def _start(turn: Turn, looking: Looking, free: Free, start: datetime, zone: str) -> str:
    """The time alone where it is on the one day that was asked for, which stands above the list."""
    asked = looking.preferred
    if free.fits and asked.first_day is not None and asked.first_day == asked.last_day:
        return turn.texts.time(start, zone)
    return near_time(turn, start, zone)


def _take(press: OpenResults, free: Free, start: datetime, zone: str, party: int | None) -> Action:
    """Where one order may be for several, they say first for how many."""
    resource = None if free.giver is None else free.giver.id
    if party is not None or free.most == 1:
        return TakeNext(free.service_id, start, party or 1, resource)
    day = start.astimezone(ZoneInfo(zone)).date()
    return OpenService(free.service_id, day, 1, press.search, resource=resource)


def _distance(turn: Turn, each: Nearby) -> str | None:
    return None if each.distance_m is None else turn.texts.distance(each.distance_m)


def _price(turn: Turn, each: Nearby) -> Markup | None:
    if each.price_from is None or each.currency is None:
        return None
    if each.price_from == 0:
        return turn._("free to book")
    return turn._("from {price}", price=turn.texts.money(each.price_from, each.currency))


def _suggestions(turn: Turn, press: OpenResults, looking: Looking, found: Found) -> tuple[Row, ...]:
    """Words that name a place may have meant to look there."""
    if not looking.words or press.page:
        return ()
    meant = _places(turn, looking.words)
    for word in _left_out_words(looking, found):
        meant = meant or _places(turn, word)
    names = [place_words(turn, each) if len(meant) > 1 else each.name for each in meant]
    return tuple(
        (Button(turn._("📍 Near {place}", place=name), LookAround(press.search, each.id)),)
        for name, each in zip(names, meant, strict=True)
    )


def _places(turn: Turn, words: str) -> Sequence[Place]:
    return called(places.find(turn.connection, words))[:MEANT]


def _narrowing(turn: Turn, press: OpenResults, looking: Looking) -> Row:
    change = Change.ANY_TIME if looking.open_now else Change.OPEN_NOW
    label = turn._("● Open now") if looking.open_now else turn._("○ Open now")
    return (
        Button(label, Refine(press.search, change)),
        Button(turn._("Filters"), OpenFilters(press.search)),
    )


def _moving(turn: Turn, press: OpenResults, looking: Looking) -> Row:
    elsewhere = turn._("📍 Elsewhere") if looking.point else turn._("📍 Near me")
    return (
        Button(turn._("Categories"), OpenCategories(press.search)),
        Button(elsewhere, OpenPlace(press.search)),
    )


def _source(found: Found) -> Markup | None:
    sources = sorted({each.attribution for each in found.results if each.attribution})
    return Markup("<i>{}</i>").format("\n".join(sources)) if sources else None
