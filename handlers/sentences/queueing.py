"""What is said where a queue says no, with the page to go on from."""

from types import MappingProxyType

from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import OpenBookings, OpenHome
from handlers.guest.queue_actions import OpenQueue, OpenTicket
from handlers.merchant.queue_actions import OpenOwnQueue, OpenQueueSettings
from handlers.sentences.explained import Explained, Sentences
from people.rights import Right
from queueing import errors, queues, tickets


def queue_closed(turn: Turn, error: errors.QueueClosed) -> Explained:
    words = turn._("No numbers are given out here right now.")
    return Explained(words, _the_queue(turn, error.location_id))


def party_size(turn: Turn, error: errors.PartySize) -> Explained:
    words = turn._(
        "A number is for 1 to {most} people. For more, please talk to the place.", most=error.most
    )
    return Explained(words, _the_queue(turn, error.location_id))


def too_many_numbers(turn: Turn, error: errors.TooManyNumbers) -> Explained:
    words = turn.ngettext(
        "You wait in {number} place already. Leave one of the queues first.",
        "You wait in {number} places already. Leave one of the queues first.",
        error.most,
    )
    return Explained(words, OpenBookings())


def ticket_unknown(turn: Turn, _error: errors.TicketUnknown) -> Explained:
    return Explained(turn._("That number isn't yours."), OpenBookings())


def ticket_moved(turn: Turn, error: errors.TicketMoved) -> Explained:
    one = tickets.ticket(turn.connection, error.ticket_id)
    mine = one is not None and one.guest_id == turn.person.id
    to = OpenTicket(error.ticket_id) if mine else OpenOwnQueue(error.location_id)
    return Explained(turn._("That has changed meanwhile. Here's how it stands:"), to)


def come_back_too_late(turn: Turn, error: errors.ComeBackTooLate) -> Explained:
    words = turn._("That was too long ago. Please take a new number.")
    return Explained(words, OpenQueue(error.location_id))


def grace_unfit(turn: Turn, error: errors.GraceUnfit) -> Explained:
    words = turn._(
        "Give from {least} to {most} minutes to come in.", least=error.least, most=error.most
    )
    return Explained(words, OpenQueueSettings(error.location_id))


def lines_unfit(turn: Turn, error: errors.LinesUnfit) -> Explained:
    words = turn._("Those sizes don't go together. Choose one of these:")
    return Explained(words, OpenQueueSettings(error.location_id))


def _the_queue(turn: Turn, location_id: int) -> Page:
    """As its staff sees it, or as a guest does."""
    queue = queues.queue_of(turn.connection, location_id)
    if queue is None:
        return OpenHome()
    if turn.person.may(Right.BOOKINGS, queue.merchant_id):
        return OpenOwnQueue(location_id)
    return OpenQueue(location_id)


SENTENCES: Sentences = MappingProxyType(
    {
        errors.QueueClosed: queue_closed,
        errors.PartySize: party_size,
        errors.TooManyNumbers: too_many_numbers,
        errors.TicketUnknown: ticket_unknown,
        errors.TicketMoved: ticket_moved,
        errors.ComeBackTooLate: come_back_too_late,
        errors.GraceUnfit: grace_unfit,
        errors.LinesUnfit: lines_unfit,
    }
)
