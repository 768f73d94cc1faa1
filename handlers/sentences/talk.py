"""What is said when a button is outdated, unknown or not for this person."""

from types import MappingProxyType

from chat.errors import LinkThatActs, NotAllowed, PageOutdated, UnknownAction
from chat.turn import Turn
from handlers.errors import TooLong
from handlers.guest.actions import OpenHome
from handlers.sentences.explained import Explained, Sentences


def outdated(turn: Turn, error: PageOutdated) -> Explained:
    return Explained(turn._("That has changed since. Here is how it is now."), error.fresh)


def unknown_action(turn: Turn, _error: UnknownAction) -> Explained:
    return Explained(turn._("That button is from an older version. Let's start here."), OpenHome())


def link_that_acts(turn: Turn, _error: LinkThatActs) -> Explained:
    words = turn._("A link only opens pages, and that one would do something. Nothing was done.")
    return Explained(words, OpenHome())


def not_allowed(turn: Turn, _error: NotAllowed) -> Explained:
    return Explained(turn._("That page is not for you. Let's start here."), OpenHome())


def too_long(turn: Turn, error: TooLong) -> Explained:
    words = turn._(
        "That is {length} characters; at most {longest} fit. Please shorten it.",
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
