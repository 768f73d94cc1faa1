"""What a search finds: what can be booked comes first, each with the next time to come."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from catalog import places, searching
from catalog.looking import ANY_TIME, Looking
from catalog.places import called
from catalog.views import Found, Nearby, Place
from chat.flow import Flow
from chat.markup import joined, trusted
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import (
    LookFor,
    OpenCategories,
    OpenFilters,
    OpenHome,
    OpenPlace,
    OpenResults,
)
from handlers.guest.chips import chips
from handlers.guest.filters import Change, Refine
from handlers.guest.found_free import Entry, Free, entries
from handlers.guest.found_menu import with_menu
from handlers.guest.nearby import LookAround
from handlers.guest.nearest import nearest, nearest_words
from handlers.guest.result_keys import NAME, beyond_keys, keys
from handlers.hours import near_time, open_words
from handlers.layout import dotted, leafing, shortened
from handlers.reviewing import stars
from wording.kinds import kind_label, kind_name
from wording.places import place_words

flow = Flow()

MEANT = 3
SERVICE = 60
BADGE = " ✓"


@flow.page(OpenResults, asks=lambda press: LookFor(search=press.search))
def results_page(turn: Turn, press: OpenResults) -> Screen:
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    found, shown = entries(turn, looking, press.page)
    menus = with_menu(turn, shown)
    near = nearest(turn, looking, shown, press.page)
    return Screen(
        text=paragraphs(
            _heading(turn, looking, found),
            _left_out(turn, looking, found),
            nearest_words(turn, looking, near),
            *(() if near.beyond and not shown else _texts(turn, looking, shown)),
            _source(found),
        ),
        rows=(
            *_suggestions(turn, press, looking, found),
            *chips(turn, press, looking),
            *(() if near.beyond is None else beyond_keys(turn, press, looking, near.beyond)),
            *(row for each in shown for row in keys(turn, press, looking, each, menus)),
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
    return trusted(f"<b>{joined(' · ', parts)}</b>")


def _left_out(turn: Turn, looking: Looking, found: Found) -> Markup | None:
    if found.kept is None:
        return None
    said = looking.words
    if found.unknown is not None:
        return _not_understood(turn, found.unknown, found.kept)
    return turn._("Nothing matches all of “{said}”. Here's “{kept}”.", said=said, kept=found.kept)


def _not_understood(turn: Turn, unknown: str, kept: str) -> Markup:
    if not kept:
        return turn._(
            "I didn't understand “{unknown}”. Here's everything that fits the rest.",
            unknown=unknown,
        )
    return turn._("I didn't understand “{unknown}”. Here's “{kept}”.", unknown=unknown, kept=kept)


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
            yield _unbookable(turn, entries)
        yield from (_text(turn, looking, each) for each in group)


def _unbookable(turn: Turn, entries: Sequence[Entry]) -> Markup:
    """Before those that can be booked stands only what is called as was typed."""
    if entries[-1].place.bookable:
        return turn._("<i>Called so, but not bookable here yet</i>")
    return turn._("<i>Other places, not bookable here yet</i>")


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
        known = joined(" · ", (turn._("<b>{name}</b>", name=place.name), known))
    words = turn._("<b>{number}</b> · {facts}", number=entry.number, facts=known)
    return lines(
        words, next_words(turn, looking, entry) or open_words(turn, place.open, place.zone)
    )


def next_words(turn: Turn, looking: Looking, entry: Entry) -> Markup | None:
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
    return joined(" · ", (words, turn._("with {resource}", resource=free.giver.name)))


def _cost(turn: Turn, free: Free) -> str:
    return turn.texts.money(free.price, free.currency) if free.price else turn._("free")


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
