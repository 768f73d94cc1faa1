"""Places that took bookings until the last of their staff left."""

from collections.abc import Iterable

from markupsafe import Markup

from catalog.views import MerchantView
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.operator.actions import OpenDeserted, OpenMerchantCard, OpenOperatorDesk
from handlers.operator.guarding import OperatorFlow
from orders import Deserted, lists
from people.rights import Right

flow = OperatorFlow(Right.ADMIT)

SHOWN = 20
LONGEST_LABEL = 30


@flow.page(OpenDeserted)
def deserted_page(turn: Turn, press: OpenDeserted) -> Screen:
    page, found, more = leaf(lists.deserted(turn.connection), press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>Places without staff</b>"),
            turn._("They have open bookings, but nobody to answer them or serve the guests.")
            if found
            else turn._("None right now."),
            _what_now(turn) if found else None,
        ),
        rows=(
            *columns(1, _buttons(turn, found)),
            *leafing(turn, page, OpenDeserted, more=more),
        ),
        back=OpenOperatorDesk(),
    )


def _buttons(turn: Turn, found: Iterable[Deserted]) -> Iterable[Button]:
    for each in found:
        name = shortened(each.name, LONGEST_LABEL)
        label = turn.ngettext(
            "{merchant} · {number} booking",
            "{merchant} · {number} bookings",
            each.living,
            merchant=name,
        )
        yield Button(label, OpenMerchantCard(each.merchant_id))


def deserted_words(turn: Turn, merchant: MerchantView) -> Markup:
    """That nobody is left, and what waits there."""
    living = lists.count_living_of_merchant(turn.connection, merchant.id)
    return paragraphs(
        turn._("<b>🚪 {merchant} has no staff any more</b>", merchant=merchant.name),
        turn._("Guests can find it but can't book until someone joins."),
        open_bookings(turn, living) if living else None,
        _what_now(turn) if living else None,
    )


def open_bookings(turn: Turn, living: int) -> Markup:
    """How many there are, where nobody works."""
    return turn.ngettext(
        "{number} booking is open, with nobody to answer it or serve the guest.",
        "{number} bookings are open, with nobody to answer them or serve the guests.",
        living,
    )


def _what_now(turn: Turn) -> Markup:
    return turn._("Invite someone, or suspend it: every guest is then notified and refunded.")
