"""What a merchant still lacks before guests can book it, and whom to ask: told wherever it matters."""

from markupsafe import Markup

from catalog import queries
from catalog.views import MerchantState
from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.guest.actions import AskSupport


def next_step(turn: Turn, merchant_id: int) -> Markup | None:
    """Nothing once guests can book it."""
    if not _lacks_services(turn, merchant_id):
        return None
    return turn._(
        "Guests can't book here yet. Send us your services with prices and minutes, and your hours:"
        " we enter them for you."
    )


def next_row(turn: Turn, merchant_id: int) -> tuple[Row, ...]:
    """To the people who can enter them."""
    if not _lacks_services(turn, merchant_id):
        return ()
    return ((Button(turn._("💬 Send services and hours"), AskSupport(), Style.PRIMARY),),)


def _lacks_services(turn: Turn, merchant_id: int) -> bool:
    merchant = queries.merchant(turn.connection, merchant_id)
    return merchant is not None and not merchant.services and merchant.state == MerchantState.ACTIVE
