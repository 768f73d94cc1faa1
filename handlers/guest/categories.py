"""What kinds of places there are, for whoever would rather choose than type."""

from dataclasses import dataclass

from catalog import searching
from catalog.categories import BACKGROUND, Category
from catalog.looking import Looking
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen
from chat.turn import Turn
from handlers.guest.actions import (
    OpenCategories,
    OpenFilters,
    OpenHome,
    OpenPlace,
    OpenResults,
)
from handlers.layout import columns
from wording.kinds import kind_label, packed, unpacked

flow = Flow()

PAGE = 16
SHOWN = tuple(category for category in Category if category not in BACKGROUND)


@dataclass(frozen=True, slots=True)
class LookForKind(Move):
    """Search one kind of places; with a search, narrow that one. Without a kind, any."""

    code = "kind"
    kind: str | None
    search: int | None = None


@flow.page(OpenCategories)
def categories_page(turn: Turn, press: OpenCategories) -> Screen:
    shown = SHOWN[press.page * PAGE : (press.page + 1) * PAGE]
    kinds = (
        Button(kind_label(turn, each), LookForKind(packed(each), press.search)) for each in shown
    )
    return Screen(
        text=turn._("What are you in the mood for?"),
        rows=(*columns(2, kinds), *_more(turn, press)),
        back=OpenHome() if press.search is None else OpenFilters(press.search),
    )


def _more(turn: Turn, press: OpenCategories) -> tuple[Row, ...]:
    more = (press.page + 1) * PAGE < len(SHOWN)
    following = OpenCategories(press.search, press.page + 1 if more else 0)
    any_kind = Button(turn._("Anything"), LookForKind(None, press.search))
    return ((any_kind, Button(turn._("More categories ›"), following)),)


@flow.move(LookForKind)
def look_for_kind(turn: Turn, press: LookForKind) -> Page:
    category = None if press.kind is None else unpacked(press.kind)
    if press.search is not None:
        changed = searching.refine(
            turn.connection, press.search, turn.person.id, turn.now, category=category
        )
        return OpenResults(changed)
    point, place = searching.last_place(turn.connection, turn.person.id) or (None, None)
    looking = Looking(category=category, point=point, place=place)
    search = searching.remember(turn.connection, turn.person.id, looking, turn.now)
    return OpenPlace(search) if point is None else OpenResults(search)
