"""The objects in one long JSON array, one after the other, without reading the file as a whole."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

CHUNK = 1 << 16
LARGEST_MEMBER = 1 << 24
"""Characters: what goes on for longer than this is no place but a broken file."""

OPENING = re.compile(r'"(?:features|elements)"\s*:\s*\[')
GAP = re.compile(r"[\s,]*")


class Broken(Exception):
    """The text is no JSON from here on, or ends too early."""


class Members:
    """Iterates over the objects in the array called `features` or `elements` of a JSON object.

    `read(n)` gives up to n characters. `text` is that of the object that came last. Raises Broken where it cannot go on; what came before
    stands.
    """

    def __init__(self, read: Callable[[int], str]) -> None:
        self._read = read
        self._decode = json.JSONDecoder().raw_decode
        self._buffer = ""
        self._at = 0
        self.text = ""

    def __iter__(self) -> Iterator[Any]:
        self._find_opening()
        while self._next_is_member():
            yield self._member()

    def _find_opening(self) -> None:
        while (opening := OPENING.search(self._buffer)) is None:
            self._more()
        self._at = opening.end()

    def _more(self) -> None:
        """Read on, as much again as is waiting: so the work stays in proportion to the text."""
        waiting = self._buffer[self._at :]
        text = self._read(max(CHUNK, len(waiting)))
        if not text or len(waiting) > LARGEST_MEMBER:
            raise Broken
        self._buffer, self._at = waiting + text, 0

    def _next_is_member(self) -> bool:
        self._at = self._after_gap()
        while self._at == len(self._buffer):
            self._more()
            self._at = self._after_gap()
        return self._buffer[self._at] != "]"

    def _after_gap(self) -> int:
        gap = GAP.match(self._buffer, self._at)
        return gap.end() if gap else self._at

    def _member(self) -> Any:
        while True:
            try:
                member, end = self._decode(self._buffer, self._at)
            except RecursionError as error:
                raise Broken from error
            except ValueError:
                self._more()
            else:
                self.text, self._at = self._buffer[self._at : end], end
                return member
