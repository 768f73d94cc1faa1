"""Only operators get in: every page and move of theirs is declared through this flow."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from chat.action import Action
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Screen
from chat.turn import Turn

A = TypeVar("A", bound=Action)
R = TypeVar("R")


class OperatorFlow(Flow):
    """A flow whose pages and moves answer `NotAllowed` to everybody else."""

    def page(
        self, kind: type[A]
    ) -> Callable[[Callable[[Turn, A], Screen]], Callable[[Turn, A], Screen]]:
        declare = super().page(kind)
        return lambda page: declare(for_operators(page))

    def move(
        self, kind: type[A]
    ) -> Callable[[Callable[[Turn, A], Action]], Callable[[Turn, A], Action]]:
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
