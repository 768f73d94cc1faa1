"""What conversations about bookings hold of a person: of the guest, and of whoever wrote for the place."""

from orders.messaging import ageing
from orders.messaging.message_models import Side, booking_messages, conversation_reports
from orders.whose import of_their_orders
from people.privacy import Ageing, Fate, Holding

HOLDINGS = (
    Holding(
        booking_messages.c.order_id,
        Fate.ERASED,
        "what was written about a booking goes with its guest, also what its place wrote to them",
        exported=(
            booking_messages.c.order_id,
            booking_messages.c.side,
            booking_messages.c.words,
            booking_messages.c.at,
        ),
        rows=of_their_orders,
    ),
    Holding(
        booking_messages.c.author_id,
        Fate.KEPT,
        "what was written for a place belongs to the conversation; it names nobody any more",
        exported=(booking_messages.c.order_id, booking_messages.c.words, booking_messages.c.at),
        rows=lambda author, person: (author == person) & (booking_messages.c.side == Side.MERCHANT),
    ),
    Holding(
        conversation_reports.c.order_id,
        Fate.BLANKED,
        "that operators looked at a conversation stays for a time, without what was said of it",
        exported=(
            conversation_reports.c.order_id,
            conversation_reports.c.side,
            conversation_reports.c.words,
            conversation_reports.c.reported_at,
            conversation_reports.c.decided_at,
            conversation_reports.c.reason,
        ),
        blanks={"words": "", "reason": ""},
        rows=of_their_orders,
    ),
    Holding(
        conversation_reports.c.reported_by,
        Fate.KEPT,
        "a place's report is the place's; it does not name who wrote it any more",
        exported=(
            conversation_reports.c.order_id,
            conversation_reports.c.words,
            conversation_reports.c.reported_at,
        ),
        rows=lambda reporter, person: (
            (reporter == person) & (conversation_reports.c.side == Side.MERCHANT)
        ),
    ),
    Holding(
        conversation_reports.c.decided_by,
        Fate.KEPT,
        "that an operator decided stays for a time; it names nobody any more",
        exported=(conversation_reports.c.order_id, conversation_reports.c.decided_at),
    ),
)

AGEING = (
    Ageing(
        booking_messages,
        "keep_messages_days",
        "what was agreed about a booking is asked for within a year, if at all",
        ageing.outdated,
        ageing.forget,
    ),
    Ageing(
        conversation_reports,
        "keep_messages_days",
        "a report says as much as what it is about, and goes as that does",
        ageing.reports_outdated,
        ageing.forget_reports,
    ),
)
