"""What other pages show of bills, rests and tips: the keys, and what was given."""

from collections.abc import Iterator

from markupsafe import Markup

from catalog.views import MerchantState, MerchantView
from chat.screen import Button, Row
from chat.turn import Turn
from handlers.bill_places import is_of_several
from handlers.guest.bill_actions import AskBill, OpenBillPlaces, OpenTip, PayRest
from orders import BillKind, OrderView, bill_views, tips
from orders.rules import COMING
from payments.port import limits_of


def tip_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """After what was had, where tips are taken."""
    if order.merchant_id in turn.person.merchants:
        return ()
    if not tips.can_tip(turn.connection, order, turn.now):
        return ()
    return ((Button(turn._("💛 Leave a tip"), OpenTip(order.id)),),)


def tip_words(turn: Turn, order: OrderView) -> Iterator[Markup]:
    """The tips that were given for it."""
    for each in bill_views.paid_of(turn.connection, order.id):
        if each.kind is BillKind.TIP:
            given_tip = turn.texts.money(each.amount, each.currency)
            yield turn._("💛 Tip {amount}", amount=given_tip)


def rest_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """What is left for the counter, to be paid here."""
    if not order.left_at_counter or order.state not in COMING:
        return ()
    limits = limits_of(order.currency, turn.market.cards)
    if limits is None or not limits.take(order.left_at_counter):
        return ()
    left = turn.texts.money(order.left_at_counter, order.currency)
    return ((Button(turn._("💶 Pay {amount} here", amount=left), PayRest(order.id)),),)


def bill_row(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    """On the page of a place that takes bills."""
    if not merchant.takes_bills or merchant.state is not MerchantState.ACTIVE:
        return ()
    if not merchant.bill_discount_percent:
        label = turn._("🧾 Pay the bill")
    else:
        percent = turn.texts.number(merchant.bill_discount_percent)
        label = turn._("🧾 Pay the bill · {percent}% off", percent=percent)
    several = is_of_several(merchant)
    to = OpenBillPlaces(merchant.id) if several else AskBill(merchant.id)
    return ((Button(label, to),),)
