"""How far from where somebody looks: alternatives to what a sentence said, or to no limit at all."""

from dataclasses import dataclass

from catalog import searching
from catalog.looking import WIDEST, Looking
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenPlace, OpenResults
from handlers.layout import columns

flow = Flow()

NARROWEST = 50
WALK = 1_000
OFFERED = (500, WALK, 2_000, 5_000, 10_000)
"""Metres."""


@dataclass(frozen=True, slots=True)
class OpenHowFar(Page):
    """Choose how far a search goes, and from where."""

    code = "howfar"
    search: int


@dataclass(frozen=True, slots=True)
class LimitDistance(Move):
    """The same search within so many metres; None is any distance."""

    code = "within"
    search: int
    metres: int | None


@dataclass(frozen=True, slots=True)
class LookEverywhere(Move):
    """The same search around no place."""

    code = "allover"
    search: int


@flow.page(OpenHowFar)
def how_far_page(turn: Turn, press: OpenHowFar) -> Screen:
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    return Screen(
        text=paragraphs(
            turn._("<b>How far?</b>"),
            turn._("Choose, then press “Show places”. You can also just type it."),
        ),
        rows=(
            (Button(turn._("Show places"), OpenResults(press.search), Style.PRIMARY),),
            *_distances(turn, press, looking),
            (
                Button(turn._("📍 Elsewhere"), OpenPlace(press.search)),
                Button(turn._("Everywhere"), LookEverywhere(press.search)),
            ),
        ),
        back=OpenResults(press.search),
    )


@flow.move(LimitDistance)
def limit_distance(turn: Turn, press: LimitDistance) -> Page:
    metres = WIDEST if press.metres is None else press.metres
    if not NARROWEST <= metres <= WIDEST:
        raise PageOutdated(OpenHome())
    return OpenHowFar(_changed(turn, press.search, radius=metres))


@flow.move(LookEverywhere)
def look_everywhere(turn: Turn, press: LookEverywhere) -> Page:
    return OpenResults(_changed(turn, press.search, point=None, place=None, radius=WIDEST))


def distance_words(turn: Turn, looking: Looking) -> str | None:
    """What a search says of where: how far, or near which place."""
    if looking.point is None:
        return None
    if looking.radius < WIDEST:
        distance = turn.texts.distance(looking.radius)
        if looking.place:
            return turn._("📍 {place} · {distance}", place=looking.place, distance=distance)
        return turn._("📍 {distance}", distance=distance)
    return turn._("📍 {place}", place=looking.place) if looking.place else None


def _changed(turn: Turn, search: int, **changes: object) -> int:
    return searching.refine(turn.connection, search, turn.person.id, turn.now, **changes)


def _distances(turn: Turn, press: OpenHowFar, looking: Looking) -> tuple[Row, ...]:
    chosen = looking.radius if looking.radius < WIDEST else None
    offered = sorted({*OFFERED, *(() if chosen is None else (chosen,))})
    anywhere = Button(
        _marked(turn._("Any distance"), chosen is None), LimitDistance(press.search, None)
    )
    limits = (
        Button(_marked(_label(turn, each), each == chosen), LimitDistance(press.search, each))
        for each in offered
    )
    return ((anywhere,), *columns(3, limits))


def _label(turn: Turn, metres: int) -> str:
    words = turn.texts.distance(metres)
    return turn._("🚶 {distance}", distance=words) if metres == WALK else words


def _marked(label: str, chosen: bool) -> str:
    return f"● {label}" if chosen else f"○ {label}"
