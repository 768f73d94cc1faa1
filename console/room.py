"""Routes of the console, declared beside what they do and gathered into one list."""

from collections.abc import Callable
from dataclasses import dataclass, field

from chat.turn import Turn
from console.asking import Ask, Shown

Shows = Callable[[Turn, Ask], Shown]
Changes = Callable[[Turn, Ask], str]
"""Says where the browser goes next."""


@dataclass(frozen=True, slots=True)
class Room:
    """The pages and moves of one file, by their addresses; `{name}` is a number."""

    pages: dict[str, Shows] = field(default_factory=dict)
    moves: dict[str, Changes] = field(default_factory=dict)

    def page(self, path: str) -> Callable[[Shows], Shows]:
        """Declares what is shown at an address: it reads only."""

        def declare(page: Shows) -> Shows:
            self.pages[path] = page
            return page

        return declare

    def move(self, path: str) -> Callable[[Changes], Changes]:
        """Declares what a form sent there changes, in one transaction."""

        def declare(move: Changes) -> Changes:
            self.moves[path] = move
            return move

        return declare
