"""With whom, as staff choose it: anyone, or one of those who give a service, however many there are."""

from collections.abc import Callable, Iterator

from chat.action import Page
from chat.screen import Row
from chat.turn import Turn
from handlers.guest.choosing import LONGEST, WhoGives, choice_key
from handlers.layout import columns, leaf, leafing, shortened

AT_ONCE = 8


def giver_rows(
    turn: Turn,
    who: WhoGives,
    page: int,
    with_: Callable[[int | None], Page],
    to: Callable[[int], Page],
) -> Iterator[Row]:
    """`with_` one of them or None for anyone; `to` another page of those who can be told apart."""
    if not who.among:
        return
    page, shown, more = leaf(who.among, page, AT_ONCE)
    keys = [choice_key(turn, turn._("Anyone"), with_(None), who.chosen is None)]
    for each in shown:
        name = shortened(each.name, LONGEST)
        keys.append(choice_key(turn, name, with_(each.id), each == who.chosen))
    yield from columns(3, keys)
    yield from leafing(turn, page, to, more=more)
