"""Who gives it: anyone, or the one of several people, chairs or rooms whom the guest chooses."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from catalog import queries
from catalog.views import Giver
from chat.action import Action, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenService
from handlers.layout import columns, leaf, leafing, shortened

flow = Flow()

AT_ONCE = 8
"""So many stand on the service's page; more have a page of their own."""

PAGE = 20
LONGEST = 20
IN_WORDS = 40


@dataclass(frozen=True, slots=True)
class OpenGivers(Page):
    """All who give a service, a page of them, for the same wish."""

    code = "who"
    service: int
    day: date | None = None
    seats: int = 1
    search: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class WhoGives:
    """Whom the guest may choose, who is chosen (None: anyone), and what is said of one who left."""

    among: tuple[Giver, ...]
    chosen: Giver | None
    gone: Markup | None

    @property
    def resource(self) -> int | None:
        return None if self.chosen is None else self.chosen.id


NO_CHOICE = WhoGives((), None, None)


def choice_of(turn: Turn, service_id: int, resource_id: int | None) -> WhoGives:
    """As the wish is, where it can be met still."""
    every = queries.givers(turn.connection, service_id)
    chosen = next((each for each in every if each.id == resource_id), None)
    left = resource_id is not None and chosen is None
    gone = gone_words(turn, service_id, resource_id) if left else None
    return WhoGives(choosable(every), chosen, gone)


def choosable(every: Sequence[Giver]) -> tuple[Giver, ...]:
    """Those who can be told apart by their names, where there are several with a name."""
    named = [each for each in every if each.name.strip()]
    times = Counter(each.name.casefold() for each in named)
    if len(named) <= 1:
        return ()
    return tuple(each for each in named if times[each.name.casefold()] == 1)


def gone_words(turn: Turn, service_id: int, resource_id: int | None) -> Markup:
    """What is said to whoever asks for somebody who does not do this any more."""
    name = None
    if resource_id is not None:
        name = queries.former_giver(turn.connection, service_id, resource_id)
    if name is None:
        return turn._("Your choice is no longer available here. These times are with anyone.")
    return turn._(
        "{name} is no longer available for this. These times are with anyone.",
        name=shortened(name, IN_WORDS),
    )


def choice_rows(turn: Turn, wish: OpenService, choice: WhoGives) -> tuple[Row, ...]:
    """Anyone, or one of them; where they are many, the way to all of them."""
    if not choice.among:
        return ()
    anyone = choice_key(turn, turn._("Anyone"), replace(wish, resource=None), choice.chosen is None)
    if len(choice.among) <= AT_ONCE:
        return columns(3, (anyone, *(_giver(turn, wish, each, choice) for each in choice.among)))
    chosen = () if choice.chosen is None else (_giver(turn, wish, choice.chosen, choice),)
    every = OpenGivers(wish.service, wish.day, wish.seats, wish.search)
    return ((anyone, *chosen, Button(turn._("Choose who ›"), every)),)


def at_what_time(turn: Turn, day: str, chosen: Giver | None) -> Markup:
    """The question above the times of a day."""
    if chosen is None:
        return turn._("{day}: at what time?", day=day)
    return turn._(
        "{day} with {name}: at what time?", day=day, name=shortened(chosen.name, IN_WORDS)
    )


def choice_key(turn: Turn, label: str, to: Action, marked: bool) -> Button:
    """One of a few, of which one is marked."""
    return Button(turn._("· {choice} ·", choice=label) if marked else label, to)


def _giver(turn: Turn, wish: OpenService, giver: Giver, choice: WhoGives) -> Button:
    label = shortened(giver.name, LONGEST)
    return choice_key(turn, label, replace(wish, resource=giver.id), giver == choice.chosen)


@flow.page(OpenGivers)
def givers_page(turn: Turn, press: OpenGivers) -> Screen:
    service = queries.service(turn.connection, press.service)
    if service is None:
        raise PageOutdated(OpenHome())
    wish = OpenService(press.service, press.day, press.seats, press.search)
    choice = choice_of(turn, press.service, None)
    page, shown, more = leaf(choice.among, press.page, PAGE)
    anyone = Button(turn._("Anyone"), wish)
    return Screen(
        text=turn._("<b>{service}</b>: with whom?", service=service.name),
        rows=(
            (anyone,),
            *columns(2, (_giver(turn, wish, each, choice) for each in shown)),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=wish,
    )
