"""At which of a merchant's places a bill is paid: chosen first where there are several."""

from collections.abc import Callable

from markupsafe import Markup

from catalog.views import MerchantView
from chat.action import Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.grounds import LONGEST, place_name
from orders import BillView

SHOWN = 8


def is_of_several(merchant: MerchantView) -> bool:
    """Whether it has to be said where."""
    return len(merchant.locations) > 1


def check_place(merchant: MerchantView, location_id: int | None, choosing: Page) -> None:
    """PageOutdated, to the choice, for none of several or one that is not the merchant's."""
    if location_id is None and not is_of_several(merchant):
        return
    if all(each.id != location_id for each in merchant.locations):
        raise PageOutdated(choosing)


def place_of(merchant: MerchantView, location_id: int | None) -> str | None:
    """By its name, where there are several."""
    if not is_of_several(merchant):
        return None
    return next((place_name(each) for each in merchant.locations if each.id == location_id), None)


def where_words(turn: Turn, bill: BillView) -> Markup | None:
    """At which counter, for those who work at several."""
    if not bill.one_of_several:
        return None
    return turn._("📍 {place}", place=shortened(bill.place or bill.address, LONGEST))


def choosing_screen(
    turn: Turn,
    merchant: MerchantView,
    page: int,
    to: Callable[[int], Page],
    here: Callable[[int], Page],
    *,
    back: Page,
) -> Screen:
    """A key for each place; `to` is where it leads, `here` this list at a page of it."""
    number, shown, more = leaf(merchant.locations, page, SHOWN)
    keys = (Button(place_name(each), to(each.id)) for each in shown)
    rows: tuple[Row, ...] = (*columns(1, keys), *leafing(turn, number, here, more=more))
    return Screen(
        text=paragraphs(turn._("<b>🧾 A bill</b>"), turn._("At which place?")),
        rows=rows,
        back=back,
    )
