"""Updates that were given up because they failed again and again while all others succeeded."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, CopyButton, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from database import dead_updates
from database.dead_updates import Dead
from handlers.hours import near_time
from handlers.operator.actions import OpenParked
from handlers.operator.guarding import OperatorFlow
from people.rights import Right

flow = OperatorFlow(Right.REFUND)


@dataclass(frozen=True, slots=True)
class OpenDead(Page):
    """One of them, and what is to be done about it."""

    code = "op-dead"
    dead: int


@dataclass(frozen=True, slots=True)
class NoteDead(Move):
    """It is dealt with."""

    code = "op-noted"
    dead: int


def dead_words(turn: Turn, dead: Dead) -> Markup:
    """What it was, when, and what stood in its way."""
    payment = dead.payment or {}
    return lines(
        turn._(
            "📨 Update {update} ({kind}), {when}",
            update=str(dead.update_id),
            kind=dead.kind,
            when=near_time(turn, dead.at, turn.market.zone),
        ),
        turn._("<i>{error}</i>", error=dead.error),
        turn._(
            "💳 {amount} received: <code>{charge}</code>",
            amount=turn.texts.money(payment["amount"], payment["currency"]),
            charge=payment["charge"],
        )
        if payment
        else None,
    )


def dead_row(turn: Turn, dead: Dead) -> Row:
    """The way to it, from what is stuck."""
    label = turn._("📨 Update {update}", update=str(dead.update_id))
    return (Button(label, OpenDead(dead.id)),)


@flow.page(OpenDead)
def dead_page(turn: Turn, press: OpenDead) -> Screen:
    dead = dead_updates.dead_update(turn.connection, press.dead)
    if dead is None:
        raise PageOutdated(OpenParked())
    return Screen(
        text=paragraphs(dead_words(turn, dead), _advice(turn, dead)),
        rows=tuple(_rows(turn, dead)),
        back=OpenParked(),
    )


def _advice(turn: Turn, dead: Dead) -> Markup:
    if dead.payment:
        return turn._(
            "This money isn't in the books here. Refund it on the provider's website, then confirm."
        )
    return turn._(
        "It kept failing while everything else worked, so it was dropped. "
        "The sender was asked to try again. The log shows where it failed."
    )


def _rows(turn: Turn, dead: Dead) -> list[Row]:
    done = turn._("Yes, it was refunded") if dead.payment else turn._("✅ Done")
    rows: list[Row] = [(Button(done, NoteDead(dead.id), Style.SUCCESS),)]
    if dead.payment:
        known = dead.payment["provider_charge"] or dead.payment["charge"]
        rows.insert(0, (CopyButton(turn._("📋 Copy the charge"), known),))
    return rows


@flow.move(NoteDead)
def note_dead(turn: Turn, press: NoteDead) -> Page:
    if not dead_updates.note(turn.connection, press.dead, turn.now):
        raise PageOutdated(OpenParked())
    return OpenParked()
