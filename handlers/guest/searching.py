"""Typed words that answer no question are a search, around the last place where there is one."""

from catalog import searching
from catalog.looking import Looking
from chat.action import Hour, Page
from chat.flow import Flow
from chat.turn import Turn
from handlers.guest.actions import LookFor, OpenHome, OpenPlace, OpenResults, OpenService
from handlers.guest.wishing import LONGEST, looking_for, opened, preferred_of, wished
from handlers.layout import shortened
from understanding import Wish

flow = Flow()


@flow.move(LookFor)
def look_for(turn: Turn, press: LookFor) -> Page:
    words = shortened(press.text, LONGEST)
    if not words:
        return OpenHome()
    wish = wished(turn, words)
    about = opened(wish) or _of_service(press, wish)
    if about is not None:
        return about
    point, place = searching.last_place(turn.connection, turn.person.id) or (None, None)
    looking = looking_for(turn, Looking(words=words, point=point, place=place), wish)
    search = searching.remember(turn.connection, turn.person.id, looking, turn.now)
    if looking.point is None and not looking.words:
        return OpenPlace(search)
    return OpenResults(search)


def _of_service(press: LookFor, wish: Wish) -> Page | None:
    """Friday works: the service that is looked at, then or for so many."""
    if press.service is None or wish.what or not (wish.when or wish.party):
        return None
    preferred = preferred_of(wish)
    hour = None if preferred.minute_from is None else Hour(preferred.minute_from // 60)
    return OpenService(
        press.service,
        day=preferred.first_day,
        seats=wish.party or press.seats,
        search=press.search,
        hour=hour if preferred.first_day else None,
    )
