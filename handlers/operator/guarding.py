"""Only operators get in: every page and move of theirs is declared through this flow."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from chat.action import Action, Move, Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Screen
from chat.turn import Turn
from people.rights import Right

A = TypeVar("A", bound=Action)
P = TypeVar("P", bound=Page)
M = TypeVar("M", bound=Move)
R = TypeVar("R")


class OperatorFlow(Flow):
    """A flow whose pages and moves answer `NotAllowed` to whose role does not grant the right.

    Without a right every role in the market will do.
    """

    def __init__(self, right: Right | None = None) -> None:
        super().__init__()
        self._right = right

    def page(
        self, kind: type[P], *, asks: Callable[[P], Action] | None = None
    ) -> Callable[[Callable[[Turn, P], Screen]], Callable[[Turn, P], Screen]]:
        declare = super().page(kind, asks=asks)
        return lambda page: declare(for_operators(page, self._right))

    def move(
        self, kind: type[M]
    ) -> Callable[[Callable[[Turn, M], Page]], Callable[[Turn, M], Page]]:
        declare = super().move(kind)
        return lambda move: declare(for_operators(move, self._right))


def for_operators(
    does: Callable[[Turn, A], R], right: Right | None = None
) -> Callable[[Turn, A], R]:
    """The same, after a look at who asks: rights are read anew in every turn."""

    @wraps(does)
    def guarded(turn: Turn, press: A) -> R:
        if not turn.person.operator or (right is not None and not turn.person.may(right)):
            raise NotAllowed
        return does(turn, press)

    return guarded
