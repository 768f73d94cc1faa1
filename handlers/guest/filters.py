"""What narrows and sorts a search: each press is a search of its own, so older ones stay true."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from catalog import pricing, searching
from catalog.looking import Looking, Sort
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from database.money import minor_exponent
from handlers.guest.actions import OpenCategories, OpenFilters, OpenPlace, OpenResults
from handlers.guest.how_far import OpenHowFar
from handlers.guest.preferring import OpenPreferred
from handlers.layout import columns

flow = Flow()

IN_A_ROW = 3
"""So many choices with a mark have room in one row of a phone, whatever the language."""


class Change(StrEnum):
    """What a press changes of a search."""

    OPEN_NOW = "open"
    ANY_TIME = "any-time"
    BOOKABLE = "bookable"
    ALL_PLACES = "all"
    NEAREST = "nearest"
    CHEAPEST = "cheapest"
    BEST = "best"


CHANGES: Mapping[Change, tuple[str, Any]] = MappingProxyType(
    {
        Change.OPEN_NOW: ("open_now", True),
        Change.ANY_TIME: ("open_now", False),
        Change.BOOKABLE: ("bookable_only", True),
        Change.ALL_PLACES: ("bookable_only", False),
        Change.NEAREST: ("sort", Sort.DISTANCE),
        Change.CHEAPEST: ("sort", Sort.PRICE),
        Change.BEST: ("sort", Sort.RATING),
    }
)


@dataclass(frozen=True, slots=True)
class Refine(Move):
    """The same search with one thing changed; `stay` shows the filters again."""

    code = "refine"
    search: int
    change: Change
    stay: bool = False


@dataclass(frozen=True, slots=True)
class LimitPrice(Move):
    """The same search up to a price in whole units of the market's currency; None is any price."""

    code = "upto"
    search: int
    price: int | None


@flow.page(OpenFilters)
def filters_page(turn: Turn, press: OpenFilters) -> Screen:
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    return Screen(
        text=paragraphs(
            turn._("<b>Filters</b>"),
            turn._("Choose your filters, then press “Show places”."),
        ),
        rows=(
            (Button(turn._("Show places"), OpenResults(press.search), Style.PRIMARY),),
            _opening(turn, press, looking),
            _sorting(turn, press, looking),
            *_prices(turn, press, looking),
            (
                Button(turn._("📅 When and how many"), OpenPreferred(press.search)),
                *_how_far(turn, press, looking),
            ),
            (
                Button(turn._("Categories"), OpenCategories(press.search)),
                Button(turn._("📍 Elsewhere"), OpenPlace(press.search)),
            ),
        ),
        back=OpenResults(press.search),
    )


@flow.move(Refine)
def refine(turn: Turn, press: Refine) -> Page:
    field, value = CHANGES[press.change]
    changed = searching.refine(
        turn.connection, press.search, turn.person.id, turn.now, **{field: value}
    )
    return OpenFilters(changed) if press.stay else OpenResults(changed)


@flow.move(LimitPrice)
def limit_price(turn: Turn, press: LimitPrice) -> Page:
    whole = _whole(turn)
    if press.price is not None and not pricing.is_friendly(press.price, whole):
        raise PageOutdated(OpenFilters(press.search))
    price = None if press.price is None else press.price * whole
    changed = searching.refine(
        turn.connection, press.search, turn.person.id, turn.now, price_to=price
    )
    return OpenFilters(changed)


def _how_far(turn: Turn, press: OpenFilters, looking: Looking) -> Row:
    if looking.point is None:
        return ()
    return (Button(turn._("📍 How far"), OpenHowFar(press.search)),)


def _opening(turn: Turn, press: OpenFilters, looking: Looking) -> Row:
    open_now = Change.ANY_TIME if looking.open_now else Change.OPEN_NOW
    bookable = Change.ALL_PLACES if looking.bookable_only else Change.BOOKABLE
    return (
        Button(_chosen(turn._("Open now"), looking.open_now), Refine(press.search, open_now, True)),
        Button(
            _chosen(turn._("Bookable"), looking.bookable_only),
            Refine(press.search, bookable, True),
        ),
    )


def _sorting(turn: Turn, press: OpenFilters, looking: Looking) -> Row:
    ways = (
        (turn._("Nearest"), Sort.DISTANCE, Change.NEAREST),
        (turn._("Cheapest"), Sort.PRICE, Change.CHEAPEST),
        (turn._("Best rated"), Sort.RATING, Change.BEST),
    )
    return tuple(
        Button(_chosen(label, looking.sort is sort), Refine(press.search, change, True))
        for label, sort, change in ways
    )


def _prices(turn: Turn, press: OpenFilters, looking: Looking) -> tuple[Row, ...]:
    whole = _whole(turn)
    offered = set(pricing.limits(turn.connection, turn.market.currency, whole))
    if looking.price_to is not None:
        offered.add(looking.price_to // whole)
    if not offered:
        return ()
    any_price = Button(
        _chosen(turn._("Any price"), looking.price_to is None), LimitPrice(press.search, None)
    )
    limits = (
        Button(
            _chosen(
                turn._("≤ {price}", price=turn.texts.money(price * whole, turn.market.currency)),
                looking.price_to == price * whole,
            ),
            LimitPrice(press.search, price),
        )
        for price in sorted(offered)
    )
    choices = (any_price, *limits)
    return columns(len(choices) if len(choices) <= IN_A_ROW else 2, choices)


def _whole(turn: Turn) -> int:
    """So many minor units are one of the market's currency."""
    scale: int = 10 ** minor_exponent(turn.market.currency)
    return scale


def _chosen(label: str, chosen: bool) -> str:
    return f"● {label}" if chosen else f"○ {label}"
