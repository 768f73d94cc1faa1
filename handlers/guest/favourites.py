"""The places that a guest wants to find again."""

from catalog import lists
from catalog.views import MerchantLine
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import GoNear, OpenFavourites, OpenHome, OpenMerchant
from handlers.layout import columns, leafing, shortened
from wording.kinds import kind_label

flow = Flow()

PAGE = 10
NAME = 28


@flow.page(OpenFavourites)
def favourites_page(turn: Turn, press: OpenFavourites) -> Screen:
    liked = lists.favourites_of(turn.connection, turn.person.id)
    shown = liked[press.page * PAGE : (press.page + 1) * PAGE]
    if not shown:
        return _nothing(turn)
    return Screen(
        text=turn._("<b>❤️ Favourites</b>"),
        rows=(
            *columns(1, (_button(turn, each) for each in shown)),
            *leafing(turn, press.page, OpenFavourites, more=(press.page + 1) * PAGE < len(liked)),
        ),
        back=OpenHome(),
    )


def _nothing(turn: Turn) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("<b>❤️ Favourites</b>"),
            turn._("Nothing here yet. Press “Save” on a place to find it here again."),
        ),
        rows=((Button(turn._("📍 Near me"), GoNear()),),),
        back=OpenHome(),
    )


def _button(turn: Turn, merchant: MerchantLine) -> Button:
    name = shortened(merchant.name, NAME)
    label = turn._("{place} · {kind}", place=name, kind=kind_label(turn, merchant.category))
    return Button(label, OpenMerchant(merchant.id))
