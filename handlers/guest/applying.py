"""“Add your place”, for whoever runs one that is not here yet: its name, and what kind it is."""

from dataclasses import dataclass

from catalog import applying
from catalog.cleaning import LONGEST_NAME, clean
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.guest.actions import OpenHelp
from handlers.guest.application_actions import (
    OpenApplicationKinds,
    OpenApplicationName,
    OpenApplying,
    following,
    parent,
    unfinished,
    unsent,
)
from handlers.guest.categories import PAGE, SHOWN
from handlers.layout import columns, shortened
from wording.kinds import kind_label, packed, unpacked

flow = Flow()

LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class BeginApplication(Move):
    """A place of this name."""

    code = "add-begin"
    text: str = given("")


@dataclass(frozen=True, slots=True)
class GiveApplicationName(Move):
    """It is called otherwise."""

    code = "add-named"
    application: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class ChooseApplicationKind(Move):
    """It is such a place."""

    code = "add-kind"
    application: int
    kind: str


@flow.page(OpenApplying)
def applying_page(turn: Turn, _press: OpenApplying) -> Screen:
    begun = unfinished(turn)
    rows: tuple[Row, ...] = ()
    if begun is not None:
        name = shortened(begun.name, LONGEST_LABEL)
        label = turn._("Continue with {place}", place=name)
        rows = ((Button(label, following(turn, begun.id)),),)
    return Screen(
        text=paragraphs(
            turn._("<b>Add your place</b>"),
            turn._(
                "A few short questions, then you see the page as guests will, and an operator checks"
                " it. As soon as it's approved, guests can find and book it here and you get a desk"
                " for it."
            ),
            turn._("What is your place called? Type its name."),
        ),
        rows=rows,
        asks=BeginApplication(),
        back=OpenHelp(),
    )


@flow.move(BeginApplication)
def begin_application(turn: Turn, press: BeginApplication) -> Page:
    name = _name(press.text, OpenApplying())
    if not name:
        return OpenApplying()
    return OpenApplicationKinds(applying.begin(turn.connection, turn.person.id, name, turn.now))


@flow.page(OpenApplicationName)
def name_page(turn: Turn, press: OpenApplicationName) -> Screen:
    application = unsent(turn, press.application)
    return Screen(
        text=paragraphs(
            turn._("<b>{place}</b>", place=application.name),
            turn._("What is your place called? Type its name."),
        ),
        asks=GiveApplicationName(application.id),
        back=parent(application),
    )


@flow.move(GiveApplicationName)
def give_name(turn: Turn, press: GiveApplicationName) -> Page:
    again = OpenApplicationName(press.application)
    name = _name(press.text, again)
    if not name:
        return again
    applying.rename(turn.connection, press.application, turn.person.id, name)
    return following(turn, press.application)


@flow.page(OpenApplicationKinds)
def kinds_page(turn: Turn, press: OpenApplicationKinds) -> Screen:
    application = unsent(turn, press.application)
    shown = SHOWN[press.page * PAGE : (press.page + 1) * PAGE]
    more = (press.page + 1) * PAGE < len(SHOWN)
    on = OpenApplicationKinds(application.id, press.page + 1 if more else 0)
    kinds = (
        Button(kind_label(turn, each), ChooseApplicationKind(application.id, packed(each)))
        for each in shown
    )
    return Screen(
        text=paragraphs(
            turn._("<b>{place}</b>", place=application.name),
            turn._("What kind of place is it?"),
        ),
        rows=(*columns(2, kinds), (Button(turn._("More categories ›"), on),)),
        back=parent(application),
    )


@flow.move(ChooseApplicationKind)
def choose_kind(turn: Turn, press: ChooseApplicationKind) -> Page:
    kind = unpacked(press.kind)
    applying.choose_category(turn.connection, press.application, turn.person.id, kind)
    return following(turn, press.application)


def _name(text: str, again: Page) -> str:
    return clean(fitting(text, LONGEST_NAME, again), LONGEST_NAME)
