"""Presses every button that can be reached, a few times each, as one person."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection

from chat.action import GIVEN, Action, Point
from chat.errors import NotAllowed, PageOutdated, UnknownAction
from chat.flow import Book
from chat.screen import Button, DeepLinkButton, Screen, ShareButton
from chat.turn import Turn
from database.errors import Refusal
from handlers.refusals import explain

OFTEN = 8
"""How often one kind of action is tried, each time with other ids."""

ANSWERS: dict[str, Any] = {"text": "Kallio", "photo": "telegram:x", "point": Point(60.18, 24.95)}
EXPLAINED = (Refusal, PageOutdated, NotAllowed, UnknownAction)


class Crawl:
    """What one person reaches; `look` is shown every screen with its action."""

    def __init__(self, book: Book, look: Callable[[Turn, Action, Screen], None]) -> None:
        self.reached: set[type[Action]] = set()
        self._book = book
        self._look = look
        self._tried: Counter[type[Action]] = Counter()
        self._seen: set[str] = set()
        self._waiting: deque[Action] = deque()

    def begin(self, actions: Iterable[Action]) -> None:
        for action in actions:
            self._add(action)

    def go_on(self, connection: Connection, turn_of: Callable[[Connection], Turn]) -> None:
        """Until nothing new can be pressed; what takes the person away comes last."""
        while self._waiting:
            action = self._waiting.popleft()
            if type(action).__name__ == "ForgetMe" and self._waiting:
                self._waiting.append(action)
                continue
            self._press(connection, turn_of(connection), action)

    def _press(self, connection: Connection, turn: Turn, action: Action) -> None:
        try:
            if self._book.changes(action):
                with connection.begin_nested():
                    self._add(self._book.move(turn, action))
                return
            screen = self._book.show(turn, action)
        except EXPLAINED as error:
            self._add(explain(turn, error).next)
            return
        self.reached.add(type(action))
        self._look(turn, action, screen)
        for following in links(screen):
            self._add(following)

    def _add(self, action: Action) -> None:
        packed = f"{self._book.codec.pack(action)} {answered(action)}"
        if packed not in self._seen and self._tried[type(action)] < OFTEN:
            self._seen.add(packed)
            self._tried[type(action)] += 1
            self._waiting.append(action)


def links(screen: Screen) -> Iterator[Action]:
    """Where one can go from a screen, by pressing, typing, or its way back."""
    for row in screen.rows:
        for button in row:
            if isinstance(button, Button | DeepLinkButton | ShareButton):
                yield button.action
    if screen.back:
        yield screen.back
    if screen.asks:
        yield answer(screen.asks)


def answer(asks: Action) -> Action:
    """The question with something in each of its places."""
    given = {field.name: ANSWERS[field.name] for field in fields(asks) if GIVEN in field.metadata}
    return replace(asks, **given)


def answered(action: Action) -> bool:
    return any(getattr(action, field.name) for field in fields(action) if GIVEN in field.metadata)
