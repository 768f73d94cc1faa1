"""A charge as operators find it in the provider's own pages: which, for what, and how to copy it."""

from markupsafe import Markup

from chat.screen import CopyButton, lines
from chat.turn import Turn
from handlers.layout import shortened
from orders import Dispute, RefundByHand
from payments.port import STARS

LONGEST_LABEL = 30

Charged = RefundByHand | Dispute


def charge_label(turn: Turn, charged: Charged) -> Markup:
    """One line of a list."""
    return turn._(
        "{amount} · {merchant}",
        amount=turn.texts.money(charged.amount, charged.currency),
        merchant=shortened(charged.merchant, LONGEST_LABEL),
    )


def charge_words(turn: Turn, charged: Charged) -> Markup:
    """What it was for, and by which charge the provider knows it."""
    return lines(
        turn._("{service} at {merchant}", service=charged.title, merchant=charged.merchant),
        turn._("Order {order}", order=str(charged.order_id)),
        turn._("Provider: {provider}", provider=charged.provider),
        turn._("Charge: <code>{charge}</code>", charge=charge_of(charged)),
    )


def charge_of(charged: Charged) -> str:
    """The id under which the provider's own pages know the charge; Telegram's own for Stars."""
    stars = charged.provider == STARS
    return charged.charge_id if stars else charged.provider_charge_id or charged.charge_id


def copy_charge(turn: Turn, charged: Charged) -> CopyButton:
    return CopyButton(turn._("📋 Copy the charge"), charge_of(charged))
