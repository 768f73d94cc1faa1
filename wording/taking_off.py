"""What becomes of the price of what is missing: what of it goes back, and what is paid no more at the counter."""

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from orders import Shares


def shares_words(turn: Turn, shares: Shares, currency: str) -> Markup | None:
    """For whoever says that it is missing."""
    back, off = (turn.texts.money(each, currency) for each in (shares.back, shares.off))
    return lines(
        turn._("💸 {amount} goes back to the guest.", amount=back) if shares.back else None,
        turn._("💶 {amount} less is paid at the counter.", amount=off) if shares.off else None,
    )


def own_shares_words(turn: Turn, back: int, off: int, currency: str) -> Markup | None:
    """For the guest who ordered it; in minor units."""
    returned, less = (turn.texts.money(each, currency) for each in (back, off))
    return lines(
        turn._("💸 You get {amount} back.", amount=returned) if back else None,
        turn._("💶 You pay {amount} less at the counter.", amount=less) if off else None,
    )
