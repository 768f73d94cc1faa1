"""What somebody looks for from any chat: places with their nearest times, as cards to be sent there.

It only reads; whoever is new to us stays so until they open a link.
"""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog import searching
from catalog.looking import Looking
from chat.action import Hour, Page
from chat.cards import Card, Cards
from chat.screen import DeepLinkButton, Row, lines, plain
from chat.turn import Turn
from database.point import Point
from handlers.guest.actions import OpenBookings, OpenHome, OpenService
from handlers.guest.found_free import Entry, Free, entries, opens_place
from handlers.guest.nearest import nearest
from handlers.guest.wishing import LONGEST, looking_for, wished
from handlers.hours import near_time, open_words
from handlers.layout import dotted, shortened
from handlers.reviewing import stars
from understanding import Intent
from wording.kinds import kind_label

LAST_PAGE = 7
"""Telegram's own limit of fifty in a list is one a request; nobody leafs further than this."""

NAME = 60
DESCRIPTION = 180


def cards(turn: Turn, typed: str, offset: str, here: Point | None) -> Cards:
    """A page of what a sentence finds; a booking of one's own is for no other chat to read."""
    words, page = shortened(typed, LONGEST), page_of(offset)
    if wished(turn, words).intent is not Intent.FIND:
        return none_of(turn._("🎟 My bookings"), OpenBookings())
    point, place = (here, None) if here else _last_place(turn)
    if not words and point is None:
        return none_of(_open(turn), OpenHome())
    looking = looking_for(turn, Looking(words=words, point=point, place=place), wished(turn, words))
    found, shown = entries(turn, looking, page)
    other = nearest(turn, looking, shown, page).beyond
    listed = (*shown, *(() if other is None else (other,)))
    more = str(page + 1) if found.more and page < LAST_PAGE else ""
    made = tuple(card(turn, looking, each) for each in listed)
    return replace(none_of(_open(turn), OpenHome()), cards=made, more=more)


def none_of(words: str, opens: Page) -> Cards:
    return Cards((), "", words, opens)


def page_of(offset: str) -> int:
    """What is not ours begins anew."""
    return min(int(offset), LAST_PAGE) if offset.isascii() and offset.isdecimal() else 0


def card(turn: Turn, looking: Looking, entry: Entry) -> Card:
    place = entry.place
    name = shortened(place.name, NAME)
    return Card(
        key=str(place.location_id),
        title=name,
        description=shortened(" · ".join(_facts(turn, entry)), DESCRIPTION),
        text=lines(
            turn._("<b>{name}</b>", name=place.name),
            dotted((kind_label(turn, place.category), stars(turn, place.rating))),
            turn._("📍 {address}", address=place.address) if place.address else None,
            _when(turn, entry) or open_words(turn, place.open, place.zone),
        ),
        rows=tuple(_rows(turn, looking, entry)),
    )


def _facts(turn: Turn, entry: Entry) -> Iterator[str]:
    """Only whoever asked sees how far it is from them."""
    place = entry.place
    told = _when(turn, entry) or open_words(turn, place.open, place.zone)
    if told:
        yield plain(told)
    yield plain(kind_label(turn, place.category))
    if place.distance_m is not None:
        yield turn.texts.distance(place.distance_m)
    rating = stars(turn, place.rating)
    if rating:
        yield plain(rating)


def _when(turn: Turn, entry: Entry) -> Markup | None:
    free = entry.free
    if free is None:
        return None
    times = ", ".join(near_time(turn, each, entry.place.zone) for each in free.starts)
    price = turn.texts.money(free.price, free.currency) if free.price else turn._("free")
    facts = {"times": times, "service": free.name, "price": price}
    if not free.fits:
        return turn._("🕐 Nearest: {times} · {service} · {price}", **facts)
    return turn._("🕐 {times} · {service} · {price}", **facts)


def _rows(turn: Turn, looking: Looking, entry: Entry) -> Iterator[Row]:
    if entry.free is not None:
        yield tuple(_times(turn, looking, entry, entry.free))
    yield (DeepLinkButton(_open(turn), opens_place(None, looking, entry)),)


def _times(turn: Turn, looking: Looking, entry: Entry, free: Free) -> Iterator[DeepLinkButton]:
    zone, seats = ZoneInfo(entry.place.zone), looking.preferred.party or 1
    for start in free.starts:
        local = start.astimezone(zone)
        page = OpenService(
            free.service_id,
            local.date(),
            seats,
            hour=Hour(local.hour),
            resource=None if free.giver is None else free.giver.id,
        )
        when = near_time(turn, start, entry.place.zone)
        yield DeepLinkButton(turn._("🕐 {when}", when=when), page)


def _open(turn: Turn) -> str:
    return turn._("Open in {market}", market=turn.market.name)


def _last_place(turn: Turn) -> tuple[Point | None, str | None]:
    return searching.last_place(turn.connection, turn.person.id) or (None, None)
