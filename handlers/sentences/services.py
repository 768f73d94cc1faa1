"""What is said when a service can't be set like that: what would do, in the person's own units."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from catalog import errors, queries
from catalog.legal import LegalField
from catalog.menu import own_menu
from catalog.menu.item_fields import ItemField
from catalog.service_fields import BOUNDS, ServiceField
from catalog.visits import errors as visits
from chat.action import Page
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.merchant.menu_actions import AskItemField
from handlers.merchant.service_actions import AskServiceField, OpenServices
from handlers.merchant.visit_actions import OpenVisits
from handlers.roles import merchant_desk
from handlers.sentences import menu
from handlers.sentences.explained import Explained, Sentences
from handlers.sentences.shop import hours_unclear_words
from wording.figures import percent
from wording.menu_fields import item_value_words
from wording.service_fields import value_words


def text_missing(turn: Turn, _error: errors.TextMissing) -> Markup:
    return turn._("Please type a name that can be read.")


def text_too_long(turn: Turn, error: errors.TextTooLong) -> Markup:
    return turn._(
        "That's too long; the limit is {longest} characters. Please shorten it.",
        longest=turn.texts.number(error.longest),
    )


RATES = frozenset({ItemField.TAX, ServiceField.TAX, LegalField.TAX_RATE})
"""Fields of a tax rate."""


def number_unreadable(turn: Turn, error: errors.FieldRefused) -> Markup:
    if error.field in RATES:
        return turn._("I can't read that. Please type a number, such as 14 or 25.5.")
    return turn._("I can't read that. Please type one whole number, such as 30.")


def number_out_of_range(turn: Turn, error: errors.NumberOutOfRange) -> Markup:
    least, most = (_as_shown(turn, error, each) for each in (error.least, error.most))
    return turn._("It can be anything from {least} to {most}.", least=least, most=most)


def amount_unreadable(turn: Turn, _error: errors.AmountUnreadable) -> Markup:
    return turn._("I can't read that amount. Please type only the price, such as 25 or 9.90.")


def amount_unclear(turn: Turn, error: errors.AmountUnclear) -> Markup:
    ways = turn.texts.either([str(each) for each in error.readings])
    return turn._("Did you mean {amounts}? Please type it that way.", amounts=ways)


def price_unpayable(turn: Turn, error: errors.PriceUnpayable) -> Markup:
    if not error.most:
        return turn._(
            "Nobody can pay in {currency} here. It can only be free.", currency=error.currency
        )
    least, most = (turn.texts.money(each, error.currency) for each in (error.least, error.most))
    return turn._("One payment can be {least} to {most}, or it is free.", least=least, most=most)


def was_price_too_low(turn: Turn, _error: errors.WasPriceTooLow) -> Markup:
    return turn._("The price before must be higher than the price now.")


def ring_unreadable(turn: Turn, error: visits.RingUnreadable) -> Markup:
    return turn._(
        "I can't read that as kilometres or as an area of 3 to {most} corners. One corner a line:"
        " 60.1841, 24.9497",
        most=turn.texts.number(error.most),
    )


def point_unreadable(turn: Turn, _error: visits.PointUnreadable) -> Markup:
    return turn._("I can't read that as a point. Latitude first, then longitude: 60.1841, 24.9497")


def way_too_long(turn: Turn, error: visits.WayTooLong) -> Markup:
    longest = turn.texts.minutes(error.minutes)
    return turn._(
        "At your speed the way there takes more than {time}. Choose less, or go faster.",
        time=longest,
    )


def nobody_gives_it(turn: Turn, _error: visits.NobodyGivesIt) -> Markup:
    return turn._("First set how long it takes, and who gives it: somebody has to go there.")


def _as_shown(turn: Turn, error: errors.NumberOutOfRange, value: int) -> str:
    field = error.field
    if isinstance(field, ItemField):
        item = own_menu.own_item(turn.connection, error.subject_id, turn.now)
        currency = turn.market.currency if item is None else item.currency
        return item_value_words(turn, field, value, currency)
    if isinstance(field, ServiceField) and field in BOUNDS:
        service = queries.service(turn.connection, error.subject_id)
        currency = turn.market.currency if service is None else service.currency
        return value_words(turn, field, value, currency)
    if field == "radius":
        return turn.texts.distance(value)
    if field is LegalField.TAX_RATE:
        return percent(turn.texts, value / 100)
    return turn.texts.number(value)


WORDS: Mapping[type[Exception], Callable[[Turn, Any], Markup]] = MappingProxyType(
    {
        errors.TextMissing: text_missing,
        errors.TextTooLong: text_too_long,
        errors.NumberUnreadable: number_unreadable,
        errors.NumberOutOfRange: number_out_of_range,
        errors.AmountUnreadable: amount_unreadable,
        errors.AmountUnclear: amount_unclear,
        errors.PriceUnpayable: price_unpayable,
        errors.WasPriceTooLow: was_price_too_low,
        errors.FieldRefused: number_unreadable,
        visits.RingUnreadable: ring_unreadable,
        visits.PointUnreadable: point_unreadable,
        visits.WayTooLong: way_too_long,
        visits.NobodyGivesIt: nobody_gives_it,
        **menu.WORDS,
    }
)


def refused(turn: Turn, error: errors.FieldRefused) -> Explained:
    """A button of before the bounds were others, or a forged one."""
    words = WORDS[type(error)](turn, error)
    return Explained(words, _the_question(turn, error) or merchant_desk(turn))


def _the_question(turn: Turn, error: errors.FieldRefused) -> Page | None:
    """What was asked, where there still is what it was asked of."""
    subject, field = error.subject_id, error.field
    if isinstance(field, ItemField) and own_menu.own_item(turn.connection, subject, turn.now):
        return AskItemField(subject, field)
    if isinstance(field, ServiceField) and queries.service(turn.connection, subject) is not None:
        return AskServiceField(subject, field)
    return None


def asked_again(turn: Turn, error: AskedAgain) -> Explained:
    refusal = error.refusal
    if isinstance(refusal, errors.HoursUnclear):
        return Explained(hours_unclear_words(turn, refusal), error.again)
    return Explained(WORDS[type(refusal)](turn, refusal), error.again)


def picture_unreadable(turn: Turn, _error: errors.PictureUnreadable) -> Explained:
    words = turn._("I couldn't read that picture. Please send it once more as a photo.")
    return Explained(words, merchant_desk(turn))


def services_full(turn: Turn, error: errors.ServicesFull) -> Explained:
    words = turn._(
        "You have {number} services, which is the limit. Take one off first.",
        number=turn.texts.number(error.most),
    )
    return Explained(words, OpenServices(error.merchant_id))


def area_unknown(turn: Turn, _error: visits.AreaUnknown) -> Explained:
    return Explained(turn._("You don't go there any more."), merchant_desk(turn))


def areas_full(turn: Turn, error: visits.AreasFull) -> Explained:
    words = turn._(
        "You have {number} areas, which is the limit. Remove one first.",
        number=turn.texts.number(error.most),
    )
    return Explained(words, OpenVisits(error.location_id))


SENTENCES: Sentences = MappingProxyType(
    dict.fromkeys(WORDS, refused)
    | {
        AskedAgain: asked_again,
        errors.PictureUnreadable: picture_unreadable,
        errors.ServicesFull: services_full,
        visits.AreaUnknown: area_unknown,
        visits.AreasFull: areas_full,
    }
)
