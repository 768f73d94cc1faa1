"""A guest is asked to take something else instead of what is missing: yes, or the money back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bought import options_words
from handlers.guest.actions import OpenBooking
from handlers.guest.owned import my_order
from handlers.hours import near_time
from handlers.layout import shortened
from handlers.orders import view_label
from handlers.replacement_words import instead_words
from orders import OrderView, Replacement, queries, replacements, replacing
from orders.line_models import ReplacementState

flow = Flow()

LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class OpenReplacement(Page):
    """What is proposed instead, or what became of it."""

    code = "instead"
    replacement: int


@dataclass(frozen=True, slots=True)
class AcceptReplacement(Move):
    """Yes, that."""

    code = "insteady"
    replacement: int


@dataclass(frozen=True, slots=True)
class DeclineReplacement(Move):
    """No: the money back."""

    code = "insteadn"
    replacement: int


@flow.page(OpenReplacement)
def replacement_page(turn: Turn, press: OpenReplacement) -> Screen:
    asked = replacements.one(turn.connection, press.replacement)
    if asked is None:
        raise NotAllowed
    return _screen(turn, my_order(turn, asked.order_id), asked)


@flow.move(AcceptReplacement)
def accept(turn: Turn, press: AcceptReplacement) -> Page:
    return OpenBooking(
        replacing.accept(turn.connection, press.replacement, turn.person.id, turn.now)
    )


@flow.move(DeclineReplacement)
def decline(turn: Turn, press: DeclineReplacement) -> Page:
    return OpenBooking(
        replacing.decline(turn.connection, press.replacement, turn.person.id, turn.now)
    )


def replacement_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The question while it is open, then what became of it."""
    order = queries.order(turn.connection, payload["order"])
    asked = replacements.one(turn.connection, payload["replacement"])
    if order is None or asked is None or order.guest_id != turn.person.id:
        return None
    return _screen(turn, order, asked)


def _screen(turn: Turn, order: OrderView, asked: Replacement) -> Screen:
    missing = order.lines[asked.position - 1]
    return Screen(
        text=paragraphs(
            turn._(
                "<b>🔁 {merchant} has no {thing} left.</b>",
                merchant=order.merchant,
                thing=missing.title,
            ),
            lines(
                instead_words(turn, asked.quantity, asked.title, missing.title),
                options_words(turn, asked.options),
                _costs(turn, order, asked),
            ),
            _stands(turn, order, asked),
        ),
        rows=(
            *_answers(turn, order, asked),
            (Button(view_label(turn, order), OpenBooking(order.id)),),
        ),
        keep=True,
        subject=f"replacement-{asked.id}",
    )


def _costs(turn: Turn, order: OrderView, asked: Replacement) -> Markup:
    missing = order.lines[asked.position - 1]
    cheaper = (missing.unit_price - asked.unit_price) * asked.quantity
    if not cheaper:
        return turn._("It costs you no more.")
    amount = turn.texts.money(cheaper, order.currency)
    if order.left_at_counter:
        return turn._("It costs {amount} less.", amount=amount)
    return turn._("It costs less: you get {amount} back.", amount=amount)


def _stands(turn: Turn, order: OrderView, asked: Replacement) -> Markup:
    if asked.is_open(turn.now) and order.left_at_counter:
        return turn._(
            "Would you like it? Without an answer by {when}, you don't pay the {amount} for what is"
            " missing.",
            when=near_time(turn, asked.until, order.zone),
            amount=_whole(turn, order, asked),
        )
    if asked.is_open(turn.now):
        return turn._(
            "Would you like it? Without an answer by {when}, you get {amount} back instead.",
            when=near_time(turn, asked.until, order.zone),
            amount=_whole(turn, order, asked),
        )
    if asked.state is ReplacementState.ACCEPTED:
        return turn._("✅ You take it.")
    if asked.state is ReplacementState.OVER:
        return turn._("This order is over.")
    if order.at_counter:
        return turn._("You don't pay for it.")
    return turn._("💸 The money for it goes back.")


def _answers(turn: Turn, order: OrderView, asked: Replacement) -> tuple[Row, ...]:
    if not asked.is_open(turn.now) or not order.is_live():
        return ()
    yes = turn._("Yes, {thing}", thing=shortened(asked.title, LONGEST_LABEL))
    no = (
        turn._("No, without it")
        if order.left_at_counter
        else turn._("No, {amount} back", amount=_whole(turn, order, asked))
    )
    return (
        (Button(yes, AcceptReplacement(asked.id), Style.SUCCESS),),
        (Button(no, DeclineReplacement(asked.id)),),
    )


def _whole(turn: Turn, order: OrderView, asked: Replacement) -> str:
    paid = order.lines[asked.position - 1].unit_price * asked.quantity
    return turn.texts.money(paid, order.currency)


def answer_rows(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """On the page of an order: the way to each question that waits."""
    return tuple(
        (
            Button(
                turn._("❓ {thing} instead?", thing=shortened(each.title, LONGEST_LABEL)),
                OpenReplacement(each.id),
                Style.PRIMARY,
            ),
        )
        for each in replacements.open_of(turn.connection, order.id)
        if each.is_open(turn.now)
    )
