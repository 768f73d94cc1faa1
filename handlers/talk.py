"""How a talk with support reads, the same for the guest and for the operators."""

from collections.abc import Sequence

from markupsafe import Markup

from chat.screen import lines, paragraphs
from chat.turn import Turn
from handlers.names import called
from orders import SupportMessage

SHOWN = 6
QUOTED = 500


def talk_words(turn: Turn, messages: Sequence[SupportMessage], guest: str) -> Markup:
    """The messages, the oldest first: when, who, and what they wrote."""
    return paragraphs(*(_words(turn, each, guest) for each in reversed(messages)))


def _words(turn: Turn, message: SupportMessage, guest: str) -> Markup:
    author = (
        guest
        if message.from_guest
        else turn._("{name}, support", name=called(turn, message.author))
    )
    when = turn.texts.day_and_time(message.at, turn.market.zone)
    return lines(
        turn._("<b>{author}</b> · {when}", author=author, when=when),
        turn._("{words}", words=message.words[:QUOTED]),
    )
