"""A place would move a booking: its guest says yes, keeps their time, or calls it off for nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenCancel
from handlers.hours import near_time
from handlers.orders import order_words
from orders import OrderView, Proposal, answering, proposals, queries
from orders.transitions import Reason

flow = Flow()


@dataclass(frozen=True, slots=True)
class AcceptProposal(Move):
    """Yes, at the other time."""

    code = "moveyes"
    proposal: int


@dataclass(frozen=True, slots=True)
class KeepTime(Move):
    """No: the time that was agreed stays."""

    code = "moveno"
    proposal: int


@flow.move(AcceptProposal)
def accept_proposal(turn: Turn, press: AcceptProposal) -> Page:
    return OpenBooking(answering.accept(turn.connection, press.proposal, turn.person.id, turn.now))


@flow.move(KeepTime)
def keep_time(turn: Turn, press: KeepTime) -> Page:
    return OpenBooking(answering.keep(turn.connection, press.proposal, turn.person.id, turn.now))


def proposal_words(turn: Turn, order: OrderView, proposal: Proposal) -> Markup:
    """What is proposed, and until when it can be had."""
    when = turn.texts.day_and_time(proposal.starts_at, proposal.zone)
    return paragraphs(
        lines(
            turn._(
                "<b>🔁 {merchant} proposes another time: {when}</b>",
                merchant=order.merchant,
                when=when,
            ),
            turn._("with {resource}", resource=proposal.resource) if proposal.resource else None,
        ),
        turn._(
            "It's kept for you until {until}. Without an answer, your time stays as it is.",
            until=near_time(turn, proposal.until, proposal.zone),
        ),
    )


def proposal_rows(turn: Turn, order: OrderView, proposal: Proposal) -> Iterator[Row]:
    """Yes, no, or off with it."""
    when = turn.texts.day_and_time(proposal.starts_at, proposal.zone)
    yes = AcceptProposal(proposal.id)
    yield (Button(turn._("Yes, {when}", when=when), yes, Style.SUCCESS),)
    off = turn._("Cancel, full refund") if order.prepaid else turn._("Cancel")
    yield (
        Button(turn._("Keep my time"), KeepTime(proposal.id)),
        Button(off, OpenCancel(order.id), Style.DANGER),
    )


def proposal_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The question while it is open, then what became of it."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id:
        return None
    asked = proposals.proposed(turn.connection, order.id, turn.now)
    subject = f"proposal-{payload['proposal']}"
    if asked is None or asked.id != payload["proposal"]:
        words = _what_became(turn, order, payload["proposal"])
        view = Button(turn._("View booking"), OpenBooking(order.id))
        return Screen(
            text=paragraphs(words, order_words(turn, order)),
            rows=((view,),),
            keep=True,
            subject=subject,
        )
    return Screen(
        text=paragraphs(proposal_words(turn, order, asked), order_words(turn, order)),
        rows=tuple(proposal_rows(turn, order, asked)),
        keep=True,
        subject=subject,
    )


def _what_became(turn: Turn, order: OrderView, proposal_id: int) -> Markup:
    ended = proposals.ended(turn.connection, proposal_id)
    reason = None if ended is None else ended.reason
    if reason is Reason.RESCHEDULED:
        return turn._("✅ You agreed to the other time.")
    if not order.is_live():
        return turn._("This booking is over.")
    if reason is Reason.KEPT:
        return turn._("✅ You keep your time.")
    if reason in {Reason.WITHDRAWN, Reason.MERCHANT}:
        return turn._(
            "{merchant} no longer proposes another time. Your booking stays as it is.",
            merchant=order.merchant,
        )
    return turn._("The other time isn't kept any more. Your booking stays as it is.")
