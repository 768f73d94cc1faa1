"""What is asked of a merchant for its receipts, and how the answers read, alike in the chat and at the desk."""

from collections.abc import Mapping

from markupsafe import Markup

from catalog import legal
from catalog.legal import LegalField
from chat.turn import Turn
from wording.figures import percent

F = LegalField


def legal_name(turn: Turn, field: LegalField) -> Markup:
    """As a button says it."""
    names: Mapping[LegalField, Markup] = {
        F.NAME: turn._("Legal name"),
        F.ADDRESS: turn._("Legal address"),
        F.TAX_NUMBER: turn._("Tax number"),
        F.TAX_RATE: turn._("Usual tax rate"),
    }
    return names[field]


def legal_question(turn: Turn, field: LegalField) -> Markup:
    """What it decides, for whoever is asked for it."""
    questions: Mapping[LegalField, Markup] = {
        F.NAME: turn._("Which company or person sells here, as it is registered?"),
        F.ADDRESS: turn._("What is its registered address?"),
        F.TAX_NUMBER: turn._("What is its tax number, such as a VAT number?"),
        F.TAX_RATE: turn._(
            "Which tax rate do your prices include, in percent? It stands for whatever has no rate of"
            " its own."
        ),
    }
    return questions[field]


def legal_value(turn: Turn, merchant_id: int, field: LegalField) -> str:
    """As it is now."""
    if field is F.TAX_RATE:
        rate = legal.usual_tax(turn.connection, merchant_id)
        return turn._("none") if rate is None else percent(turn.texts, rate / 100)
    entity = legal.legal_entity(turn.connection, merchant_id)
    return legal.said(entity, field) or turn._("not given")
