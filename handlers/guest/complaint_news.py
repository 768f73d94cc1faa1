"""What a guest hears of their complaint without asking: an answer, a decision, that time went by."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.complaint_words import complaint_words
from handlers.guest.complaining import complaint_rows
from handlers.guest.complaint_actions import OpenComplaint
from orders import ComplaintView, Stand, complaint_views
from wording.complaints import Reader


def complaint_step(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """Each step takes the place of the one before."""
    found = complaint_views.complaint(turn.connection, payload["complaint"])
    if found is None or found.guest_id != turn.person.id:
        return None
    answered = found.waits(Stand.ANSWERED, turn.now)
    view = Button(turn._("Open the complaint"), OpenComplaint(found.id))
    return Screen(
        text=paragraphs(_headline(turn, found), complaint_words(turn, found, Reader.GUEST)),
        rows=tuple(complaint_rows(turn, found)) if answered else ((view,),),
        keep=True,
        subject=f"complaint-{found.id}",
    )


def _headline(turn: Turn, found: ComplaintView) -> Markup | None:
    market, merchant = turn.market.name, found.merchant
    if found.stand is Stand.ANSWERED:
        return turn._("<b>{merchant} answered your complaint</b>", merchant=merchant)
    if found.stand is Stand.DECIDED:
        return turn._("<b>{market} decided your complaint</b>", market=market)
    if found.stand is Stand.ESCALATED and found.answered_at is None:
        return turn._("<b>{merchant} didn't answer your complaint</b>", merchant=merchant)
    return turn._("<b>Your complaint</b>")
