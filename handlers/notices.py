"""The news that the outbox brings: what each kind of it looks like to the person who gets it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from chat.screen import Screen
from chat.turn import Turn
from handlers import review_news as review_decisions
from handlers.conversation_news import conversation_decided
from handlers.courier.earnings import payment_news
from handlers.courier.job import job_news
from handlers.courier.offer import offer_news
from handlers.courier.shift import shift_news
from handlers.guest import (
    attendance,
    claiming,
    closed_time,
    complaint_news,
    delivery,
    news,
    proposal,
    queueing,
    reminding,
    replacement,
    table_news,
    talk,
    waitlist,
)
from handlers.guest.messages import message_to_guest
from handlers.guest.ticket_news import line_lacking, ticket_news
from handlers.guest.voucher import voucher_subject
from handlers.merchant.account import payout_account_news
from handlers.merchant.bill import bill_taken
from handlers.merchant.booking import answer_due, booking_news, booking_subject
from handlers.merchant.complaints import complaint_news as own_complaint_news
from handlers.merchant.delivery import delivery_alert
from handlers.merchant.goodwill import goodwill_news
from handlers.merchant.messages import message_to_merchant
from handlers.merchant.replacing import replacement_answered
from handlers.merchant.reviews import review_news
from handlers.merchant.settlement import settlement_news
from handlers.operator import news as operator_news

Payload = Mapping[str, Any]
Render = Callable[[Turn, Payload], Screen | None]

RENDERERS: Mapping[str, Render] = MappingProxyType(
    {
        "voucher": news.voucher,
        "bill_paid": news.bill_paid,
        "bill_taken": bill_taken,
        "confirmed": news.confirmed,
        "declined": news.declined,
        "cancelled": news.cancelled,
        "goodwill": news.goodwill,
        "goodwill_given": goodwill_news,
        "late_payment": news.late_payment,
        "money_for_nothing": news.money_for_nothing,
        "refund_done": news.refund_done,
        "payment_disputed": news.payment_disputed,
        "redeemed": news.redeemed,
        "how_was_it": news.how_was_it,
        "were_you_there": attendance.were_you_there,
        "answer_due": answer_due,
        "reminder": reminding.reminder,
        "expired": news.expired,
        "hold_lapsed": news.hold_lapsed,
        "rescheduled": news.rescheduled,
        "ticket": ticket_news,
        "delivery": delivery.delivery_news,
        "courier_map": delivery.courier_map,
        "delivery_offer": offer_news,
        "delivery_job": job_news,
        "courier_payment": payment_news,
        "courier_shift": shift_news,
        "delivery_alert": delivery_alert,
        "on_the_way": news.on_the_way,
        "line_lacking": line_lacking,
        "replacement": replacement.replacement_news,
        "replacement_answered": replacement_answered,
        "proposal": proposal.proposal_news,
        "please_move": closed_time.please_move,
        "hold_closed": closed_time.hold_closed,
        "booking": booking_news,
        "settlement": settlement_news,
        "payout_account": payout_account_news,
        "claim_decided": claiming.claim_decided,
        "support_answered": talk.support_answered,
        "message_to_guest": message_to_guest,
        "message_to_merchant": message_to_merchant,
        "conversation_decided": conversation_decided,
        "queue_ticket": queueing.ticket_news,
        "seats_freed": waitlist.freed_news,
        "table_taken_over": table_news.taken_over,
        "table_returned": table_news.returned,
        "table_removed": table_news.removed,
        "review": review_news,
        "complaint": own_complaint_news,
        "complaint_step": complaint_news.complaint_step,
        "review_answered": review_decisions.review_answered,
        "review_decided": review_decisions.review_decided,
        **operator_news.RENDERERS,
    }
)


def subject_of(payload: Payload) -> str | None:
    """The subject of a notice's message, of those whose messages are brought up to date most."""
    match payload["about"]:
        case "booking":
            return booking_subject(payload["order"])
        case "voucher":
            return voucher_subject(payload["order"])
        case _:
            return None


def render(turn: Turn, payload: Payload) -> Screen | None:
    """The message for a notice's payload; None when there is nothing to say any more.

    One that stands for `several` of its kind says how many there are.
    """
    if "several" in payload:
        return operator_news.several(turn, payload)
    return RENDERERS[payload["about"]](turn, payload)
