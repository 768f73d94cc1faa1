"""Where a place is that somebody adds: shared or found by what is typed, and its address in words."""

from dataclasses import dataclass

from catalog import applying, places
from catalog.applications import recall
from catalog.applying import LONGEST_ADDRESS
from catalog.cleaning import clean
from catalog.folding import fold
from catalog.places import PlaceKind, called
from catalog.views import Place
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from database.point import Point
from handlers.errors import fitting
from handlers.guest.application_actions import (
    OpenApplicationAddress,
    OpenApplicationPlace,
    OpenApplicationPlaces,
    following,
    parent,
    unsent,
)
from handlers.layout import columns
from wording.places import place_words

flow = Flow()


@dataclass(frozen=True, slots=True)
class GiveApplicationPlace(Move):
    """Where it is, typed or shared."""

    code = "add-here"
    application: int
    text: str = given("")
    point: Point | None = given(None)


@dataclass(frozen=True, slots=True)
class ChooseApplicationPlace(Move):
    """At this one of several."""

    code = "add-there"
    application: int
    place: int


@dataclass(frozen=True, slots=True)
class GiveApplicationAddress(Move):
    """Its address in words."""

    code = "add-addressed"
    application: int
    text: str = given("")


@flow.page(OpenApplicationPlace)
def place_page(turn: Turn, press: OpenApplicationPlace) -> Screen:
    application = unsent(turn, press.application)
    return Screen(
        text=paragraphs(
            turn._("I can't find that place. Is the spelling right?") if press.again else None,
            turn._("<b>Where is {place}?</b>", place=application.name),
            turn._(
                "If you are there, share your location: that is the most exact. Or type its street"
                " and number, such as “Vaasankatu 4, Helsinki”."
            ),
        ),
        asks=GiveApplicationPlace(application.id),
        asks_place=turn._("📍 Share my location"),
        back=parent(application),
    )


@flow.move(GiveApplicationPlace)
def give_place(turn: Turn, press: GiveApplicationPlace) -> Page:
    whose = (press.application, turn.person.id)
    if press.point is not None:
        applying.locate(turn.connection, *whose, press.point, None)
        return following(turn, press.application)
    again = OpenApplicationPlace(press.application, again=True)
    typed = clean(fitting(press.text, LONGEST_ADDRESS, again), LONGEST_ADDRESS)
    found = places.find(turn.connection, typed)
    if not found:
        recall(turn.connection, *whose)
        return again
    meant = called(found) or found
    if len(meant) == 1:
        return _at(turn, press.application, meant[0], typed)
    applying.narrow(turn.connection, *whose, typed)
    return OpenApplicationPlaces(press.application)


@flow.page(OpenApplicationPlaces)
def places_page(turn: Turn, press: OpenApplicationPlaces) -> Screen:
    application = unsent(turn, press.application)
    found = places.find(turn.connection, application.place or "")
    buttons = (
        Button(place_words(turn, each), ChooseApplicationPlace(application.id, each.id))
        for each in found
    )
    return Screen(
        text=turn._("Which one do you mean?"),
        rows=columns(1, buttons),
        asks=GiveApplicationPlace(application.id),
        back=OpenApplicationPlace(application.id),
    )


@flow.move(ChooseApplicationPlace)
def choose_place(turn: Turn, press: ChooseApplicationPlace) -> Page:
    application = unsent(turn, press.application)
    typed = application.place or ""
    found = places.find(turn.connection, typed)
    chosen = next((each for each in found if each.id == press.place), None)
    if chosen is None:
        raise PageOutdated(OpenApplicationPlace(application.id))
    return _at(turn, application.id, chosen, typed)


@flow.page(OpenApplicationAddress)
def address_page(turn: Turn, press: OpenApplicationAddress) -> Screen:
    application = unsent(turn, press.application)
    return Screen(
        text=paragraphs(
            turn._("<b>What is the address of {place}?</b>", place=application.name),
            turn._("Type it as guests should read it, such as “Vaasankatu 4, Helsinki”."),
        ),
        asks=GiveApplicationAddress(application.id),
        back=parent(application),
    )


@flow.move(GiveApplicationAddress)
def give_address(turn: Turn, press: GiveApplicationAddress) -> Page:
    again = OpenApplicationAddress(press.application)
    address = clean(fitting(press.text, LONGEST_ADDRESS, again), LONGEST_ADDRESS)
    if not address:
        return again
    applying.give_address(turn.connection, press.application, turn.person.id, address)
    return following(turn, press.application)


def _at(turn: Turn, application: int, place: Place, typed: str) -> Page:
    """A street written out, with a number, is the address as well."""
    whole = fold(place.name) in fold(typed) and any(map(str.isdigit, typed))
    exact = place.kind == PlaceKind.STREET and whole
    applying.locate(
        turn.connection,
        application,
        turn.person.id,
        place.point,
        place_words(turn, place),
        typed if exact else None,
    )
    return following(turn, application)
