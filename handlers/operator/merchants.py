"""All merchants, bookable ones first, found by their name."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from catalog import lists
from catalog.folding import fold
from catalog.views import MerchantLine, MerchantState
from chat.action import Move, Page, given
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leafing, shortened
from handlers.operator.actions import OpenMerchantCard, OpenMerchants, OpenOperatorDesk
from handlers.operator.guarding import OperatorFlow
from people.rights import Right

flow = OperatorFlow(Right.ADMIT)

PAGE = 8
LONGEST_NAME = 20
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class FindMerchants(Move):
    """Narrow the list to a name."""

    code = "op-find"
    answers_links = True
    text: str = given("")


@flow.page(OpenMerchants)
def merchants_page(turn: Turn, press: OpenMerchants) -> Screen:
    found = named_merchants(turn, press.named, press.page * PAGE, PAGE + 1)
    more = len(found) > PAGE
    leaves = leafing(turn, press.page, lambda page: OpenMerchants(page, press.named), more=more)
    return Screen(
        text=paragraphs(
            turn._("<b>Merchants</b>"),
            _narrowed(turn, press.named),
            None if found else turn._("No merchant with that name."),
            turn._("Type a name, or part of it, to find one."),
        ),
        rows=(*columns(1, _buttons(turn, found[:PAGE])), *leaves),
        asks=FindMerchants(),
        back=OpenMerchants() if press.named else OpenOperatorDesk(),
    )


@flow.move(FindMerchants)
def find_merchants(_turn: Turn, press: FindMerchants) -> Page:
    return OpenMerchants(0, link_safe(press.text))


def link_safe(text: str) -> str | None:
    """Typed words as a button can carry them: folded, shortened, with dashes between."""
    return fold(text)[:LONGEST_NAME].strip().replace(" ", "-") or None


def named_merchants(
    turn: Turn,
    named: str | None,
    offset: int,
    limit: int,
    state: MerchantState | None = None,
) -> list[MerchantLine]:
    """Merchants whose name holds the words of a button."""
    words = (named or "").replace("-", " ")
    return lists.merchants_for_operator(
        turn.connection, state=state, words=words, limit=limit, offset=offset
    )


def _narrowed(turn: Turn, named: str | None) -> Markup | None:
    return turn._("Names with “{name}”", name=named.replace("-", " ")) if named else None


def _buttons(turn: Turn, found: list[MerchantLine]) -> Iterable[Button]:
    for each in found:
        name = shortened(each.name, LONGEST_LABEL)
        label = turn._("{sign} {merchant}", sign=_sign(each), merchant=name)
        yield Button(label, OpenMerchantCard(each.id))


def _sign(line: MerchantLine) -> str:
    if line.state is MerchantState.SUSPENDED:
        return "⛔"
    if line.bookable:
        return "🟢"
    return "🟡" if line.state is MerchantState.ACTIVE else "⚪"
