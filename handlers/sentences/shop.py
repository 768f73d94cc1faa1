"""What is said when hours, closures, chairs, rooms or people can't be as a merchant wants them."""

from types import MappingProxyType

from markupsafe import Markup

from catalog import errors
from chat.turn import Turn
from handlers.merchant.service_actions import OpenOwnService
from handlers.merchant.shop_actions import OpenGives, OpenResource, OpenResources, OpenShopHours
from handlers.roles import merchant_desk
from handlers.sentences.explained import Explained, Sentences
from orders.errors import BookedHere, BookedWithoutResource, BookingsThere


def location_unknown(turn: Turn, _error: errors.LocationUnknown) -> Explained:
    return Explained(turn._("That place is no longer here."), merchant_desk(turn))


def resource_unknown(turn: Turn, _error: errors.ResourceUnknown) -> Explained:
    return Explained(turn._("That is no longer here."), merchant_desk(turn))


def hours_unreadable(turn: Turn, _error: errors.HoursUnreadable) -> Explained:
    return Explained(turn._("I couldn't read that as hours."), merchant_desk(turn))


def hours_unclear(turn: Turn, error: errors.HoursUnclear) -> Explained:
    return Explained(hours_unclear_words(turn, error), merchant_desk(turn))


def hours_unclear_words(turn: Turn, error: errors.HoursUnclear) -> Markup:
    """Which ways there are to read it, as one would type them."""
    return turn._(
        "Did you mean {day} or {night}? Please type it that way.",
        day=error.by_day,
        night=error.by_night,
    )


def too_many_resources(turn: Turn, error: errors.TooManyResources) -> Explained:
    words = turn.ngettext(
        "A place can have {number} of them.", "A place can have {number} of them.", error.most
    )
    return Explained(words, OpenResources(error.location_id))


def last_giver(turn: Turn, error: errors.LastGiver) -> Explained:
    words = turn._("Nobody else gives this service. Choose someone else for it first.")
    return Explained(words, OpenGives(error.resource_id))


def no_day_left(turn: Turn, error: errors.NoDayLeft) -> Explained:
    words = turn._("That would leave no working day. Retire it instead.")
    return Explained(words, OpenResource(error.resource_id))


def booked_here(turn: Turn, error: BookedHere) -> Explained:
    words = turn.ngettext(
        "{number} guest is still to come to the present address. Copy the service for the other one instead.",
        "{number} guests are still to come to the present address."
        " Copy the service for the other one instead.",
        error.number,
    )
    return Explained(words, OpenOwnService(error.service_id))


def detail_refused(turn: Turn, error: errors.DetailRefused) -> Explained:
    return Explained(_detail_words(turn, error), merchant_desk(turn))


def _detail_words(turn: Turn, error: errors.DetailRefused) -> Markup:
    if error.longest is not None:
        return turn._(
            "That's too long; the limit is {longest} characters. Please shorten it.",
            longest=turn.texts.number(error.longest),
        )
    words = {
        "name": turn._("Please type a name that can be read."),
        "address": turn._("Please type the address as guests find it."),
        "phone": turn._("That doesn't look like a phone number. Type it with its country code."),
        "website": turn._("That doesn't look like a web address, such as https://example.com."),
        "commission": turn._("Type a percentage from 0 to 100, such as 12.5."),
        "minutes": turn._("It can be anything from 5 minutes to 7 days."),
        "discount": turn._("It can be any percentage from 0 to 90."),
        "no_shows": turn._("It can be any number from 1 to 99."),
    }
    return words[error.field]


def closure_unknown(turn: Turn, _error: errors.ClosureUnknown) -> Explained:
    return Explained(turn._("That is no longer here."), merchant_desk(turn))


def not_closable(turn: Turn, error: errors.NotClosable) -> Explained:
    words = turn._("Those days are over, too far away or more than a year. Choose others.")
    return Explained(words, OpenShopHours(error.location_id))


def changed_since(turn: Turn, _error: errors.ChangedSince) -> Explained:
    words = turn._("That was changed again since, so it can't be undone.")
    return Explained(words, merchant_desk(turn))


def bookings_there(turn: Turn, error: BookingsThere) -> Explained:
    words = turn.ngettext(
        "{number} booking is there now. Look again before you close it.",
        "{number} bookings are there now. Look again before you close it.",
        error.number,
    )
    return Explained(words, OpenShopHours(error.location_id))


def booked_without_resource(turn: Turn, error: BookedWithoutResource) -> Explained:
    words = turn.ngettext(
        "{number} booking of this service is still to come without anyone. Wait until it's over.",
        "{number} bookings of this service are still to come without anyone."
        " Wait until they're over.",
        error.number,
    )
    return Explained(words, OpenGives(error.resource_id))


SENTENCES: Sentences = MappingProxyType(
    {
        errors.LocationUnknown: location_unknown,
        errors.ResourceUnknown: resource_unknown,
        errors.HoursUnreadable: hours_unreadable,
        errors.HoursUnclear: hours_unclear,
        errors.TooManyResources: too_many_resources,
        errors.LastGiver: last_giver,
        errors.NoDayLeft: no_day_left,
        errors.ClosureUnknown: closure_unknown,
        errors.NotClosable: not_closable,
        errors.ChangedSince: changed_since,
        errors.DetailRefused: detail_refused,
        BookedHere: booked_here,
        BookingsThere: bookings_there,
        BookedWithoutResource: booked_without_resource,
    }
)
