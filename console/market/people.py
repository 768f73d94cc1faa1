"""A person who asks for help: found by number, @username or name, with what they ordered. Each look is kept."""

import re

from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import for_market
from console.room import Room
from orders import finding as orders
from people import finding, looking, queries
from people.looking import Look, Place
from people.queries import PersonView
from people.rights import Right

room = Room()

FOUND = 10
PAGE = 25
LOOKS = 20
SHORTEST_NAME = 2
NUMBER = re.compile(r"#?(\d{1,12})\Z")
USERNAME = re.compile(r"@(\w{3,40})\Z")


@room.page("/market/people")
def finding_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PERSONS)
    words = ask.text("q")
    found = meant(turn, words)
    values = {"words": words, "people": found[:FOUND], "more": len(found) > FOUND}
    return View("market/people.html", values, [Look(each.id, Place.SEARCH) for each in found])


@room.page("/market/people/{person}")
def person_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PERSONS)
    person = queries.person(turn.connection, ask.place["person"])
    if person is None or person.forgotten_at is not None:
        raise NotHere
    found = orders.orders_of(turn.connection, person.id, PAGE + 1, before=ask.before())
    values = {
        "person": person,
        "orders": found[:PAGE],
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
        "looks": looking.latest(turn.connection, LOOKS, person_id=person.id),
    }
    return View("market/person.html", values, [Look(person.id, Place.PERSON)])


def meant(turn: Turn, words: str) -> list[PersonView]:
    """Whom a number, a @username or a part of a name means; nobody who was forgotten."""
    found = queries.persons(turn.connection, _ids(turn, words))
    return [each for each in found if each.forgotten_at is None]


def _ids(turn: Turn, words: str) -> list[int]:
    number, username = NUMBER.match(words), USERNAME.match(words)
    if number is not None:
        return [whole(number[1]) or 0]
    if username is not None:
        one = finding.by_username(turn.connection, username[1])
        return [] if one is None else [one]
    if len(words) < SHORTEST_NAME:
        return []
    return finding.by_name(turn.connection, words, FOUND + 1)
