"""Something else instead of what is missing, told alike to who asks and who is asked."""

from markupsafe import Markup

from chat.turn import Turn


def instead_words(turn: Turn, quantity: int, thing: str, other: str) -> Markup:
    """So many of one thing in place of another."""
    return turn._(
        "<b>{number} × {thing}</b> instead of {other}",
        number=turn.texts.number(quantity),
        thing=thing,
        other=other,
    )
