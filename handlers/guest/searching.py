"""Typed words: about one of the person's bookings, about what is shown, or else a search."""

from catalog import searching
from catalog.errors import SearchUnknown
from catalog.looking import WIDEST, Looking
from chat.action import Page
from chat.flow import Flow
from chat.turn import Turn
from handlers.guest.actions import LookFor, OpenHome, OpenPlace, OpenResults
from handlers.guest.answering import answer, changed
from handlers.guest.bookings_meant import page_of
from handlers.guest.found_free import PAGE, entries, opens_place
from handlers.guest.said_of_service import of_service
from handlers.guest.wishing import LONGEST, typed_search, wished
from handlers.layout import shortened
from understanding import Intent, Wish

flow = Flow()

LIST = 60
"""Places of a list that somebody may name by their number."""


@flow.move(LookFor)
def look_for(turn: Turn, press: LookFor) -> Page:
    words = shortened(press.text, LONGEST)
    if not words:
        return OpenHome()
    wish = answer(turn, words)
    return (
        of_service(turn, press, wish)
        or _of_results(turn, press, wish)
        or page_of(turn, wish)
        or _anew(turn, words)
    )


def _of_results(turn: Turn, press: LookFor, wish: Wish) -> Page | None:
    """The search that is shown, changed; or the place of its list that is meant."""
    if press.search is None or press.service is not None or wish.what:
        return None
    if wish.intent not in {Intent.FIND, Intent.MOVE}:
        return None
    try:
        looking = searching.recall(turn.connection, press.search, turn.person.id)
    except SearchUnknown:
        return None
    number = wish.choice or wish.number
    if number is not None and number <= LIST:
        return _numbered(turn, press.search, looking, number)
    new = changed(turn, looking, wish)
    if new is None:
        return None
    return _shown(new, press.search if new == looking else _remembered(turn, new))


def _numbered(turn: Turn, search: int, looking: Looking, number: int) -> Page | None:
    _, shown = entries(turn, looking, max(0, number - 1) // PAGE)
    chosen = next((each for each in shown if each.number == number), None)
    return None if chosen is None else opens_place(search, looking, chosen)


def _anew(turn: Turn, words: str) -> Page:
    looking = typed_search(turn, words)
    search = _remembered(turn, looking)
    if looking.point is None and (wished(turn, words).here or not looking.words):
        return OpenPlace(search)
    return _shown(looking, search)


def _shown(looking: Looking, search: int) -> Page:
    """How far somebody goes says nothing before they say from where."""
    if looking.point is None and looking.radius < WIDEST:
        return OpenPlace(search)
    return OpenResults(search)


def _remembered(turn: Turn, looking: Looking) -> int:
    return searching.remember(turn.connection, turn.person.id, looking, turn.now)
