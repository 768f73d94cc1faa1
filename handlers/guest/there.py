"""What a merchant has of what somebody asked for on its page, and the way to search everywhere."""

from collections.abc import Sequence

from markupsafe import Markup

from catalog import nearby, searching
from catalog.looking import Looking
from catalog.views import MerchantView
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.markup import joined
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import LookThere, OpenMerchant, OpenResults, OpenThere
from handlers.guest.found import found_merchant
from handlers.guest.found_free import Entry, fitting_of
from handlers.guest.preferring import preferred_words
from handlers.guest.result_keys import time_keys
from handlers.guest.results import next_words
from handlers.layout import columns

flow = Flow()

ADDRESSES = 3
IN_A_ROW = 3


@flow.page(OpenThere, asks=lambda press: LookThere(press.merchant, press.search))
def there_page(turn: Turn, press: OpenThere) -> Screen:
    merchant = found_merchant(turn, press.merchant)
    if not merchant.bookable or not merchant.services:
        raise PageOutdated(OpenMerchant(press.merchant))
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    shown = _entries(turn, looking, merchant)
    return Screen(
        text=paragraphs(
            lines(turn._("<b>{merchant}</b>", merchant=merchant.name), _understood(turn, looking)),
            *(_entry(turn, looking, each, several=len(shown) > 1) for each in shown),
        ),
        rows=(
            *(row for each in shown for row in _times(turn, press, looking, each)),
            (Button(turn._("Everything at {merchant}", merchant=merchant.name), _all(press)),),
            (Button(turn._("🔎 Search everywhere"), OpenResults(press.search)),),
        ),
        back=_all(press),
    )


def _all(press: OpenThere) -> OpenMerchant:
    return OpenMerchant(press.merchant, press.search)


def _entries(turn: Turn, looking: Looking, merchant: MerchantView) -> Sequence[Entry]:
    here = [each.id for each in merchant.locations[:ADDRESSES]]
    places = nearby.cards(turn.connection, here, looking.point, turn.now)
    free = fitting_of(turn, looking, places)
    return [Entry(0, each, free.get(each.location_id)) for each in places]


def _understood(turn: Turn, looking: Looking) -> Markup:
    said = [turn._("“{words}”", words=looking.words)] if looking.words else []
    return joined(" · ", (*said, *preferred_words(turn, looking.preferred)))


def _entry(turn: Turn, looking: Looking, entry: Entry, *, several: bool) -> Markup:
    address = entry.place.address if several else None
    free = next_words(turn, looking, entry)
    nothing = turn._("Nothing free then, nor in the week after.")
    return lines(turn._("📍 {address}", address=address) if address else None, free or nothing)


def _times(turn: Turn, press: OpenThere, looking: Looking, entry: Entry) -> Sequence[Row]:
    return columns(IN_A_ROW, time_keys(turn, press.search, looking, entry))
