"""What is said to whoever finds that others were faster, or that whom they chose is gone."""

from types import MappingProxyType
from zoneinfo import ZoneInfo

from catalog import queries as catalog
from chat.action import Hour, Page
from chat.turn import Turn
from handlers.errors import MoveTaken, NotOffered, TimeGone
from handlers.guest.actions import OpenBookings, OpenReschedule, OpenService
from handlers.guest.choosing import IN_WORDS, gone_words
from handlers.layout import shortened
from handlers.sentences.explained import Explained, Sentences
from orders import errors, queries


def sold_out(turn: Turn, error: errors.SoldOut) -> Explained:
    words = turn._("Someone else just took that time. These are free:")
    return Explained(words, _same_day(turn, error))


def resource_taken(turn: Turn, error: errors.ResourceTaken) -> Explained:
    name = catalog.former_giver(turn.connection, error.service_id, error.resource_id)
    if name is None:
        return sold_out(turn, error)
    words = turn._(
        "Someone else just booked {name} for that time. Choose another time, or “Anyone”.",
        name=shortened(name, IN_WORDS),
    )
    zone = _zone(turn, error.service_id)
    start = error.starts_at.astimezone(zone)
    following = OpenService(
        error.service_id,
        start.date(),
        error.seats,
        hour=Hour(start.hour),
        resource=error.resource_id,
    )
    return Explained(words, following)


def resource_gone(turn: Turn, error: errors.ResourceGone) -> Explained:
    words = gone_words(turn, error.service_id, error.resource_id)
    return Explained(words, OpenService(error.service_id))


def move_taken(turn: Turn, error: MoveTaken) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    words = turn._("Someone else just took that time. Your booking stays as it is. These are free:")
    if order is None:
        return Explained(words, OpenBookings())
    day = error.starts_at.astimezone(_zone(turn, order.service)).date()
    return Explained(words, OpenReschedule(order.id, day, anyone=error.anyone))


def time_gone(turn: Turn, error: TimeGone) -> Explained:
    return Explained(turn._("That time is no longer free. These are:"), error.again)


def not_offered(turn: Turn, error: NotOffered) -> Explained:
    return Explained(turn._("That can't be booked any more. Here's what can:"), error.again)


def _same_day(turn: Turn, error: errors.SoldOut) -> Page:
    day = error.starts_at.astimezone(_zone(turn, error.service_id)).date()
    return OpenService(error.service_id, day)


def _zone(turn: Turn, service_id: int) -> ZoneInfo:
    """The clock of the place."""
    service = catalog.service(turn.connection, service_id)
    return ZoneInfo("UTC" if service is None else service.zone)


def still_free(turn: Turn, error: errors.StillFree) -> Explained:
    start = error.starts_at.astimezone(_zone(turn, error.service_id))
    words = turn._("Good news: that time is free now.")
    return Explained(words, OpenService(error.service_id, start.date(), hour=Hour(start.hour)))


def too_many_waits(turn: Turn, error: errors.TooManyWaits) -> Explained:
    words = turn.ngettext(
        "You're on {number} waitlist already. Leave one of them first.",
        "You're on {number} waitlists already. Leave one of them first.",
        error.most,
    )
    return Explained(words, OpenBookings())


def wait_unknown(turn: Turn, _error: errors.WaitUnknown) -> Explained:
    return Explained(turn._("You're not on that waitlist."), OpenBookings())


SENTENCES: Sentences = MappingProxyType(
    {
        errors.SoldOut: sold_out,
        errors.StillFree: still_free,
        errors.TooManyWaits: too_many_waits,
        errors.WaitUnknown: wait_unknown,
        errors.ResourceTaken: resource_taken,
        errors.ResourceGone: resource_gone,
        MoveTaken: move_taken,
        TimeGone: time_gone,
        NotOffered: not_offered,
    }
)
