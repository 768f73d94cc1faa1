"""With whom, as staff choose it: anyone, or one of those who give a service; many have a page of their own."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Page
from chat.screen import Button, Row, Screen
from chat.turn import Turn
from handlers.guest.choosing import AT_ONCE, LONGEST, PAGE, WhoGives, choice_key
from handlers.layout import columns, leaf, leafing, shortened

With = Callable[[int | None], Page]
"""The page for one of them, or with None for anyone."""


def giver_rows(turn: Turn, who: WhoGives, with_: With, every: Page) -> tuple[Row, ...]:
    """Anyone or one of them; where they are many, the way to `every` one."""
    if not who.among:
        return ()
    anyone = choice_key(turn, turn._("Anyone"), with_(None), who.chosen is None)
    few = len(who.among) <= AT_ONCE
    keys = [
        choice_key(turn, shortened(each.name, LONGEST), with_(each.id), each == who.chosen)
        for each in who.among
        if few or each == who.chosen
    ]
    if few:
        return columns(3, (anyone, *keys))
    return ((anyone, *keys, Button(turn._("Choose who ›"), every)),)


@dataclass(frozen=True, slots=True)
class Everyone:
    """A page of all of them: above it a title, each `with_` its page, and others of it by number."""

    title: Markup
    who: WhoGives
    page: int
    with_: With
    to: Callable[[int], Page]


def everyone_screen(turn: Turn, every: Everyone, back: Page) -> Screen:
    page, shown, more = leaf(every.who.among, every.page, PAGE)
    anyone = Button(turn._("Anyone"), every.with_(None))
    names = (Button(shortened(each.name, LONGEST), every.with_(each.id)) for each in shown)
    return Screen(
        text=every.title,
        rows=((anyone,), *columns(2, names), *leafing(turn, page, every.to, more=more)),
        back=back,
    )
