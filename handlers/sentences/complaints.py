"""What is said about a complaint that can't be made, answered or decided."""

from types import MappingProxyType

from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import AskSupport, OpenBooking, OpenBookings
from handlers.guest.complaint_actions import OpenComplaint
from handlers.merchant.complaint_actions import OpenOwnComplaint
from handlers.operator.complaint_actions import OpenComplaintCase
from handlers.sentences.explained import Explained, Sentences
from orders import complaint_views, errors
from people.rights import Right


def not_complainable(turn: Turn, error: errors.NotComplainable) -> Explained:
    words = turn._("This was never booked, so nothing went wrong with it.")
    return Explained(words, OpenBooking(error.order_id))


def too_late(turn: Turn, error: errors.ComplaintTooLate) -> Explained:
    words = turn._("It's too long ago for a complaint. You can still write to us.")
    return Explained(words, AskSupport(error.order_id))


def over(turn: Turn, error: errors.ComplaintsOver) -> Explained:
    words = turn._("Complaints about this booking are closed. You can still write to us.")
    return Explained(words, AskSupport(error.order_id))


def unknown(turn: Turn, _error: errors.ComplaintUnknown) -> Explained:
    return Explained(turn._("I can't find that complaint."), OpenBookings())


def moved(turn: Turn, error: errors.ComplaintMoved) -> Explained:
    words = turn._("That's no longer possible. Here's where things stand:")
    return Explained(words, _as_they_see_it(turn, error.complaint_id))


def part_of_it(turn: Turn, error: errors.PartOfComplaint) -> Explained:
    words = turn._("It's about you or a place where you work, so somebody else has to decide.")
    return Explained(words, OpenComplaintCase(error.complaint_id))


def _as_they_see_it(turn: Turn, complaint_id: int) -> Page:
    found = complaint_views.complaint(turn.connection, complaint_id)
    if found is None:
        return OpenBookings()
    if found.guest_id == turn.person.id:
        return OpenComplaint(complaint_id)
    if found.merchant_id in turn.person.merchants:
        return OpenOwnComplaint(complaint_id)
    return OpenComplaintCase(complaint_id) if turn.person.may(Right.REFUND) else OpenBookings()


SENTENCES: Sentences = MappingProxyType(
    {
        errors.NotComplainable: not_complainable,
        errors.ComplaintTooLate: too_late,
        errors.ComplaintsOver: over,
        errors.ComplaintUnknown: unknown,
        errors.ComplaintMoved: moved,
        errors.PartOfComplaint: part_of_it,
    }
)
