"""Whatever is forged into a button or a link, and whoever presses it, gets an answer and no error."""

import types
import typing
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum

import pytest
from sqlalchemy import Connection

from bot.dialogue import whole_dialogue
from bot.rendering import EXPLAINED, Rendering
from chat.action import GIVEN, Action, Hour, Page
from chat.errors import UnknownAction
from chat.screen import Screen
from chat.turn import Person, Turn
from database.door import Database
from tests.structure import busy
from tests.structure.busy import Busy
from tests.structure.crawling import links
from tests.structure.turns import Turns
from tests.structure.undoing import again_and_again
from tests.thoroughness import THOROUGH, many

NUMBERS = ("1", "7", "0", "zik0zj", "zik0zk", "2gosa7pa2gv", "1y2p0ij32e8e7", "1y2p0ij32e8e8")
"""Some that are there; what 31, 53 and 63 bits hold, and one more."""

FORGED: dict[type, tuple[str, ...]] = {
    bool: ("1", "0"),
    int: NUMBERS,
    Hour: ("9", "0", "n", "o", "zik0zj"),
    date: ("fuqo", "fur0", "1", "fhlf", "269y2", "269y3", "269y4", "zik0zj"),
    datetime: ("hl96c", "hlfhc", "0", "zzzzz", "zik0zj", "1y2p0ij32e8e7"),
    str: ("a", "a" * 20, "a" * 28, "0" * 11),
}
"""Days and moments: some of 2026, the first ones, around the last one, beyond it."""


def forged(kind: type[Action]) -> Iterator[str]:
    """Everything ordinary, each field odd for itself, and all as odd as they get; at length beside two ordinary ones."""
    hints = typing.get_type_hints(kind)
    named = [each.name for each in fields(kind) if GIVEN not in each.metadata]
    odd = [values(hints[name]) for name in named]
    for ordinary in ([each[0] for each in odd], [each[1] for each in odd])[: many(1, 2)]:
        for place, each in enumerate(odd):
            for value in each:
                yield packed(kind, [*ordinary[:place], value, *ordinary[place + 1 :]])
    for number in range(1, max(map(len, odd), default=0)):
        yield packed(kind, [each[min(number, len(each) - 1)] for each in odd])


def packed(kind: type[Action], values: list[str]) -> str:
    return "_".join((kind.code, *values))


def values(hint: object) -> tuple[str, ...]:
    if isinstance(hint, types.UnionType):
        inner = next(part for part in typing.get_args(hint) if part is not type(None))
        return (*values(inner), "-")
    assert isinstance(hint, type)
    return tuple(hint) if issubclass(hint, StrEnum) else FORGED[hint]


DIALOGUE = whole_dialogue()
BOOK = DIALOGUE.router
KINDS = sorted([*BOOK.pages, *BOOK.moves], key=lambda kind: kind.code)


def known() -> Iterator[tuple[str, Action]]:
    """What the codec lets in; all else is an old page to whoever presses it."""
    for text in dict.fromkeys(text for kind in KINDS for text in forged(kind)):
        with suppress(UnknownAction):
            yield text, BOOK.codec.unpack(text)[0]


@dataclass(frozen=True)
class Remembering(Rendering):
    """Shows again what a person was shown: nothing has changed since, every press is undone."""

    shown: dict[tuple[int, Page], Screen] = field(default_factory=dict)

    def framed(self, turn: Turn, page: Page) -> Screen:
        key = (turn.person.id, page)
        if key not in self.shown:
            self.shown[key] = super().framed(turn, page)
        return self.shown[key]


def pressing(action: Action, market: Busy, dialect: str, place: int) -> Sequence[Person]:
    """Whoever it is for, who gets to the statement; on SQLite by turns another, in `make torture` all."""
    everybody = {"guest": market.guest, "merchant": market.clerk, "operator": market.operator}
    meant = everybody.pop(type(action).__module__.split(".")[1], market.guest)
    if dialect != "sqlite":
        return (meant,)
    others = [each for each in everybody.values() if each is not meant]
    if THOROUGH:
        return (meant, *others)
    round_, by_another = divmod(place, 2)
    return (others[round_ % len(others)] if by_another else meant,)


@pytest.mark.both_engines
async def test_it_is_answered(database: Database, dialect: str, now: datetime) -> None:
    turns = Turns(now)

    def press_all(connection: Connection) -> list[str]:
        market = busy.build(connection, now)
        wrong, rendering = [], Remembering(DIALOGUE)
        with again_and_again(connection) as undo:
            for place, (text, action) in enumerate(known()):
                for person in pressing(action, market, dialect, place):
                    try:
                        press(turns.of(connection, person), action, rendering)
                    except Exception as error:  # noqa: BLE001 - all of them are told at once
                        wrong.append(f"{text} by {person.name}: {error!r:.300}")
                    undo()
        return wrong

    wrong = await database.write(press_all)

    assert not wrong, "\n".join(wrong)


def press(turn: Turn, action: Action, rendering: Rendering) -> None:
    """As the conversation does it: the move, the page behind it, or what is said instead."""
    try:
        if BOOK.changes(action):
            page, rendering = BOOK.move(turn, action), Rendering(DIALOGUE)
        else:
            page = action
        BOOK.codec.pack(page)
        screen = rendering.page(turn, page, tapped=True)
    except EXPLAINED as refusal:
        screen = rendering.refusal(turn, refusal, tapped=True)
    for following in (*links(screen), *([screen.asks] if screen.asks else ())):
        BOOK.codec.pack(following)
