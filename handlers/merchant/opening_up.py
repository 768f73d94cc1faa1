"""What a merchant still lacks before guests can book it, and whom to ask: told wherever it matters."""

from markupsafe import Markup

from catalog.views import MerchantState, MerchantView
from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.guest.actions import AskSupport


def next_step(turn: Turn, merchant: MerchantView) -> Markup | None:
    """Nothing once guests can book it."""
    if not _lacks_services(merchant):
        return None
    return turn._(
        "Guests can't book here yet. Send us your services with prices and minutes, and your hours:"
        " we enter them for you."
    )


def next_row(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    """To the people who can enter them."""
    if not _lacks_services(merchant):
        return ()
    return ((Button(turn._("💬 Send services and hours"), AskSupport(), Style.PRIMARY),),)


def _lacks_services(merchant: MerchantView) -> bool:
    return not merchant.services and merchant.state is MerchantState.ACTIVE
