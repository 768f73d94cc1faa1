"""How guests pay a merchant: what missed visits change."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import paying
from catalog.views import MerchantView
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.layout import columns
from handlers.merchant.actions import OpenMerchantSettings, OpenPaying
from handlers.merchant.authorising import our_merchant, require_staff
from people.rights import Right

flow = Flow()

NO_SHOWS = (1, 2, 3, 5)


@dataclass(frozen=True, slots=True)
class SetMaxNoShows(Move):
    """From so many missed visits on, a guest pays ahead."""

    code = "no-shows"
    merchant: int
    number: int


@flow.page(OpenPaying)
def paying_page(turn: Turn, press: OpenPaying) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    return Screen(
        text=paragraphs(turn._("<b>💳 How guests pay</b>"), _no_shows(turn, merchant)),
        rows=_no_show_rows(turn, merchant),
        back=OpenMerchantSettings(merchant.id),
    )


@flow.move(SetMaxNoShows)
def set_max_no_shows(turn: Turn, press: SetMaxNoShows) -> Page:
    require_staff(turn, press.merchant, Right.SHOP)
    paying.set_max_no_shows(turn.connection, press.merchant, press.number, turn.person.id, turn.now)
    return OpenPaying(press.merchant)


def _no_shows(turn: Turn, merchant: MerchantView) -> Markup:
    return turn.ngettext(
        "What is paid at the shop has to be paid ahead by guests who missed {number} visit in the"
        " last six months, here or elsewhere. Which services are paid at the shop, you say on each"
        " of them.",
        "What is paid at the shop has to be paid ahead by guests who missed {number} visits in the"
        " last six months, here or elsewhere. Which services are paid at the shop, you say on each"
        " of them.",
        merchant.max_no_shows,
    )


def _no_show_rows(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    return columns(4, (_number(turn, merchant, each) for each in NO_SHOWS))


def _number(turn: Turn, merchant: MerchantView, number: int) -> Button:
    words = turn.texts.number(number)
    label = turn._("· {number} ·", number=words) if number == merchant.max_no_shows else words
    return Button(label, SetMaxNoShows(merchant.id, number))
