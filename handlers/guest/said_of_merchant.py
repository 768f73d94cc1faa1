"""What somebody types who looks at a merchant: about what it has, where it has what is asked for."""

from catalog import searching
from catalog.errors import SearchUnknown
from catalog.folding import fold_typed
from catalog.looking import ANY_TIME, Looking
from catalog.synonyms import meant
from catalog.views import MerchantView
from chat.action import Page
from chat.flow import Flow
from chat.turn import Turn
from handlers.guest.actions import LookFor, LookThere, OpenThere
from handlers.guest.answering import answer, changed
from handlers.guest.bookings_meant import stem
from handlers.guest.found import found_merchant
from handlers.guest.searching import look_for
from handlers.guest.wishing import LONGEST, typed_search
from handlers.layout import shortened
from understanding import Intent, Wish

flow = Flow()


@flow.move(LookThere)
def look_there(turn: Turn, press: LookThere) -> Page:
    return _at_merchant(turn, press) or look_for(turn, LookFor(press.text))


def _at_merchant(turn: Turn, press: LookThere) -> OpenThere | None:
    wish = answer(turn, press.text)
    if wish.intent is not Intent.FIND or wish.near or wish.here:
        return None
    merchant = found_merchant(turn, press.merchant)
    if not merchant.bookable or not merchant.services:
        return None
    looking = _meant(turn, press, wish)
    if looking is None or not serves(merchant, looking):
        return None
    search = searching.remember(turn.connection, turn.person.id, looking, turn.now)
    return OpenThere(merchant.id, search)


def _meant(turn: Turn, press: LookThere, wish: Wish) -> Looking | None:
    words = shortened(press.text, LONGEST)
    if press.search is None or wish.what:
        return typed_search(turn, words)
    try:
        shown = searching.recall(turn.connection, press.search, turn.person.id)
    except SearchUnknown:
        return typed_search(turn, words)
    return changed(turn, shown, wish)


def serves(merchant: MerchantView, looking: Looking) -> bool:
    """Whether it has what is asked for: a time alone, its kind, or a service that is called so."""
    own = fold_typed(merchant.name).split()
    wanted = [each for each in fold_typed(looking.words).split() if each not in own]
    if not wanted:
        return looking.preferred != ANY_TIME
    if merchant.category in meant(looking.words):
        return True
    offered = fold_typed(" ".join(each.name for each in merchant.services)).split()
    return all(any(name.startswith(stem(each)) for name in offered) for each in wanted)
