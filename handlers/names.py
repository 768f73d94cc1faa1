"""How people are called on every screen, also those whose name shows nothing, and those who left."""

from collections.abc import Sequence

from markupsafe import Markup

from chat.turn import Turn
from people.naming import is_visible
from people.queries import PersonView, person, persons
from wording import first_names


def called(turn: Turn, name: str) -> str:
    """A name as others read it: never blank."""
    if not name:
        return turn._("a former user").unescape()
    return name if is_visible(name) else turn._("Guest").unescape()


def first_name(turn: Turn, name: str) -> str:
    """How somebody is called in public."""
    return first_names.first_name(name) or turn._("A guest").unescape()


def first_name_of(turn: Turn, person_id: int) -> str:
    """Likewise, by who it is."""
    found = person(turn.connection, person_id)
    return first_name(turn, "" if found is None else found.name)


def told_apart(turn: Turn, whom: PersonView) -> str:
    """The name with the username where there is one, so that two of a name are told apart."""
    name = called(turn, whom.name)
    if whom.username is None:
        return name
    return turn._("{name} (@{username})", name=name, username=whom.username).unescape()


def names_of(turn: Turn, person_ids: Sequence[int], most: int) -> Markup:
    """The names of the first of them, and how many more they are."""
    found = persons(turn.connection, person_ids[:most])
    names = turn.texts.listed([called(turn, each.name) for each in found])
    left = len(person_ids) - most
    if left <= 0:
        return names
    more = turn.ngettext("and {number} more", "and {number} more", left)
    return Markup("{}, {}").format(names, more)
