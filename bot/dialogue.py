"""What the running program knows of the conversation: its pages, and the few ways into them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from markupsafe import Markup

from chat.action import Action, Page
from chat.cards import Cards
from chat.event import Doing
from chat.flow import Router
from chat.screen import Screen
from chat.texts import Texts
from chat.turn import Turn
from database.point import Point


class Explained(Protocol):
    """What to say about a refusal, and the page to show under it."""

    @property
    def words(self) -> Markup: ...

    @property
    def next(self) -> Page: ...


def no_cards(_turn: Turn, _words: str, _offset: str, _here: Point | None) -> Cards:
    """Nothing is offered in other chats."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The conversation, as tests may replace it by a smaller one.

    `about` says of a quiet notice which subject's message it brings up to date, where that can be
    said without a look. `refusals` are the errors that `explain` has words for; anything else is a
    bug. Of those in `counted`, `count` makes a note after a page was refused. `cards` is what words
    and a place find for somebody in another chat.
    """

    router: Router
    home: Page
    entrance: Callable[[Turn, Doing, Action | None], Action]
    explain: Callable[[Turn, Exception], Explained]
    frame: Callable[[Turn, Screen], Screen]
    with_words: Callable[[Screen, Markup], Screen]
    notice: Callable[[Turn, Mapping[str, Any]], Screen | None]
    menu: Callable[[Texts], tuple[tuple[str, str], ...]]
    counted: tuple[type[Exception], ...] = ()
    count: Callable[[Turn], None] = field(default=lambda _turn: None)
    about: Callable[[Mapping[str, Any]], str | None] = field(default=lambda _payload: None)
    cards: Callable[[Turn, str, str, Point | None], Cards] = field(default=no_cards)


def whole_dialogue() -> Dialogue:
    """All pages of the product."""
    from handlers.codes import WRONG, count_wrong
    from handlers.commands import menu
    from handlers.entrances import entrance
    from handlers.frame import frame, with_words
    from handlers.guest.actions import OpenHome
    from handlers.guest.inline import cards
    from handlers.notices import render, subject_of
    from handlers.refusals import explain
    from handlers.router import make_router

    return Dialogue(
        router=make_router(),
        home=OpenHome(),
        entrance=entrance,
        explain=explain,
        frame=frame,
        with_words=with_words,
        notice=render,
        about=subject_of,
        menu=menu,
        counted=WRONG,
        count=count_wrong,
        cards=cards,
    )
