"""Where somebody who signs in finds themselves, and the browsers in which they are signed in."""

from catalog import lists
from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.room import Room
from people import signing_in

room = Room()


@room.page("")
@room.page("/")
def home_page(turn: Turn, _ask: Ask) -> View:
    """A choice of what they look after."""
    names = lists.names(turn.connection, sorted(turn.person.merchants))
    return View("home.html", {"shops": sorted(names.items(), key=lambda each: each[1])})


@room.page("/browsers")
def browsers_page(turn: Turn, _ask: Ask) -> View:
    found = signing_in.sessions_of(turn.connection, turn.person.id, turn.now)
    return View("browsers.html", {"browsers": found})


@room.move("/browsers/{session}/end")
def end_session(turn: Turn, ask: Ask) -> str:
    """One of their own; the one they sit at, too."""
    if not signing_in.end(turn.connection, ask.place["session"], turn.person.id, turn.now):
        raise NotHere
    return "/browsers"
