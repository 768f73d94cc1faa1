"""Pages and moves, declared beside the actions they answer and gathered into one book."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from chat.action import Action
from chat.packing import ActionCodec
from chat.screen import Screen
from chat.turn import Turn

A = TypeVar("A", bound=Action)
Page = Callable[[Turn, Any], Screen]
Move = Callable[[Turn, Any], Action]


class Flow:
    """The pages and moves of one file.

    A page shows and only reads; a move changes, in one write transaction, and returns the action
    of the page to show next. Neither sends anything.
    """

    def __init__(self) -> None:
        self.pages: dict[type[Action], Page] = {}
        self.moves: dict[type[Action], Move] = {}

    def page(
        self, kind: type[A]
    ) -> Callable[[Callable[[Turn, A], Screen]], Callable[[Turn, A], Screen]]:
        """Declares what is shown for an action."""

        def declare(page: Callable[[Turn, A], Screen]) -> Callable[[Turn, A], Screen]:
            self.pages[kind] = page
            return page

        return declare

    def move(
        self, kind: type[A]
    ) -> Callable[[Callable[[Turn, A], Action]], Callable[[Turn, A], Action]]:
        """Declares what an action changes."""

        def declare(move: Callable[[Turn, A], Action]) -> Callable[[Turn, A], Action]:
            self.moves[kind] = move
            return move

        return declare


class Book:
    """Every page and move of the product, and the codec of their actions."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        self.pages: dict[type[Action], Page] = {}
        self.moves: dict[type[Action], Move] = {}
        for flow in flows:
            _add(self.pages, flow.pages)
            _add(self.moves, flow.moves)
        both = self.pages.keys() & self.moves.keys()
        if both:
            raise ValueError(f"both a page and a move: {both}")
        self.codec = ActionCodec([*self.pages, *self.moves])

    def changes(self, action: Action) -> bool:
        """Whether the action is a move."""
        return type(action) in self.moves

    def move(self, turn: Turn, action: Action) -> Action:
        """Makes the move; says which page comes next."""
        return self.moves[type(action)](turn, action)

    def show(self, turn: Turn, action: Action) -> Screen:
        """Renders the page."""
        return self.pages[type(action)](turn, action)


def _add(known: dict[type[Action], Any], more: dict[type[Action], Any]) -> None:
    twice = known.keys() & more.keys()
    if twice:
        raise ValueError(f"declared twice: {twice}")
    known.update(more)
