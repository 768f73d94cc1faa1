"""Parties, lines and waits of a queue in words, in chat and console."""

from datetime import timedelta

from chat.turn import Turn
from queueing.lines import Line
from queueing.models import TicketState

MINUTE = timedelta(minutes=1)


def people_words(turn: Turn, party: int) -> str:
    return turn.ngettext("{number} person", "{number} people", party)


def line_words(turn: Turn, line: Line) -> str:
    """The parties that wait in it."""
    if line.most is None:
        return turn._("{number} or more people", number=line.least)
    if line.least == line.most:
        return people_words(turn, line.most)
    span = f"{turn.texts.number(line.least)}–{turn.texts.number(line.most)}"
    return turn._("{span} people", span=span)


def wait_words(turn: Turn, parties: int, long: timedelta | None) -> str:
    """How many wait, and about how long whoever comes next will."""
    if not parties:
        return turn._("nobody is waiting")
    many = turn.ngettext("{number} party is waiting", "{number} parties are waiting", parties)
    if long is None:
        return many
    minutes = turn.texts.minutes(long // MINUTE)
    return turn._("{waiting}, about {minutes}", waiting=many, minutes=minutes)


def state_words(turn: Turn, state: TicketState) -> str:
    """How a number stands, for staff."""
    match state:
        case TicketState.WAITING:
            return turn._("Waiting")
        case TicketState.CALLED:
            return turn._("Called")
        case TicketState.SEATED:
            return turn._("✅ Here")
        case TicketState.SKIPPED:
            return turn._("Not here when called")
        case TicketState.LEFT:
            return turn._("Left the queue")
        case TicketState.OVER:
            return turn._("Not called before the queue ended")
