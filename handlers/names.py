"""How people are called on every screen, also those whose name shows nothing, and those who left."""

from chat.turn import Turn
from people.naming import is_visible
from people.queries import PersonView


def called(turn: Turn, name: str) -> str:
    """A name as others read it: never blank."""
    if not name:
        return turn._("a former user").unescape()
    return name if is_visible(name) else turn._("Guest").unescape()


def told_apart(turn: Turn, person: PersonView) -> str:
    """The name with the username where there is one, so that two of a name are told apart."""
    name = called(turn, person.name)
    if person.username is None:
        return name
    return turn._("{name} (@{username})", name=name, username=person.username).unescape()
