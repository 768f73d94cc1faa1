"""Typed words that answer no question are a search, around the last place where there is one."""

from catalog import searching
from catalog.looking import Looking
from chat.action import Page
from chat.flow import Flow
from chat.turn import Turn
from handlers.guest.actions import LookFor, OpenHome, OpenPlace, OpenResults
from handlers.guest.wishing import looking_for, opened, wished
from handlers.layout import shortened

flow = Flow()

LONGEST = 100


@flow.move(LookFor)
def look_for(turn: Turn, press: LookFor) -> Page:
    words = shortened(press.text, LONGEST)
    if not words:
        return OpenHome()
    wish = wished(turn, words)
    about = opened(wish)
    if about is not None:
        return about
    point, place = searching.last_place(turn.connection, turn.person.id) or (None, None)
    looking = looking_for(turn, Looking(words=words, point=point, place=place), wish)
    search = searching.remember(turn.connection, turn.person.id, looking, turn.now)
    if looking.point is None and not looking.words:
        return OpenPlace(search)
    return OpenResults(search)
