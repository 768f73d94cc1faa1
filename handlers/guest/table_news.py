"""What a guest hears when somebody else at their table pays for them, or after all does not."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.bought import line_words
from handlers.guest.menu_actions import OpenCart
from handlers.guest.table_actions import OpenAtTable
from orders import AtTable, table_views, taking_over
from wording.tables import sitter_names, table_title

Payload = Mapping[str, Any]


def taken_over(turn: Turn, payload: Payload) -> Screen | None:
    """Nothing once the sitting has ended."""
    seen = _seen(turn, payload)
    if seen is None:
        return None
    bought = taking_over.lines_of(turn.connection, payload["order"])
    if not bought:
        return None
    words = turn._("🍽 {name} pays for you:", name=_payer(turn, seen, payload))
    return _screen(turn, seen, lines(words, *(line_words(turn, each) for each in bought)))


def removed(turn: Turn, payload: Payload) -> Screen | None:
    """Nothing for whoever sits there again."""
    if table_views.mine(turn.connection, turn.person.id) is not None:
        return None
    return Screen(
        text=turn._(
            "The staff didn't find you at the table, so you don't sit there any more. What you paid "
            "stays ordered; what you only chose can be picked up. If you are there, ask the staff to "
            "let you sit down again."
        ),
        rows=((Button(turn._("🛒 Your order"), OpenCart(payload["location"])),),),
        keep=True,
        subject=f"at-table-{payload['sitting']}",
    )


def returned(turn: Turn, payload: Payload) -> Screen | None:
    """Likewise."""
    seen = _seen(turn, payload)
    if seen is None:
        return None
    words = turn._(
        "{name} didn't pay for you after all. What you chose is in your order again.",
        name=_payer(turn, seen, payload),
    )
    return _screen(turn, seen, words)


def _seen(turn: Turn, payload: Payload) -> AtTable | None:
    return table_views.at_table(turn.connection, payload["sitting"], turn.person.id, turn.now)


def _payer(turn: Turn, seen: AtTable, payload: Payload) -> str:
    names = sitter_names(turn, seen.sitters)
    return names.get(payload["payer"]) or turn._("Somebody at your table").unescape()


def _screen(turn: Turn, seen: AtTable, words: Markup) -> Screen:
    return Screen(
        text=paragraphs(words, table_title(turn, seen.table)),
        rows=((Button(turn._("👥 At this table"), OpenAtTable(seen.sitting_id)),),),
        keep=True,
        subject=f"at-table-{seen.sitting_id}",
    )
