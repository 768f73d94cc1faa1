"""How guests pay a merchant: bills in the chat and what is taken off them, tips, missed visits."""

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
DISCOUNTS = (0, 5, 10, 15, 20)


@dataclass(frozen=True, slots=True)
class SetTakesBills(Move):
    """Whether bills are paid in the chat."""

    code = "bills-on"
    merchant: int
    on: bool


@dataclass(frozen=True, slots=True)
class SetBillDiscount(Move):
    """What is taken off bills, in percent."""

    code = "bills-off"
    merchant: int
    percent: int


@dataclass(frozen=True, slots=True)
class SetTakesTips(Move):
    """Whether guests may give tips."""

    code = "tips-on"
    merchant: int
    on: bool


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
        text=paragraphs(
            turn._("<b>💳 How guests pay</b>"),
            _bills(turn, merchant),
            _tips(turn, merchant),
            _no_shows(turn, merchant),
        ),
        rows=(
            *_bill_rows(turn, merchant),
            (_tip_key(turn, merchant),),
            *columns(4, (_number(turn, merchant, each) for each in NO_SHOWS)),
        ),
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
        " of them; whether your menu is, under Menu → Pick-up.",
        "What is paid at the shop has to be paid ahead by guests who missed {number} visits in the"
        " last six months, here or elsewhere. Which services are paid at the shop, you say on each"
        " of them; whether your menu is, under Menu → Pick-up.",
        merchant.max_no_shows,
    )


@flow.move(SetTakesBills)
def set_takes_bills(turn: Turn, press: SetTakesBills) -> Page:
    require_staff(turn, press.merchant, Right.SHOP)
    by, now = turn.person.id, turn.now
    paying.set_takes_bills(turn.connection, press.merchant, by, now, on=press.on)
    return OpenPaying(press.merchant)


@flow.move(SetBillDiscount)
def set_bill_discount(turn: Turn, press: SetBillDiscount) -> Page:
    require_staff(turn, press.merchant, Right.SHOP)
    by, now = turn.person.id, turn.now
    paying.set_bill_discount(turn.connection, press.merchant, press.percent, by, now)
    return OpenPaying(press.merchant)


@flow.move(SetTakesTips)
def set_takes_tips(turn: Turn, press: SetTakesTips) -> Page:
    require_staff(turn, press.merchant, Right.SHOP)
    by, now = turn.person.id, turn.now
    paying.set_takes_tips(turn.connection, press.merchant, by, now, on=press.on)
    return OpenPaying(press.merchant)


def _bills(turn: Turn, merchant: MerchantView) -> Markup:
    if not merchant.takes_bills:
        return turn._("Guests can't pay their bill in the chat.")
    if not merchant.bill_discount_percent:
        return turn._("Guests can pay their bill in the chat.")
    percent = turn.texts.number(merchant.bill_discount_percent)
    return turn._("Guests can pay their bill in the chat, with {percent}% off.", percent=percent)


def _tips(turn: Turn, merchant: MerchantView) -> Markup:
    if merchant.takes_tips:
        return turn._("Guests can give a tip after a visit. All of it is yours.")
    return turn._("Guests are not asked for tips.")


def _bill_rows(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    if not merchant.takes_bills:
        on = SetTakesBills(merchant.id, on=True)
        return ((Button(turn._("🧾 Take bills in the chat"), on),),)
    discounts = (
        Button(
            _chosen(turn, each, merchant.bill_discount_percent), SetBillDiscount(merchant.id, each)
        )
        for each in DISCOUNTS
    )
    off = SetTakesBills(merchant.id, on=False)
    return (*columns(5, discounts), (Button(turn._("Take no more bills"), off),))


def _chosen(turn: Turn, percent: int, now: int) -> Markup:
    words = turn._("{number}%", number=turn.texts.number(percent))
    return turn._("· {number} ·", number=words) if percent == now else words


def _tip_key(turn: Turn, merchant: MerchantView) -> Button:
    if merchant.takes_tips:
        return Button(turn._("Ask for no tips"), SetTakesTips(merchant.id, on=False))
    return Button(turn._("💛 Let guests give tips"), SetTakesTips(merchant.id, on=True))


def _number(turn: Turn, merchant: MerchantView, number: int) -> Button:
    words = turn.texts.number(number)
    label = turn._("· {number} ·", number=words) if number == merchant.max_no_shows else words
    return Button(label, SetMaxNoShows(merchant.id, number))
