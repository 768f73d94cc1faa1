"""The chairs, rooms and people of a place: added, named, retired, and what each of them gives."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import equipping
from catalog.equipping import LONGEST_NAME, Resource, tidy
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.authorising import require_staff
from handlers.merchant.grounds import ours
from handlers.merchant.shop_actions import (
    OpenBlocking,
    OpenClosing,
    OpenGives,
    OpenResource,
    OpenResources,
    OpenShopHours,
)
from orders import giving
from people.rights import Right

flow = Flow()

AT_ONCE = 8
LONGEST = 40


@dataclass(frozen=True, slots=True)
class AskResource(Page):
    """What a new one is called."""

    code = "srask"
    location: int


@dataclass(frozen=True, slots=True)
class AddResource(Move):
    """A new one of that name."""

    code = "sradd"
    location: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class AskName(Page):
    """How it is called from now on."""

    code = "srnam"
    resource: int


@dataclass(frozen=True, slots=True)
class RenameResource(Move):
    """It is called so from now on."""

    code = "srren"
    resource: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class Gives(Move):
    """Whether it gives a service."""

    code = "srgiv"
    resource: int
    service: int
    gives: bool
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskRetire(Page):
    """Whether they are sure."""

    code = "srsur"
    resource: int


@dataclass(frozen=True, slots=True)
class Retire(Move):
    """It gives nothing any more, or again what it gave."""

    code = "srret"
    resource: int
    retired: bool


@flow.page(OpenResources)
def resources_page(turn: Turn, press: OpenResources) -> Screen:
    here = ours(turn, press.location)
    every = equipping.resources_of(turn.connection, press.location)
    page, shown, more = leaf(every, press.page, AT_ONCE)
    keys = (
        Button(_label(turn, name, retired=retired), OpenResource(each))
        for each, name, retired in shown
    )
    nobody = None if every else turn._("None so far: each service has seats of its own.")
    return Screen(
        text=paragraphs(here.title(turn._("<b>💺 Chairs, rooms, people</b>")), nobody),
        rows=(
            *columns(1, keys),
            *leafing(turn, page, lambda n: OpenResources(press.location, n), more=more),
            (Button(turn._("Add one"), AskResource(press.location), Style.PRIMARY),),
        ),
        back=OpenShopHours(press.location),
    )


def _label(turn: Turn, name: str, *, retired: bool) -> str:
    short = shortened(name, LONGEST) or "·"
    return turn._("{name} (retired)", name=short) if retired else short


@flow.page(AskResource)
def ask_resource_page(turn: Turn, press: AskResource) -> Screen:
    here = ours(turn, press.location)
    return Screen(
        text=paragraphs(
            here.title(turn._("<b>💺 Chairs, rooms, people</b>")),
            turn._("What is it called? Guests see the name: Anna, Room 2, Chair by the window."),
        ),
        asks=AddResource(press.location),
        back=OpenResources(press.location),
    )


@flow.move(AddResource)
def add_resource(turn: Turn, press: AddResource) -> Page:
    ours(turn, press.location)
    name = fitting(tidy(press.text), LONGEST_NAME, AskResource(press.location))
    if not name:
        return AskResource(press.location)
    given = (press.location, name, turn.person.id, turn.now)
    return OpenGives(equipping.add(turn.connection, *given))


def our_resource(turn: Turn, resource_id: int) -> Resource:
    """`NotAllowed` for everybody else."""
    found = equipping.resource(turn.connection, resource_id)
    require_staff(turn, found.merchant_id, Right.SHOP)
    return found


@flow.page(OpenResource)
def resource_page(turn: Turn, press: OpenResource) -> Screen:
    found = our_resource(turn, press.resource)
    where = (found.location_id, found.id)
    if found.retired:
        rows: tuple[Row, ...] = (
            (Button(turn._("Bring back"), Retire(found.id, retired=False), Style.PRIMARY),),
        )
    else:
        rows = (
            (
                Button(turn._("Services"), OpenGives(found.id)),
                Button(turn._("🕐 Hours"), OpenShopHours(*where)),
            ),
            (
                Button(turn._("Days off"), OpenClosing(*where)),
                Button(turn._("Block a time"), OpenBlocking(*where)),
            ),
            (
                Button(turn._("Rename"), AskName(found.id)),
                Button(turn._("Retire"), AskRetire(found.id)),
            ),
        )
    return Screen(
        text=paragraphs(_title(turn, found), _gives(turn, found)),
        rows=rows,
        back=OpenResources(found.location_id),
    )


def _title(turn: Turn, found: Resource) -> Markup:
    name = shortened(found.name, LONGEST_NAME)
    return turn._("<b>{name}</b>", name=_label(turn, name, retired=found.retired))


def _gives(turn: Turn, found: Resource) -> Markup | None:
    names = [
        shortened(each.name, LONGEST)
        for each in equipping.services_for(turn.connection, found)
        if each.given
    ]
    if not names:
        return turn._("Gives no services yet.")
    return turn._("Gives: {names}", names=turn.texts.listed(names[:20]))


@flow.page(OpenGives)
def gives_page(turn: Turn, press: OpenGives) -> Screen:
    found = our_resource(turn, press.resource)
    every = equipping.services_for(turn.connection, found)
    page, shown, more = leaf(every, press.page, AT_ONCE)
    keys = (
        Button(
            f"{'✅' if each.given else '▫️'} {shortened(each.name, LONGEST)}",
            Gives(found.id, each.id, not each.given, page),
        )
        for each in shown
    )
    return Screen(
        text=paragraphs(
            _title(turn, found), turn._("Which services are given here? Press to change.")
        ),
        rows=(
            *columns(1, keys),
            *leafing(turn, page, lambda n: OpenGives(found.id, n), more=more),
            (Button(turn._("Done"), OpenResource(found.id), Style.SUCCESS),),
        ),
        back=OpenResource(found.id),
    )


@flow.move(Gives)
def gives(turn: Turn, press: Gives) -> Page:
    our_resource(turn, press.resource)
    given = (press.resource, press.service, turn.person.id, turn.now)
    giving.give(turn.connection, *given, gives=press.gives)
    return OpenGives(press.resource, press.page)


@flow.page(AskName)
def ask_name_page(turn: Turn, press: AskName) -> Screen:
    found = our_resource(turn, press.resource)
    return Screen(
        text=paragraphs(_title(turn, found), turn._("What is it called from now on?")),
        asks=RenameResource(found.id),
        back=OpenResource(found.id),
    )


@flow.move(RenameResource)
def rename_resource(turn: Turn, press: RenameResource) -> Page:
    our_resource(turn, press.resource)
    name = fitting(tidy(press.text), LONGEST_NAME, AskName(press.resource))
    if not name:
        return AskName(press.resource)
    equipping.rename(turn.connection, press.resource, name, turn.person.id, turn.now)
    return OpenResource(press.resource)


@flow.page(AskRetire)
def ask_retire_page(turn: Turn, press: AskRetire) -> Screen:
    found = our_resource(turn, press.resource)
    return Screen(
        text=paragraphs(
            _title(turn, found),
            turn._(
                "Nobody can book it any more; what is booked stays as agreed. To cancel that, take days off first."
            ),
        ),
        rows=((Button(turn._("Yes, retire"), Retire(found.id, retired=True), Style.DANGER),),),
        back=OpenResource(found.id),
    )


@flow.move(Retire)
def retire(turn: Turn, press: Retire) -> Page:
    our_resource(turn, press.resource)
    change = equipping.retire if press.retired else equipping.bring_back
    change(turn.connection, press.resource, turn.person.id, turn.now)
    return OpenResource(press.resource)
