"""Every invariant of seats and money, reckoned anew for an operator; nothing is changed.

It may take long, so it is made beside the conversation and its result comes as a message.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from chat.action import Move, Page
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import shortened
from handlers.operator.actions import OpenOperatorDesk
from handlers.operator.guarding import OperatorFlow
from orders import proving
from people.rights import Right

flow = OperatorFlow(Right.AUDIT)

LONGEST_ROW = 120


@dataclass(frozen=True, slots=True)
class OpenAudit(Page):
    """That the audit is being made, or can be."""

    code = "op-audit"
    asked: bool = False


@dataclass(frozen=True, slots=True)
class StartAudit(Move):
    """Have it made."""

    code = "op-prove"


@flow.move(StartAudit)
def start_audit(turn: Turn, _press: StartAudit) -> Page:
    proving.ask(turn.connection, turn.person.id, turn.now)
    return OpenAudit(asked=True)


@flow.page(OpenAudit)
def audit_page(turn: Turn, press: OpenAudit) -> Screen:
    again = Button(turn._("🔄 Check again"), StartAudit())
    return Screen(
        text=paragraphs(
            turn._("<b>Audit</b>"),
            turn._("Checking every rule. You'll get the result as a message.")
            if press.asked
            else turn._("The last check is done. The result came as a message."),
        ),
        rows=() if press.asked else ((again,),),
        back=OpenOperatorDesk(),
    )


def audited(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The news that the audit is made."""
    if not turn.person.operator:
        return None
    when = datetime.fromisoformat(payload["at"])
    return Screen(
        text=paragraphs(
            turn._("<b>Audit</b>"),
            _verdict(turn, payload["broken"], payload["checked"]),
            *(_breach(turn, each) for each in payload["breaches"]),
            turn._("Checked {when}", when=turn.texts.stamp(when, turn.market.zone)),
        ),
        rows=((Button(turn._("🔄 Check again"), StartAudit()),),),
        keep=True,
        subject="audit",
    )


def _verdict(turn: Turn, broken: int, checked: int) -> Markup:
    if broken:
        return turn.ngettext(
            "❌ {number} of {checked} rules is broken:",
            "❌ {number} of {checked} rules are broken:",
            broken,
            checked=turn.texts.number(checked),
        )
    return turn.ngettext(
        "✅ The {number} rule of seats and money holds.",
        "✅ All {number} rules of seats and money hold.",
        checked,
    )


def _breach(turn: Turn, breach: Mapping[str, Any]) -> Markup:
    return lines(
        turn._("<b>{rule}</b>", rule=breach["name"]),
        *(turn._("<code>{row}</code>", row=shortened(row, LONGEST_ROW)) for row in breach["rows"]),
    )
