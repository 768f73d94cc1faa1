"""Payments that a guest's bank asks for back: the operator answers the bank in the provider's pages."""

from collections.abc import Callable, Mapping
from itertools import islice
from types import MappingProxyType

from markupsafe import Markup

from chat.errors import PageOutdated
from chat.screen import Button, Screen, Seen, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leafing
from handlers.names import called
from handlers.operator.actions import OpenDispute, OpenDisputes, OpenOperatorDesk
from handlers.operator.charges import charge_label, charge_words, copy_charge
from handlers.operator.guarding import OperatorFlow
from orders import Dispute, disputes
from people.looking import Place
from people.rights import Right

flow = OperatorFlow(Right.REFUND)

SHOWN = 20


@flow.page(OpenDisputes)
def disputes_page(turn: Turn, press: OpenDisputes) -> Screen:
    found = disputes.open_disputes(turn.connection, SHOWN + 1, press.page * SHOWN)
    buttons = (Button(charge_label(turn, each), OpenDispute(each.dispute_id)) for each in found)
    if press.page and not found:
        raise PageOutdated(OpenDisputes())
    return Screen(
        text=paragraphs(
            turn._("<b>Disputes</b>"),
            turn._("Respond to each one on the provider's website before the bank's deadline.")
            if found
            else turn._("No open disputes."),
        ),
        rows=(
            *columns(1, islice(buttons, SHOWN)),
            *leafing(turn, press.page, OpenDisputes, more=len(found) > SHOWN),
        ),
        back=OpenOperatorDesk(),
    )


@flow.page(OpenDispute)
def dispute_page(turn: Turn, press: OpenDispute) -> Screen:
    found = disputes.dispute(turn.connection, press.dispute)
    if found is None:
        raise PageOutdated(OpenDisputes())
    return dispute_screen(turn, found)


def dispute_screen(turn: Turn, found: Dispute) -> Screen:
    """What is asked for back by whom, how it stands, and how the provider's pages know it."""
    return Screen(
        text=paragraphs(
            turn._(
                "<b>⚖️ The bank of {guest} disputes {amount}</b>",
                amount=turn.texts.money(found.amount, found.currency),
                guest=called(turn, found.guest),
            ),
            charge_words(turn, found),
            _fee(turn, found),
            STATES[found.state](turn),
        ),
        rows=((copy_charge(turn, found),),),
        back=OpenDisputes(),
        shows=(Seen(found.guest_id, Place.DISPUTE, found.dispute_id),),
    )


def _fee(turn: Turn, found: Dispute) -> Markup | None:
    if not found.fee or found.fee_currency is None:
        return None
    amount = turn.texts.money(found.fee, found.fee_currency)
    return turn._("Provider's fee, paid by the market: {amount}", amount=amount)


def _open(turn: Turn) -> Markup:
    return turn._(
        "Respond on the provider's website. Until the bank decides, the "
        "code can't be used, nothing is refunded and the merchant's share "
        "is not settled."
    )


def _won(turn: Turn) -> Markup:
    return turn._("✅ The bank upheld the payment.")


def _lost(turn: Turn) -> Markup:
    return turn._("❌ The bank reversed the payment.")


STATES: Mapping[str, Callable[[Turn], Markup]] = MappingProxyType(
    {disputes.OPEN: _open, disputes.WON: _won, disputes.LOST: _lost}
)
