"""Routes of the console, declared beside what they do and gathered into one list."""

from collections.abc import Callable
from dataclasses import dataclass, field

from console.asking import Changes, Shows

__all__ = ["Changes", "Room", "Shows"]


@dataclass(frozen=True, slots=True)
class Room:
    """The pages and moves of one file, by their addresses; `{name}` is a number."""

    pages: dict[str, Shows] = field(default_factory=dict)
    moves: dict[str, Changes] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)
    """Moves whose form brings a picture along."""
    files: set[str] = field(default_factory=set)
    """Moves whose form brings a file along."""

    def page(self, path: str) -> Callable[[Shows], Shows]:
        """Declares what is shown at an address: it reads only."""

        def declare(page: Shows) -> Shows:
            self.pages[path] = page
            return page

        return declare

    def move(
        self, path: str, *, photo: bool = False, file: bool = False
    ) -> Callable[[Changes], Changes]:
        """Declares what a form sent there changes, in one transaction."""

        def declare(move: Changes) -> Changes:
            self.moves[path] = move
            if photo:
                self.photos.add(path)
            if file:
                self.files.add(path)
            return move

        return declare
