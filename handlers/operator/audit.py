"""Every invariant of seats and money, reckoned anew while the operator waits; nothing is changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import shortened
from handlers.operator.actions import OpenOperatorDesk
from handlers.operator.guarding import OperatorFlow
from orders import auditing
from orders.auditing import Breach

flow = OperatorFlow()

BREACHES = 8
ROWS = 3
LONGEST_ROW = 120


@dataclass(frozen=True, slots=True)
class OpenAudit(Page):
    """Whether the books are right."""

    code = "op-audit"


@flow.page(OpenAudit)
def audit_page(turn: Turn, _press: OpenAudit) -> Screen:
    breaches = auditing.audit(turn.connection, turn.now)
    checked = len(auditing.invariants())
    return Screen(
        text=paragraphs(
            turn._("<b>Audit</b>"),
            _verdict(turn, len(breaches), checked),
            *(_breach(turn, each) for each in breaches[:BREACHES]),
            turn._("Checked {when}", when=turn.texts.stamp(turn.now, turn.market.zone)),
        ),
        rows=((Button(turn._("🔄 Check again"), OpenAudit()),),),
        back=OpenOperatorDesk(),
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


def _breach(turn: Turn, breach: Breach) -> Markup:
    return lines(
        turn._("<b>{rule}</b>", rule=breach.name),
        *(turn._("<code>{row}</code>", row=_row(each)) for each in breach.rows[:ROWS]),
    )


def _row(row: Mapping[str, Any]) -> str:
    return shortened(", ".join(f"{name} {value}" for name, value in row.items()), LONGEST_ROW)
