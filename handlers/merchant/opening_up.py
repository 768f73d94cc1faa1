"""What a merchant still lacks before guests can book it, and how it gets there: told wherever it matters."""

from markupsafe import Markup

from catalog.menu import reading
from catalog.views import MerchantState, MerchantView
from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.guest.actions import AskSupport
from handlers.merchant.authorising import may
from handlers.merchant.service_actions import OpenServices
from people.rights import Right


def next_step(turn: Turn, merchant: MerchantView) -> Markup | None:
    """Nothing once guests can book it."""
    if not _offers_nothing(turn, merchant):
        return None
    return turn._(
        "Guests can't book here yet. Add your services and their prices, or send them to us with your"
        " hours: we enter them for you."
    )


def next_row(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    """To where they are entered, and to the people who do it for others."""
    if not _offers_nothing(turn, merchant):
        return ()
    add = Button(turn._("🧾 Add your services"), OpenServices(merchant.id), Style.PRIMARY)
    return (
        *(((add,),) if may(turn, Right.SHOP, merchant.id) else ()),
        (Button(turn._("💬 Send services and hours"), AskSupport()),),
    )


def _offers_nothing(turn: Turn, merchant: MerchantView) -> bool:
    if merchant.services or merchant.state is not MerchantState.ACTIVE:
        return False
    return not reading.places_with_menu(turn.connection, merchant.id)
