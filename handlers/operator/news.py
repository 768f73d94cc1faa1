"""What operators hear of without asking, and the promotions that people get."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from catalog import lists
from catalog import queries as catalog
from catalog.views import MerchantState
from chat.action import Page
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from database import dead_updates
from handlers.operator.actions import (
    OpenClaimCase,
    OpenDispute,
    OpenMerchantCard,
    OpenOperatorDesk,
    OpenParked,
    OpenRefund,
    OpenResultsOf,
)
from handlers.operator.audit import audited
from handlers.operator.campaign_message import campaign_message
from handlers.operator.claims import claim_photo, claim_rows, claim_words
from handlers.operator.complaints import complaint_escalated
from handlers.operator.conversations import conversation_reported
from handlers.operator.counted import counted
from handlers.operator.dead import dead_words
from handlers.operator.deliveries import delivery_lost
from handlers.operator.deserted import deserted_words
from handlers.operator.disputes import dispute_screen
from handlers.operator.parked import what_to_do
from handlers.operator.progress import progress_page
from handlers.operator.refunds import refund_words
from handlers.operator.results import results_page
from handlers.operator.reviews import review_reported
from handlers.operator.talks import support_asked
from orders import disputes, refunding, reports
from promotions import queries
from promotions.states import CampaignState

Payload = Mapping[str, Any]


def claim(turn: Turn, payload: Payload) -> Screen | None:
    found = lists.claim(turn.connection, payload["claim"])
    if found is None or not turn.person.operator:
        return None
    return Screen(
        text=claim_words(turn, found),
        rows=claim_rows(turn, found) or (_open(turn, OpenClaimCase(found.id)),),
        photo=claim_photo(turn, found),
        keep=True,
        subject=f"claim-{found.id}",
    )


def deserted(turn: Turn, payload: Payload) -> Screen | None:
    """None where somebody came in the meantime."""
    merchant = catalog.merchant(turn.connection, payload["merchant"])
    if merchant is None or not turn.person.operator:
        return None
    if merchant.state is not MerchantState.LISTED:
        return None
    return Screen(
        text=deserted_words(turn, merchant),
        rows=(_open(turn, OpenMerchantCard(merchant.id)),),
        keep=True,
        subject=f"deserted-{merchant.id}",
    )


def refund_by_hand(turn: Turn, payload: Payload) -> Screen | None:
    refund = reports.refund(turn.connection, payload["refund"])
    if refund is None or not turn.person.operator:
        return None
    if refund.state not in {refunding.BY_HAND, refunding.PARKED}:
        return None
    return Screen(
        text=refund_words(turn, refund),
        rows=(_open(turn, OpenRefund(refund.refund_id)),),
        keep=True,
    )


def dispute(turn: Turn, payload: Payload) -> Screen | None:
    found = disputes.dispute(turn.connection, payload["dispute"])
    if found is None or not turn.person.operator:
        return None
    screen = dispute_screen(turn, found)
    rows = (_open(turn, OpenDispute(found.dispute_id)),)
    return Screen(text=screen.text, rows=rows, keep=True, subject=f"dispute-{found.dispute_id}")


def payment_parked(turn: Turn, payload: Payload) -> Screen | None:
    event = reports.parked_event(turn.connection, payload["event"])
    if event is None or not turn.person.operator:
        return None
    return Screen(
        text=paragraphs(
            turn._("<b>⚠️ A payment is stuck</b>"),
            what_to_do(turn, event)
            if event.order_id is None
            else turn._("The money arrived, but the order could not be placed. Nothing is lost."),
        ),
        rows=(_open(turn, OpenParked()),),
        keep=True,
    )


def code_guessing(turn: Turn, _payload: Payload) -> Screen | None:
    """Said once for each stretch of time, however many codes are tried in it."""
    if not turn.person.operator:
        return None
    return Screen(
        text=paragraphs(
            turn._("<b>⚠️ Many wrong codes are being entered</b>"),
            turn._(
                "Someone may be guessing. Everyone has to wait after a few wrong "
                "codes, and codes can't be found by trying, so guests are safe. "
                "You'll hear again if it goes on."
            ),
        ),
        rows=((Button(turn._("🧭 Operator's desk"), OpenOperatorDesk()),),),
        keep=True,
    )


def campaign(turn: Turn, payload: Payload) -> Screen | None:
    """The promotion itself, for a recipient or for the operator who tries it out."""
    return campaign_message(turn, queries.campaign(turn.connection, payload["campaign"]))


def campaign_progress(turn: Turn, payload: Payload) -> Screen | None:
    found = queries.campaign(turn.connection, payload["campaign"])
    if not turn.person.operator:
        return None
    if found.state in {CampaignState.SENDING, CampaignState.PAUSED}:
        return progress_page(turn, found)
    return _with_subject(results_page(turn, found), found.id)


def campaign_done(turn: Turn, payload: Payload) -> Screen | None:
    if not turn.person.operator:
        return None
    found = queries.campaign(turn.connection, payload["campaign"])
    results = Button(turn._("📊 Results"), OpenResultsOf(found.id))
    return Screen(
        text=turn._("📣 The promotion has been sent."),
        rows=((results,),),
        keep=True,
    )


def dead_update(turn: Turn, payload: Payload) -> Screen | None:
    found = dead_updates.dead_update(turn.connection, payload["dead"])
    if found is None or not turn.person.operator:
        return None
    return Screen(
        text=paragraphs(
            turn._("<b>⚠️ A message could not be processed</b>"), dead_words(turn, found)
        ),
        rows=(_open(turn, OpenParked()),),
        keep=True,
    )


def several(turn: Turn, payload: Payload) -> Screen | None:
    """Many of a kind that came while the operator was being told of another, in one message."""
    if not turn.person.operator:
        return None
    words, where = counted(turn, payload["about"], payload["several"])
    return Screen(
        text=paragraphs(turn._("<b>New on your desk</b>"), words),
        rows=(_open(turn, where),),
        keep=True,
    )


def _with_subject(screen: Screen, campaign_id: int) -> Screen:
    return replace(screen, subject=f"campaign-{campaign_id}")


def _open(turn: Turn, action: Page) -> tuple[Button]:
    return (Button(turn._("See it"), action),)


RENDERERS: Mapping[str, Callable[[Turn, Payload], Screen | None]] = MappingProxyType(
    {
        "delivery_lost": delivery_lost,
        "claim": claim,
        "support_asked": support_asked,
        "deserted": deserted,
        "review_reported": review_reported,
        "complaint_escalated": complaint_escalated,
        "conversation_reported": conversation_reported,
        "refund_by_hand": refund_by_hand,
        "dispute": dispute,
        "payment_parked": payment_parked,
        "code_guessing": code_guessing,
        "dead_update": dead_update,
        "audited": audited,
        "campaign": campaign,
        "campaign_trial": campaign,
        "campaign_progress": campaign_progress,
        "campaign_done": campaign_done,
    }
)
