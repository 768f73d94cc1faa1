"""How what people wrote each other reads, the same for whoever reads it and whomever they talk with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from markupsafe import Markup

from chat.screen import lines, paragraphs
from chat.turn import Turn
from handlers.names import called
from orders import SupportMessage

SHOWN = 6
ROOM = 2400
"""Characters of messages that a page has room for, beside what they are about."""


class Said(Protocol):
    """A message of whatever talk."""

    @property
    def words(self) -> str: ...


S = TypeVar("S", bound=Said)


def room_for(messages: Sequence[S]) -> Sequence[S]:
    """The latest of them that a page shows whole, at least one."""
    room, number = ROOM, 0
    for each in messages[:SHOWN]:
        room -= len(each.words)
        if number and room < 0:
            break
        number += 1
    return messages[:number]


def said_words(turn: Turn, author: str, words: str, at: datetime, zone: str) -> Markup:
    """Who wrote it, when, and what."""
    when = turn.texts.day_and_time(at, zone)
    return lines(
        turn._("<b>{author}</b> · {when}", author=author, when=when),
        turn._("{words}", words=words),
    )


def talk_words(turn: Turn, messages: Sequence[SupportMessage], guest: str) -> Markup:
    """The messages of a talk with support, the oldest first."""
    return paragraphs(*(_words(turn, each, guest) for each in reversed(messages)))


def _words(turn: Turn, message: SupportMessage, guest: str) -> Markup:
    author = (
        guest
        if message.from_guest
        else turn._("{name}, support", name=called(turn, message.author))
    )
    return said_words(turn, author, message.words, message.at, turn.market.zone)
