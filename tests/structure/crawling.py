"""Presses every button that can be reached, a few times each, as one person."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from chat.action import GIVEN, Action, Move, Page
from chat.errors import NotAllowed, PageOutdated, UnknownAction
from chat.flow import Router
from chat.screen import Button, DeepLinkButton, InvoiceButton, Screen, ShareButton
from chat.turn import Turn
from database.errors import Refusal
from database.point import Point
from handlers.refusals import explain
from tests.structure.undoing import whole
from tests.thoroughness import many

OFTEN = many(9, 15)
"""How often one kind of action is tried, each time with other ids."""

ANSWERS: Mapping[str, Any] = MappingProxyType(
    {"photo": "seed:barber", "point": Point(60.18, 24.95)}
)
LAST = frozenset({"Discard", "Release", "Suspend", "ForgetMe", "Dismiss", "RemoveOperator"})
EXPLAINED = (Refusal, PageOutdated, NotAllowed, UnknownAction)


class Crawl:
    """What one person reaches; `look` is told of each page, what it shows and how many of its kind were found.

    `meet` is told of every action when it is offered; those that are `spared` are not done.
    """

    def __init__(
        self,
        router: Router,
        look: Callable[[Turn, Page, Screen, int], None],
        typed: str = "Kall",
        *,
        meet: Callable[[Action], None] = lambda _action: None,
        often: int = OFTEN,
        spared: frozenset[str] = frozenset(),
    ) -> None:
        self._spared = spared
        self._meet = meet
        self._often = often
        self._answers = {**ANSWERS, "text": typed}
        self.reached: set[type[Action]] = set()
        self._router = router
        self._look = look
        self._tried: Counter[type[Action]] = Counter()
        self._seen: set[str] = set()
        self._pages: deque[Action] = deque()
        self._moves: deque[Action] = deque()
        self._last: deque[Action] = deque()

    def begin(self, actions: Iterable[Action]) -> None:
        for action in actions:
            self._add(action)

    def go_on(
        self,
        connection: Connection,
        turn_of: Callable[[Connection], Turn],
        is_enough: Callable[[], bool] = lambda: False,
    ) -> None:
        """Until nothing new can be pressed, or it is enough: all pages first, then one move, and again."""
        while (waiting := self._pages or self._moves or self._last) and not is_enough():
            self._press(connection, turn_of(connection), waiting.popleft())

    def _press(self, connection: Connection, turn: Turn, action: Action) -> None:
        try:
            if not isinstance(action, Page):
                assert isinstance(action, Move)
                with whole(connection):
                    self._show_again(self._router.move(turn, action))
                return
            screen = self._router.show(turn, action)
        except EXPLAINED as error:
            self._add(explain(turn, error).next)
            return
        self.reached.add(type(action))
        self._look(turn, action, screen, self._tried[type(action)])
        for following in (*links(screen), *answers(screen, self._answers)):
            self._add(following)

    def _show_again(self, page: Page) -> None:
        """After a move even a page that was seen may be another one."""
        if self._tried[type(page)] < 2 * self._often:
            self._tried[type(page)] += 1
            self._meet(page)
            self._pages.append(page)

    def _add(self, action: Action) -> None:
        packed = f"{self._router.codec.pack(action)} {answered(action)}"
        if packed not in self._seen and self._tried[type(action)] < self._often:
            self._seen.add(packed)
            self._tried[type(action)] += 1
            self._meet(action)
            if type(action).__name__ not in self._spared:
                self._queue(action).append(action)

    def _queue(self, action: Action) -> deque[Action]:
        """What throws something away comes last, so that there is something to see before."""
        if not self._router.changes(action):
            return self._pages
        return self._last if type(action).__name__ in LAST else self._moves


def links(screen: Screen) -> Iterator[Action]:
    """Where one can go from a screen by pressing."""
    for row in screen.rows:
        for button in row:
            if isinstance(button, Button | DeepLinkButton | ShareButton):
                yield button.action
            elif isinstance(button, InvoiceButton):
                yield button.instead
    if screen.back:
        yield screen.back


def answers(screen: Screen, given: Mapping[str, Any]) -> Iterator[Action]:
    """The question of a screen, answered in each way that it can be."""
    for field in fields(screen.asks) if screen.asks else ():
        if screen.asks and GIVEN in field.metadata:
            yield replace(screen.asks, **{field.name: given[field.name]})


def answered(action: Action) -> bool:
    return any(getattr(action, field.name) for field in fields(action) if GIVEN in field.metadata)
