"""What was ordered from a menu, line by line, the same for everybody who reads of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.layout import dotted
from orders import CartLine, HadLine, Missing, had
from orders.pricing import Line, LineOption

ROOM = 500
"""Signs for the lines of an order where they stand beside much else, such as in a picture's words."""


def bought_words(turn: Turn, bought: Sequence[Line], room: int = ROOM) -> Markup:
    """As many lines as there is room for, and how many there are more."""
    return _within(turn, [line_words(turn, line) for line in bought], room)


def _within(turn: Turn, every: Sequence[Markup], room: int) -> Markup:
    told: list[Markup] = []
    for number, words in enumerate(every):
        if told and sum(map(len, told)) + len(words) > room:
            left = len(every) - number
            told.append(turn.ngettext("and {number} more", "and {number} more", left))
            break
        told.append(words)
    return lines(*told)


def had_words(turn: Turn, bought: Sequence[Line], missing: Sequence[Missing]) -> Markup:
    """Likewise with what can't be had crossed out, and behind it what is had instead."""
    if not missing:
        return bought_words(turn, bought)
    told = [each for line in had(bought, missing) for each in _had(turn, line, bought)]
    return _within(turn, told, ROOM)


def _had(turn: Turn, line: HadLine, bought: Sequence[Line]) -> Iterator[Markup]:
    if line.left:
        words = line_words(turn, replace(line.line, quantity=line.left))
        yield turn._("🔁 {instead}", instead=words) if line.stands_in else words
    if line.missing:
        yield turn._(
            "<s>{quantity} × {item}</s> · not available",
            quantity=line.missing,
            item=title_apart(line.line, bought),
        )


def line_words(turn: Turn, line: Line | CartLine, amount: str | None = None) -> Markup:
    """How many of what, how it was chosen, what is said of it; with what it comes to, if asked for."""
    what = turn._("<b>{quantity} × {item}</b>", quantity=line.quantity, item=line.title)
    return lines(
        dotted((what, amount)) if amount else what,
        options_words(turn, line.options),
        turn._("📝 {note}", note=line.note) if line.note else None,
    )


def apart(line: Line | CartLine, every: Sequence[Line] | Sequence[CartLine]) -> str:
    """Of several that are called so, what not all of them are had with; nothing where that tells nothing."""
    alike = [{each.id for each in other.options} for other in every if other.title == line.title]
    common = set[int]().union(*alike).intersection(*alike)
    return " · ".join(each.name for each in line.options if each.id not in common)


def title_apart(line: Line, every: Sequence[Line]) -> str:
    """Its name, with what tells it from others that are called so."""
    return " · ".join(filter(None, (line.title, apart(line, every))))


def options_words(turn: Turn, options: Iterable[LineOption]) -> Markup | None:
    """What was chosen, on one line."""
    return Markup(" · ").join(turn.texts.isolated(each.name) for each in options) or None
