"""Where to look: the last place again, a shared location, or a typed district, street or town."""

from dataclasses import dataclass, replace

from catalog import places, searching
from catalog.looking import Looking
from catalog.places import called
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from database.point import Point
from handlers.guest.actions import GivePlace, GoNear, OpenHome, OpenPlace, OpenResults
from handlers.layout import columns
from wording.places import place_words

flow = Flow()

LONGEST = 100


@dataclass(frozen=True, slots=True)
class OpenPlaces(Page):
    """Which of several places with the typed name was meant."""

    code = "places"
    search: int


@dataclass(frozen=True, slots=True)
class LookAround(Move):
    """Move a search to one of the places that its words may mean."""

    code = "around"
    search: int
    place: int


@flow.page(OpenPlace)
def place_page(turn: Turn, press: OpenPlace) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("I can't find that place. Is the spelling right?") if press.again else None,
            turn._("<b>Where should I look?</b>"),
            turn._("Share your location, or type a district, a street or a town."),
        ),
        back=OpenHome() if press.search is None else OpenResults(press.search),
        asks=GivePlace(press.search),
        asks_place=turn._("📍 Share my location"),
    )


@flow.move(GoNear)
def go_near(turn: Turn, _press: GoNear) -> Page:
    last = searching.last_place(turn.connection, turn.person.id)
    if last is None:
        return OpenPlace()
    point, place = last
    return _remembered(turn, Looking(point=point, place=place))


@flow.move(GivePlace)
def give_place(turn: Turn, press: GivePlace) -> Page:
    if press.point is not None:
        here = press.point
        return _moved(turn, press.search, point=here, place=None)
    typed = press.text[:LONGEST]
    found = places.find(turn.connection, typed)
    if not found:
        return OpenPlace(press.search, again=True)
    meant = called(found) or found
    if len(meant) == 1:
        return _moved(turn, press.search, point=meant[0].point, place=meant[0].name)
    return OpenPlaces(_moved(turn, press.search, point=None, place=typed).search)


@flow.page(OpenPlaces)
def places_page(turn: Turn, press: OpenPlaces) -> Screen:
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    found = places.find(turn.connection, looking.place or looking.words)
    buttons = (Button(place_words(turn, each), LookAround(press.search, each.id)) for each in found)
    return Screen(
        text=turn._("Which one do you mean?"),
        rows=columns(1, buttons),
        back=OpenPlace(press.search),
        asks=GivePlace(press.search),
    )


@flow.move(LookAround)
def look_around(turn: Turn, press: LookAround) -> Page:
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    found = places.find(turn.connection, looking.place or looking.words)
    chosen = next((each for each in found if each.id == press.place), None)
    if chosen is None:
        raise PageOutdated(OpenPlace(press.search))
    words = looking.words if looking.place else ""
    moved = replace(looking, point=chosen.point, place=chosen.name, words=words)
    return _remembered(turn, moved)


def _moved(
    turn: Turn, search: int | None, *, point: Point | None, place: str | None
) -> OpenResults:
    looking = Looking()
    if search is not None:
        looking = searching.recall(turn.connection, search, turn.person.id)
    return _remembered(turn, replace(looking, point=point, place=place))


def _remembered(turn: Turn, looking: Looking) -> OpenResults:
    return OpenResults(searching.remember(turn.connection, turn.person.id, looking, turn.now))
