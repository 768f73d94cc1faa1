"""A guest who was served leaves a tip: one that is suggested, or one they type."""

from functools import partial

from catalog.errors import FieldRefused
from catalog.service_fields import ServiceField
from catalog.typed_values import amount
from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain, asking_again
from handlers.guest.actions import OpenBooking
from handlers.guest.bill import asked_for
from handlers.guest.bill_actions import GiveTip, OpenTip, PressTip
from handlers.guest.owned import my_order
from orders import OrderView, tips
from payments.port import limits_of

flow = Flow()


@flow.page(OpenTip, asks=lambda press: GiveTip(press.order))
def tip_page(turn: Turn, press: OpenTip) -> Screen:
    order = my_order(turn, press.order)
    if not tips.can_tip(turn.connection, order, turn.now):
        raise PageOutdated(OpenBooking(order.id))
    suggested = _suggested(turn, order)
    return Screen(
        text=paragraphs(
            turn._("<b>💛 A tip for {merchant}</b>", merchant=order.merchant),
            turn._("All of it goes to the place."),
            turn._(
                "Choose, or type an amount in {currency}.",
                currency=turn.texts.currency(order.currency),
            ),
        ),
        rows=(
            tuple(
                Button(turn.texts.money(each, order.currency), PressTip(order.id, place))
                for place, each in enumerate(suggested)
            ),
        )
        if suggested
        else (),
        back=OpenBooking(order.id),
    )


@flow.move(PressTip)
def press_tip(turn: Turn, press: PressTip) -> Page:
    order = my_order(turn, press.order)
    suggested = _suggested(turn, order)
    if press.place >= len(suggested):
        raise PageOutdated(OpenTip(order.id))
    return _tip(turn, order, suggested[press.place])


@flow.move(GiveTip)
def give_tip(turn: Turn, press: GiveTip) -> Page:
    order = my_order(turn, press.order)
    try:
        meant = amount(0, ServiceField.PRICE, press.text, order.currency)
    except FieldRefused as error:
        raise AskedAgain(error, OpenTip(order.id)) from error
    return _tip(turn, order, meant)


def _tip(turn: Turn, order: OrderView, meant: int) -> Page:
    limits = partial(limits_of, cards=turn.market.cards)
    with asking_again(OpenTip(order.id)):
        tip = tips.hold_tip(turn.connection, order.id, turn.person.id, meant, turn.now, limits)
    return asked_for(turn, tip)


def _suggested(turn: Turn, order: OrderView) -> list[int]:
    limits = limits_of(order.currency, turn.market.cards)
    return tips.suggested(order.total, order.currency, limits)
