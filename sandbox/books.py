"""The card provider's own books: every charge, refund and dispute, for whoever asks."""

import secrets
from typing import Any

Json = dict[str, Any]
PAGE = 100
KEPT = 100_000


class Books:
    """Lines in the order in which they happened; a cursor says how many of them were read."""

    def __init__(self) -> None:
        self._volume = secrets.token_hex(4)
        self._lines: list[Json] = []

    def write(self, said: str, key: str, **line: Any) -> None:
        if len(self._lines) < KEPT:
            self._lines.append({"said": said, "key": key, **line})

    def page(self, cursor: str) -> Json:
        """Up to a hundred lines; a cursor of other books begins at the beginning."""
        volume, _, read = cursor.partition(":")
        begin = int(read) if volume == self._volume and read.isdigit() else 0
        found = self._lines[begin : begin + PAGE]
        return {"entries": found, "cursor": f"{self._volume}:{begin + len(found)}"}
