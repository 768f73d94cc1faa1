"""What is said about a message that is not taken, and a conversation that can't be reported or closed."""

from types import MappingProxyType

from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import OpenHome
from handlers.guest.message_actions import OpenMessages
from handlers.merchant.message_actions import OpenGuestMessages
from handlers.operator.conversation_actions import OpenReportedConversations
from handlers.sentences.explained import Explained, Sentences
from orders import errors, message_sides, queries
from people.rights import Right


def nobody_to_write_to(turn: Turn, error: errors.NobodyToWriteTo) -> Explained:
    words = turn._("This guest can't get messages here.")
    return Explained(words, _theirs(turn, error.order_id))


def conversation_over(turn: Turn, error: errors.ConversationOver) -> Explained:
    words = turn._("The booking is over, so no more messages can be sent about it.")
    return Explained(words, _theirs(turn, error.order_id))


def conversation_ended(turn: Turn, error: errors.ConversationEnded) -> Explained:
    words = turn._("This conversation has been ended. Your message wasn't sent.")
    return Explained(words, _theirs(turn, error.order_id))


def too_many_messages(turn: Turn, error: errors.TooManyMessages) -> Explained:
    words = turn.ngettext(
        "That's {number} message about this booking in a day. Please go on tomorrow.",
        "That's {number} messages about this booking in a day. Please go on tomorrow.",
        error.most,
    )
    return Explained(words, _theirs(turn, error.order_id))


def nothing_to_report(turn: Turn, error: errors.NothingToReport) -> Explained:
    words = turn._("The other side hasn't written anything yet.")
    return Explained(words, _theirs(turn, error.order_id))


def reported_already(turn: Turn, error: errors.ConversationReported) -> Explained:
    words = turn._("This conversation was reported already.")
    return Explained(words, _theirs(turn, error.order_id))


def report_decided(turn: Turn, _error: errors.ConversationReportDecided) -> Explained:
    words = turn._("That was decided already. Here's how it stands:")
    return Explained(words, OpenReportedConversations())


def _theirs(turn: Turn, order_id: int) -> Page:
    """As the side on which the person is; of one who is on both, as the guest."""
    order = queries.order(turn.connection, order_id)
    if order is None:
        return OpenHome()
    if order.guest_id == turn.person.id:
        return OpenMessages(order_id)
    about = (order.merchant_id, order.resource_id)
    if turn.person.may(Right.OWN_CALENDAR, order.merchant_id) and message_sides.is_theirs(
        turn.connection, turn.person.id, *about
    ):
        return OpenGuestMessages(order_id)
    return OpenHome()


SENTENCES: Sentences = MappingProxyType(
    {
        errors.NobodyToWriteTo: nobody_to_write_to,
        errors.ConversationOver: conversation_over,
        errors.ConversationEnded: conversation_ended,
        errors.TooManyMessages: too_many_messages,
        errors.NothingToReport: nothing_to_report,
        errors.ConversationReported: reported_already,
        errors.ConversationReportDecided: report_decided,
    }
)
