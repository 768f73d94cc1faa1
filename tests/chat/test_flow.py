"""Pages and moves are two kinds of actions, and links carry only the one."""

from dataclasses import dataclass

import pytest
from markupsafe import Markup

from chat.action import Action, Move, Page
from chat.errors import LinkThatActs
from chat.flow import Flow, Router
from chat.screen import Screen
from chat.turn import Turn


@dataclass(frozen=True, slots=True)
class Look(Page):
    code = "look"


@dataclass(frozen=True, slots=True)
class Change(Move):
    code = "change"


@dataclass(frozen=True, slots=True)
class Neither(Action):
    code = "neither"


def shows(_turn: Turn, _press: Action) -> Screen:
    return Screen(Markup("Look"))


def changes(_turn: Turn, _press: Action) -> Page:
    return Look()


def test_a_book_knows_a_page_from_a_move() -> None:
    flow = Flow()
    flow.page(Look)(shows)
    flow.move(Change)(changes)
    router = Router([flow])

    assert (router.changes(Change()), router.changes(Look())) == (True, False)
    assert router.codec.unpack("change") == (Change(), None)
    assert router.codec.unpack_page("look__s1") == (Look(), "s1")
    with pytest.raises(LinkThatActs):
        router.codec.unpack_page("change__s1")


@pytest.mark.parametrize("kind", [Change, Neither])
def test_nothing_but_a_page_is_shown(kind: type[Page]) -> None:
    flow = Flow()
    flow.page(kind)(shows)

    with pytest.raises(ValueError, match="no page"):
        Router([flow])


@pytest.mark.parametrize("kind", [Look, Neither])
def test_nothing_but_a_move_changes(kind: type[Move]) -> None:
    flow = Flow()
    flow.move(kind)(changes)

    with pytest.raises(ValueError, match="no move"):
        Router([flow])
