"""What is said when a button is outdated, unknown or not for this person."""

from types import MappingProxyType

from chat.errors import LinkThatActs, NotAllowed, PageOutdated, UnknownAction
from chat.turn import Turn
from handlers.errors import TooLong
from handlers.guest.actions import OpenHome
from handlers.sentences.explained import Explained, Sentences


def outdated(turn: Turn, error: PageOutdated) -> Explained:
    return Explained(turn._("This has changed. Here's the latest:"), error.fresh)


def unknown_action(turn: Turn, _error: UnknownAction) -> Explained:
    return Explained(turn._("That button is from an older version. Let's start here."), OpenHome())


def link_that_acts(turn: Turn, _error: LinkThatActs) -> Explained:
    words = turn._("Links can only open pages. This one tried to do more, so nothing was changed.")
    return Explained(words, OpenHome())


def not_allowed(turn: Turn, _error: NotAllowed) -> Explained:
    return Explained(turn._("You don't have access to that page. Let's start here."), OpenHome())


def too_long(turn: Turn, error: TooLong) -> Explained:
    words = turn._(
        "That's {length} characters; the limit is {longest}. Please shorten it.",
        length=turn.texts.number(error.length),
        longest=turn.texts.number(error.longest),
    )
    return Explained(words, error.again)


SENTENCES: Sentences = MappingProxyType(
    {
        PageOutdated: outdated,
        UnknownAction: unknown_action,
        LinkThatActs: link_that_acts,
        NotAllowed: not_allowed,
        TooLong: too_long,
    }
)
