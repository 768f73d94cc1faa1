"""The updates that Telegram has not been told to forget: under way, failed, or handled out of order."""

from collections.abc import Iterable, Mapping
from typing import Any

Update = Mapping[str, Any]


class Unconfirmed:
    """Telegram hands out a hundred from the offset on, so there are never more of them than that.

    Everything below the offset is handled. Telegram drops it as soon as it is asked from there on.
    """

    def __init__(self) -> None:
        self.offset: int | None = None
        self._open: dict[int, Update] = {}
        self._handled: set[int] = set()
        self._failed: set[int] = set()

    def __bool__(self) -> bool:
        """Whether anything is not handled yet, so that Telegram would hand it out again at once."""
        return bool(self._open)

    def new_among(self, updates: Iterable[Update]) -> list[Update]:
        """Those that were not here before, in their order; they count as open from now on."""
        numbered = {int(update["update_id"]): update for update in updates}
        new = {n: u for n, u in numbered.items() if n not in self._open and n not in self._handled}
        self._open |= new
        self._move(max(numbered, default=None))
        return [new[number] for number in sorted(new)]

    def handled(self, update: Update) -> None:
        """It had its effect, or never will have one."""
        number = int(update["update_id"])
        del self._open[number]
        self._handled.add(number)
        self._move(number)

    def failed(self, update: Update) -> None:
        """It is to be tried again."""
        self._failed.add(int(update["update_id"]))

    def again(self) -> list[Update]:
        """All that failed, in their order, to be tried again now."""
        numbers, self._failed = sorted(self._failed), set()
        return [self._open[number] for number in numbers]

    def _move(self, latest: int | None) -> None:
        """To the first that is open; with none open, behind the latest."""
        if self._open:
            self.offset = min(self._open)
        elif latest is not None:
            self.offset = max(self._handled, default=latest) + 1
        self._handled = {n for n in self._handled if self.offset is None or n >= self.offset}
