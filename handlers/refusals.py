"""What is said when the market says no: each refusal has its sentence and the next step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from chat.action import Action
from chat.errors import NotAllowed, PageOutdated, UnknownAction
from chat.turn import Turn
from handlers.guest.actions import OpenHome
from people import errors as people


@dataclass(frozen=True, slots=True)
class Explained:
    """What to say (at most 200 characters), and the page to show under it."""

    words: Markup
    next: Action


Explain = Callable[[Turn, Any], Explained]


def explain(turn: Turn, error: Exception) -> Explained:
    """The sentence and the next step for a refusal, an outdated page or a forged button."""
    return SENTENCES[type(error)](turn, error)


def _outdated(turn: Turn, error: PageOutdated) -> Explained:
    return Explained(turn._("That has changed since. Here is how it is now."), error.fresh)


def _unknown_action(turn: Turn, _error: UnknownAction) -> Explained:
    return Explained(turn._("That button is from an older version. Let's start here."), OpenHome())


def _not_allowed(turn: Turn, _error: NotAllowed) -> Explained:
    return Explained(turn._("That page is not for you. Let's start here."), OpenHome())


def _invitation_unknown(turn: Turn, _error: people.InvitationUnknown) -> Explained:
    words = turn._("This invitation is not valid. Please ask for a new one.")
    return Explained(words, OpenHome())


def _invitation_expired(turn: Turn, error: people.InvitationExpired) -> Explained:
    day = turn.texts.full_day(error.expired_at.date())
    words = turn._("This invitation was good until {day}. Please ask for a new one.", day=day)
    return Explained(words, OpenHome())


def _invitation_used(turn: Turn, _error: people.InvitationUsed) -> Explained:
    words = turn._("This invitation has been used already. Please ask for a new one.")
    return Explained(words, OpenHome())


SENTENCES: Mapping[type[Exception], Explain] = MappingProxyType(
    {
        PageOutdated: _outdated,
        UnknownAction: _unknown_action,
        NotAllowed: _not_allowed,
        people.InvitationUnknown: _invitation_unknown,
        people.InvitationExpired: _invitation_expired,
        people.InvitationUsed: _invitation_used,
    }
)
