"""What each command opens, and what the channel's menu says about it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from chat.action import Action
from chat.texts import Texts
from chat.turn import Turn
from handlers.guest.actions import (
    GoNear,
    OpenBookings,
    OpenFavourites,
    OpenHelp,
    OpenHome,
    OpenLanguage,
    OpenPrivacy,
    OpenSupport,
    OpenTerms,
    StopOffers,
)
from handlers.roles import merchant_desk, operator_desk

COMMANDS: Mapping[str, Callable[[Turn], Action]] = MappingProxyType(
    {
        "start": lambda _turn: OpenHome(),
        "near": lambda _turn: GoNear(),
        "bookings": lambda _turn: OpenBookings(),
        "favourites": lambda _turn: OpenFavourites(),
        "language": lambda _turn: OpenLanguage(),
        "help": lambda _turn: OpenHelp(),
        "privacy": lambda _turn: OpenPrivacy(),
        "stop": lambda _turn: StopOffers(),
        "merchant": merchant_desk,
        "desk": merchant_desk,
        "operator": operator_desk,
        "terms": lambda _turn: OpenTerms(),
        "support": lambda _turn: OpenSupport(),
        "paysupport": lambda _turn: OpenSupport(),
    }
)


def menu(texts: Texts) -> tuple[tuple[str, str], ...]:
    """The commands that the channel's menu lists, each with a few words; the others need none."""
    return (
        ("near", texts.say("Places near you")),
        ("bookings", texts.say("Your bookings and codes")),
        ("favourites", texts.say("Your favourite places")),
        ("language", texts.say("Choose a language")),
        ("help", texts.say("How it works")),
        ("privacy", texts.say("What we know about you")),
        ("stop", texts.say("Stop offers")),
        ("merchant", texts.say("For merchants: your desk")),
        ("support", texts.say("Help with a payment or a booking")),
        ("terms", texts.say("Terms")),
    )
