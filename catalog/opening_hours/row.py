"""A row of tokens with a place in it, for those who read it from left to right."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from catalog.opening_hours.tokens import Token, UnreadableHours

Item = TypeVar("Item")
END = Token("end")


class Row:
    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.place = 0

    @property
    def ended(self) -> bool:
        return self.place >= len(self.tokens)

    @property
    def kind(self) -> str:
        return self.kind_at(0)

    @property
    def value(self) -> int:
        return self.at(0).value

    def at(self, ahead: int) -> Token:
        place = self.place + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else END

    def kind_at(self, ahead: int) -> str:
        return self.at(ahead).kind

    def is_word(self, text: str, ahead: int = 0) -> bool:
        token = self.at(ahead)
        return token.kind == "word" and token.text == text

    def next(self) -> Token:
        token = self.at(0)
        self.place += 1
        return token

    def take(self, kind: str) -> bool:
        """Whether this kind of token stands here; it is passed then."""
        found = self.kind == kind
        self.place += found
        return found

    def expect(self, kind: str) -> None:
        if not self.take(kind):
            raise self.unreadable()

    def number(self, least: int, most: int) -> int:
        token = self.next()
        if token.kind != "number" or not least <= token.value <= most:
            raise self.unreadable()
        return token.value

    def day_offset(self) -> int:
        """The days of ` +1 day` or ` -2 days`; 0 without them."""
        days = self.is_word("day", 2) or self.is_word("days", 2)
        if self.kind not in {"+", "-"} or self.kind_at(1) != "number" or not days:
            return 0
        sign = 1 if self.next().kind == "+" else -1
        offset = sign * self.number(0, 366)
        self.next()
        return offset

    def listed(self, read: Callable[["Row"], Item], goes_on: Callable[["Row"], bool]) -> list[Item]:
        """Items between commas; a comma before anything else ends the list and stays."""
        found = [read(self)]
        while self.kind == ",":
            self.place += 1
            if not goes_on(self):
                self.place -= 1
                break
            found.append(read(self))
        return found

    def unreadable(self) -> UnreadableHours:
        return UnreadableHours(self.text, self.place)
