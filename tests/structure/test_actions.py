"""Every action fits a button and a link, comes back equal, and is one page or one move."""

from importlib import import_module
from pkgutil import walk_packages

import pytest

import handlers
from chat.action import Action, Move, Page
from chat.packing import LINK_LENGTH, SOURCE_LENGTH
from handlers.guest.actions import SaysBeside
from handlers.router import make_router
from tests.structure import examples

BOOK = make_router()
KINDS = sorted([*BOOK.pages, *BOOK.moves], key=lambda kind: kind.code)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_action_packs_within_the_limits_and_comes_back(kind: type[Action]) -> None:
    action = examples.of_action(kind)

    packed = BOOK.codec.pack(action)

    assert len(packed) <= LINK_LENGTH
    assert BOOK.codec.unpack(packed) == (action, None)
    sourced = BOOK.codec.pack(action, "s" * SOURCE_LENGTH)
    assert BOOK.codec.unpack(sourced) == (action, "s" * SOURCE_LENGTH)


def test_every_action_that_is_declared_is_a_page_or_a_move() -> None:
    modules = [import_module(each.name) for each in walk_packages(handlers.__path__, "handlers.")]

    declared = {
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Action)
    }

    assert declared - {Action, Move, Page, SaysBeside} == set(KINDS)
