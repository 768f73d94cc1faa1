"""What a search finds: what can be booked comes first, then more places."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from catalog import nearby, places, searching
from catalog.looking import Looking
from catalog.views import Found, Nearby
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
)
from handlers.guest.filters import Change, Refine
from handlers.guest.nearby import LookAround, called, place_words
from handlers.hours import open_words
from handlers.kinds import kind_name
from handlers.layout import paging, shortened

flow = Flow()

PAGE = 6
MEANT = 3
NAME = 24
BADGE = " ✓"


@flow.page(OpenResults)
def results_page(turn: Turn, press: OpenResults) -> Screen:
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    found = nearby.search(turn.connection, looking, turn.now, limit=PAGE, offset=press.page * PAGE)
    return Screen(
        text=paragraphs(_heading(turn, looking), *_entries(turn, press, found), _source(found)),
        rows=(
            *_suggestions(turn, press, looking),
            *((_button(turn, press, each, number),) for number, each in _numbered(press, found)),
            *paging(
                turn,
                OpenResults(press.search, press.page - 1) if press.page else None,
                OpenResults(press.search, press.page + 1) if found.more else None,
            ),
            _narrowing(turn, press, looking),
            _moving(turn, press, looking),
        ),
        back=OpenHome(),
    )


def _heading(turn: Turn, looking: Looking) -> Markup:
    parts = [_where(turn, looking)]
    if looking.words:
        parts.append(turn._("“{words}”", words=looking.words))
    if looking.category:
        parts.append(kind_name(turn, looking.category))
    if looking.open_now:
        parts.append(turn._("open now"))
    if looking.price_to is not None:
        price = turn.texts.money(looking.price_to, turn.market.currency)
        parts.append(turn._("up to {price}", price=price))
    return Markup("<b>{}</b>").format(Markup(" · ").join(parts))


def _where(turn: Turn, looking: Looking) -> str:
    if looking.point is None:
        return turn._("Everywhere")
    return turn._("Near {place}", place=looking.place) if looking.place else turn._("Near you")


def _entries(turn: Turn, press: OpenResults, found: Found) -> Iterator[Markup]:
    if not found.results:
        yield turn._("Nothing found. Try other words, fewer filters, or another place.")
    for bookable, group in groupby(_numbered(press, found), key=lambda each: each[1].bookable):
        if not bookable:
            yield turn._("<i>More places, not bookable here yet</i>")
        yield from (_entry(turn, number, each) for number, each in group)


def _entry(turn: Turn, number: int, each: Nearby) -> Markup:
    name = turn._("{number}. <b>{name}</b>", number=number, name=each.name)
    opening = open_words(turn, each.open, each.zone)
    facts = (_distance(turn, each), _price(turn, each), _rating(turn, each), opening)
    known = Markup(" · ").join(fact for fact in facts if fact)
    return lines(name + BADGE if each.approved else name, known)


def _numbered(press: OpenResults, found: Found) -> Sequence[tuple[int, Nearby]]:
    return list(enumerate(found.results, press.page * PAGE + 1))


def _button(turn: Turn, press: OpenResults, each: Nearby, number: int) -> Button:
    name = shortened(each.name, NAME)
    fact = _distance(turn, each) or kind_name(turn, each.category)
    label = turn._("{number}. {name} · {fact}", number=number, name=name, fact=fact)
    return Button(label, OpenMerchant(each.merchant_id, press.search))


def _distance(turn: Turn, each: Nearby) -> str | None:
    return None if each.distance_m is None else turn.texts.distance(each.distance_m)


def _price(turn: Turn, each: Nearby) -> Markup | None:
    if each.price_from is None or each.currency is None:
        return None
    if each.price_from == 0:
        return turn._("from free")
    return turn._("from {price}", price=turn.texts.money(each.price_from, each.currency))


def _rating(turn: Turn, each: Nearby) -> Markup | None:
    if each.rating.average is None:
        return None
    average = turn.texts.number(round(each.rating.average, 1))
    return turn._("★ {average} ({count})", average=average, count=each.rating.count)


def _suggestions(turn: Turn, press: OpenResults, looking: Looking) -> tuple[Row, ...]:
    """Words that name a place may have meant to look there."""
    if not looking.words or press.page:
        return ()
    meant = called(places.find(turn.connection, looking.words))[:MEANT]
    names = [place_words(turn, each) if len(meant) > 1 else each.name for each in meant]
    return tuple(
        (Button(turn._("📍 Near {place}", place=name), LookAround(press.search, each.id)),)
        for name, each in zip(names, meant, strict=True)
    )


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
