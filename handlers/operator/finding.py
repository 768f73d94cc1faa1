"""What an operator types is looked up first: an order's number, a code, a charge, @name or a name."""

import re
from dataclasses import dataclass

from chat.action import Page, given
from chat.screen import Button, Row, Screen, Seen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import LookFor
from handlers.layout import columns
from handlers.names import told_apart
from handlers.operator.actions import OpenOperatorDesk, OpenOrder, OpenPerson
from handlers.operator.guarding import OperatorFlow
from handlers.operator.order import order_page
from handlers.operator.person import person_page
from orders import codes, finding
from people import finding as people_finding
from people import queries as people
from people.looking import Place
from people.rights import Right

flow = OperatorFlow(Right.PERSONS)

FOUND = 8
NUMBER = re.compile(r"(?:#|№)?\s*(\d{1,9})\Z")
USERNAME = re.compile(r"@(\w{3,40})\Z")
CHARGE = re.compile(r"\S{8,200}\Z")
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class OpenFinding(Page):
    """Ask whom or what to look up."""

    code = "op-lookup"


@dataclass(frozen=True, slots=True)
class Find(Page):
    """What typed words mean to an operator."""

    code = "op-found"
    text: str = given("")


@dataclass(frozen=True, slots=True)
class SearchPlaces(Page):
    """Ask for words to look for places with."""

    code = "op-places"


def for_operator(turn: Turn, text: str) -> Page | None:
    """The page of what an operator typed; None for what is no order, person, code or charge."""
    if not turn.person.may(Right.PERSONS):
        return None
    found = _meant(turn, text)
    return None if found is None else Find(text=text)


@flow.page(OpenFinding)
def finding_page(turn: Turn, _press: OpenFinding) -> Screen:
    return Screen(
        text=turn._("Type an order number, a code, a charge, a name or @username."),
        rows=(_places(turn),),
        back=OpenOperatorDesk(),
        asks=Find(),
    )


@flow.page(Find)
def found_page(turn: Turn, press: Find) -> Screen:
    match _meant(turn, press.text):
        case OpenOrder() as order:
            return order_page(turn, order)
        case OpenPerson() as person:
            return person_page(turn, person)
        case list() as people:
            return _several(turn, press.text, people)
        case _:
            return _nothing(turn)


def _meant(turn: Turn, text: str) -> OpenOrder | OpenPerson | list[int] | None:
    order = _order(turn, text)
    if order is not None:
        return OpenOrder(order)
    username = USERNAME.match(text)
    if username is not None:
        person = people_finding.by_username(turn.connection, username[1])
        return None if person is None else OpenPerson(person)
    if len(text) < SHORTEST_NAME:
        return None
    return people_finding.by_name(turn.connection, text, FOUND + 1) or None


def _order(turn: Turn, text: str) -> int | None:
    number = NUMBER.match(text)
    if number is not None:
        return finding.by_number(turn.connection, int(number[1]))
    code = codes.normalise(text)
    found = None if code is None else finding.by_code(turn.connection, code)
    if found is None and CHARGE.match(text):
        return finding.by_charge(turn.connection, text)
    return found


def _several(turn: Turn, text: str, ids: list[int]) -> Screen:
    found = people.persons(turn.connection, ids)
    buttons = (Button(told_apart(turn, each), OpenPerson(each.id)) for each in found[:FOUND])
    return Screen(
        text=paragraphs(
            turn._("<b>People named “{name}”</b>", name=text),
            turn._("There are more. Type more of the name, or the @username.")
            if len(found) > FOUND
            else None,
        ),
        rows=(*columns(1, buttons), _places(turn)),
        back=OpenOperatorDesk(),
        asks=Find(),
        shows=tuple(Seen(each.id, Place.SEARCH) for each in found[:FOUND]),
    )


def _nothing(turn: Turn) -> Screen:
    return Screen(
        text=turn._("No order, person, code or charge matches that. Check it and type it again."),
        rows=(_places(turn),),
        back=OpenOperatorDesk(),
        asks=Find(),
    )


def _places(turn: Turn) -> Row:
    return (Button(turn._("🔎 Search places instead"), SearchPlaces()),)


@flow.page(SearchPlaces)
def search_places_page(turn: Turn, _press: SearchPlaces) -> Screen:
    return Screen(
        text=turn._("What are you looking for? Type a place, a service or a name."),
        back=OpenOperatorDesk(),
        asks=LookFor(),
    )
