"""The ways from a merchant's page to its menus, and straight to what the guest had there last."""

from collections.abc import Collection, Iterator

from catalog.menu import reading
from catalog.views import MerchantState, MerchantView
from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.guest.menu_actions import OpenMenu, SameAgain
from handlers.layout import shortened
from orders import usual

LONGEST_ADDRESS = 30


def menu_rows(turn: Turn, merchant: MerchantView) -> Iterator[Row]:
    """None where nothing can be ordered."""
    if merchant.state is not MerchantState.ACTIVE:
        return
    served = reading.places_with_menu(turn.connection, merchant.id)
    places = [each for each in merchant.locations if each.id in served]
    if places:
        yield from _usual(turn, merchant, served)
    for each in places:
        label = turn._("🍽 Menu")
        if len(places) > 1 and each.address:
            address = shortened(each.address, LONGEST_ADDRESS)
            label = turn._("🍽 Menu · {address}", address=address)
        yield (Button(label, OpenMenu(each.id), Style.PRIMARY),)


def _usual(turn: Turn, merchant: MerchantView, places: Collection[int]) -> Iterator[Row]:
    last = usual.last_had(turn.connection, turn.person.id, merchant.id)
    if last is not None and last.location_id in places:
        total = turn.texts.money(last.total, last.currency)
        label = turn._("🔁 Same as last time · {total}", total=total)
        yield (Button(label, SameAgain(last.order_id), Style.SUCCESS),)
