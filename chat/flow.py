"""Pages and moves, declared beside the actions they answer and gathered into one router."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeGuard, TypeVar

from chat.action import Action, Move, Page
from chat.packing import ActionCodec
from chat.screen import Screen
from chat.turn import Turn

A = TypeVar("A", bound=Action)
P = TypeVar("P", bound=Page)
M = TypeVar("M", bound=Move)
Shows = Callable[[Turn, Any], Screen]
Changes = Callable[[Turn, Any], Page]
Asks = Callable[[Any], Action]


class Flow:
    """The pages and moves of one file.

    A page shows and only reads; a move changes, in one write transaction, and returns the page
    to show next. Neither sends anything.
    """

    def __init__(self) -> None:
        self.pages: dict[type[Page], Shows] = {}
        self.moves: dict[type[Move], Changes] = {}
        self.questions: dict[type[Page], Asks] = {}

    def page(
        self, kind: type[P], *, asks: Callable[[P], Action] | None = None
    ) -> Callable[[Callable[[Turn, P], Screen]], Callable[[Turn, P], Screen]]:
        """Declares what is shown for a page.

        What the page asks may be said here, where its action says it all: then whatever leads
        there can write the question down with what it changes.
        """

        def declare(page: Callable[[Turn, P], Screen]) -> Callable[[Turn, P], Screen]:
            self.pages[kind] = page
            if asks is not None:
                self.questions[kind] = asks
            return page

        return declare

    def move(
        self, kind: type[M]
    ) -> Callable[[Callable[[Turn, M], Page]], Callable[[Turn, M], Page]]:
        """Declares what a move changes."""

        def declare(move: Callable[[Turn, M], Page]) -> Callable[[Turn, M], Page]:
            self.moves[kind] = move
            return move

        return declare


class Router:
    """Every page and move of the product, and the codec of their actions."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        self.pages: dict[type[Page], Shows] = {}
        self.moves: dict[type[Move], Changes] = {}
        self.questions: dict[type[Page], Asks] = {}
        for flow in flows:
            self.questions |= flow.questions
            _add(self.pages, flow.pages, Page)
            _add(self.moves, flow.moves, Move)
        self.codec = ActionCodec([*self.pages, *self.moves])

    def changes(self, action: Action) -> TypeGuard[Move]:
        """Whether the action is a move."""
        return isinstance(action, Move)

    def move(self, turn: Turn, move: Move) -> Page:
        """Makes the move; says which page comes next."""
        return self.moves[type(move)](turn, move)

    def show(self, turn: Turn, page: Page) -> Screen:
        """Renders the page."""
        screen = self.pages[type(page)](turn, page)
        question = self.question(page)
        return screen if question is None else replace(screen, asks=question)

    def question(self, page: Page) -> Action | None:
        """What the page will ask, where that was declared with it."""
        asks = self.questions.get(type(page))
        return None if asks is None else asks(page)


def _add(known: dict[type[A], Any], more: Mapping[type[A], Any], kind: type[A]) -> None:
    twice = known.keys() & more.keys()
    if twice:
        raise ValueError(f"declared twice: {twice}")
    wrong = [each for each in more if not issubclass(each, kind)]
    if wrong:
        raise ValueError(f"no {kind.__name__.lower()}: {wrong}")
    known.update(more)
