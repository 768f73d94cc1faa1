"""Only operators get in: every page and move of theirs is declared through this flow."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from chat.action import Action, Move, Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Screen
from chat.turn import Turn

A = TypeVar("A", bound=Action)
P = TypeVar("P", bound=Page)
M = TypeVar("M", bound=Move)
R = TypeVar("R")


class OperatorFlow(Flow):
    """A flow whose pages and moves answer `NotAllowed` to everybody else."""

    def page(
        self, kind: type[P]
    ) -> Callable[[Callable[[Turn, P], Screen]], Callable[[Turn, P], Screen]]:
        declare = super().page(kind)
        return lambda page: declare(for_operators(page))

    def move(
        self, kind: type[M]
    ) -> Callable[[Callable[[Turn, M], Page]], Callable[[Turn, M], Page]]:
        declare = super().move(kind)
        return lambda move: declare(for_operators(move))


def for_operators(does: Callable[[Turn, A], R]) -> Callable[[Turn, A], R]:
    """The same, after a look at who asks: rights are read anew in every turn."""

    @wraps(does)
    def guarded(turn: Turn, press: A) -> R:
        if not turn.person.operator:
            raise NotAllowed
        return does(turn, press)

    return guarded
