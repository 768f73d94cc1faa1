"""One try of one action by one person, taken back afterwards: whether it was done, and what was shown."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum

from sqlalchemy import Connection

from bot.dialogue import whole_dialogue
from bot.rendering import EXPLAINED, Rendering
from chat.action import GIVEN, Action, Move, Page
from chat.event import Doing, SentPhoto, SharedPlace, Typed
from chat.screen import Screen
from chat.turn import Turn
from handlers.entrances import entrance
from tests.structure.cast import Role, as_known
from tests.structure.crawling import ANSWERS
from tests.structure.turns import Turns
from tests.structure.undoing import undone

DIALOGUE = whole_dialogue()
BOOK = DIALOGUE.router


class Way(StrEnum):
    """How somebody comes to an action."""

    PRESS = "press"
    LINK = "link"
    TYPED = "typed"


@dataclass(frozen=True)
class Refusing(Rendering):
    """Says why not over a page that is rendered once for each role: as a page it is tried by itself."""

    shown: dict[tuple[int, Page], Screen] = field(default_factory=dict)

    def framed(self, turn: Turn, page: Page) -> Screen:
        key = (turn.person.id, page)
        if key not in self.shown:
            self.shown[key] = super().framed(turn, page)
        return self.shown[key]


@dataclass(frozen=True)
class Showing(Rendering):
    """Shows a page that was tried in one way as it was then: nothing has changed since."""

    known: dict[Page, Screen | Exception] = field(default_factory=dict)

    def unframed(self, turn: Turn, page: Page) -> Screen:
        if page not in self.known:
            self.known[page] = self._tried(turn, page)
        found = self.known[page]
        if isinstance(found, Exception):
            raise found
        return found

    def _tried(self, turn: Turn, page: Page) -> Screen | Exception:
        try:
            return super().unframed(turn, page)
        except EXPLAINED as refusal:
            return refusal


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it: `done`, or refused; rows written; what the person then saw.

    What was typed may have `meant` something else, such as a code, which has its own right.
    """

    role: Role
    way: Way
    meant: type[Action]
    done: bool
    written: int
    screen: Screen


def tries(
    connection: Connection, turns: Turns, role: Role, action: Action, refusing: Refusing
) -> Iterator[Tried]:
    """Each way that there is to this action, whoever it was offered to."""
    turn = turns.of(connection, as_known(connection, role))
    known: dict[Page, Screen | Exception] = {}
    for way in Way:
        if way is not Way.TYPED or answers(action):
            showing = Showing(DIALOGUE, way is Way.LINK, known)
            yield attempt(turn, role, way, action, showing, refusing)


def attempt(  # noqa: PLR0917 - what is tried, and what is known by then
    turn: Turn, role: Role, way: Way, action: Action, showing: Showing, refusing: Refusing
) -> Tried:
    """As the conversation does it: the move, then the page behind it or what is said instead."""
    connection = turn.connection
    before, rows = written(connection), 0
    meant = action
    with undone(connection):
        try:
            meant = meaning(turn, way, action)
            if isinstance(meant, Move):
                page, rendering = BOOK.move(turn, meant), Rendering(DIALOGUE, showing.linked)
            else:
                assert isinstance(meant, Page)
                page, rendering = meant, showing
            rows = written(connection) - before
            screen, done = rendering.framed(turn, page), True
        except EXPLAINED as refusal:
            screen, done = refusing.refusal(turn, refusal, tapped=False), bool(rows)
    return Tried(role, way, type(meant), done, rows, screen)


def meaning(turn: Turn, way: Way, action: Action) -> Action:
    """What comes out of the text of a button or a link, or of a question and its answer."""
    packed = BOOK.codec.pack(action)
    if way is Way.LINK:
        return BOOK.codec.unpack_page(packed)[0]
    asked = BOOK.codec.unpack(packed)[0]
    return asked if way is Way.PRESS else entrance(turn, answers(action)[0], asked)


def answers(action: Action) -> list[Doing]:
    """What one would send to answer it."""
    given = {each.name for each in fields(action) if GIVEN in each.metadata}
    doings: dict[str, Doing] = {
        "text": Typed(getattr(action, "text", "") or "tomorrow"),
        "photo": SentPhoto(ANSWERS["photo"], ""),
        "point": SharedPlace(ANSWERS["point"]),
    }
    return [doings[name] for name in doings if name in given]


def written(connection: Connection) -> int:
    """Rows that this connection ever wrote."""
    of_sqlite = connection.connection.driver_connection
    assert isinstance(of_sqlite, sqlite3.Connection)
    return of_sqlite.total_changes
