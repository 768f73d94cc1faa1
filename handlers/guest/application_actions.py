"""Adding a place: the pages that lead to each other, and how each question is opened."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog.applications import Application, Part, draft_of, recall
from catalog.resembling import Lookalike, resembling
from catalog.service_fields import ServiceField
from chat.action import Page
from chat.errors import PageOutdated
from chat.turn import Turn


@dataclass(frozen=True, slots=True)
class OpenApplying(Page):
    """Ask what a place is called that is not here yet."""

    code = "add"


@dataclass(frozen=True, slots=True)
class OpenApplicationName(Page):
    """Ask for another name."""

    code = "add-name"
    application: int


@dataclass(frozen=True, slots=True)
class OpenApplicationKinds(Page):
    """Ask what kind of place it is."""

    code = "add-kinds"
    application: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenApplicationPlace(Page):
    """Ask where it is; `again`: what was typed last is unknown."""

    code = "add-place"
    application: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenApplicationPlaces(Page):
    """Which of several places with the typed name is meant."""

    code = "add-places"
    application: int


@dataclass(frozen=True, slots=True)
class OpenApplicationAddress(Page):
    """Ask for the address as guests read it."""

    code = "add-address"
    application: int


@dataclass(frozen=True, slots=True)
class OpenLookalikes(Page):
    """Whether it is one of those that are listed already."""

    code = "add-alike"
    application: int


@dataclass(frozen=True, slots=True)
class OpenApplicationHours(Page):
    """Ask when it is open; `again`: what was typed last is no week."""

    code = "add-hours"
    application: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenApplicationWeek(Page):
    """Its week, to be set day by day."""

    code = "add-week"
    application: int


@dataclass(frozen=True, slots=True)
class OpenApplicationDay(Page):
    """Ask when it is open on a weekday; `again` likewise."""

    code = "add-day"
    application: int
    weekday: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class AskFirstService(Page):
    """Ask for a field of what it offers first."""

    code = "add-offer"
    application: int
    field: ServiceField = ServiceField.NAME


@dataclass(frozen=True, slots=True)
class OpenApplicationPhoto(Page):
    """Ask for a picture; `again`: the last one could not be read."""

    code = "add-photo"
    application: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenApplication(Page):
    """The place as guests will see it, or what came of asking for it."""

    code = "add-shown"
    application: int


def next_page(application: Application) -> Page:
    """The first question that is not answered yet."""
    questions: dict[Part | None, Page] = {
        Part.CATEGORY: OpenApplicationKinds(application.id),
        Part.PLACE: OpenApplicationPlace(application.id),
        Part.ADDRESS: OpenApplicationAddress(application.id),
        Part.HOURS: OpenApplicationHours(application.id),
        Part.SERVICE: AskFirstService(application.id),
        Part.DURATION: AskFirstService(application.id, ServiceField.DURATION),
        Part.PRICE: AskFirstService(application.id, ServiceField.PRICE),
        Part.PHOTO: OpenApplicationPhoto(application.id),
        None: OpenApplication(application.id),
    }
    return questions[application.missing]


def following(turn: Turn, application_id: int) -> Page:
    """What comes after an answer."""
    application = recall(turn.connection, application_id, turn.person.id)
    return (
        OpenLookalikes(application.id) if lookalikes(turn, application) else next_page(application)
    )


def lookalikes(turn: Turn, application: Application) -> tuple[Lookalike, ...]:
    """Those that it may be, until its applicant said that it is none of them."""
    if application.point is None or application.apart:
        return ()
    return resembling(turn.connection, application.name, application.point)


def unsent(turn: Turn, application_id: int) -> Application:
    """One that its applicant may still change."""
    application = recall(turn.connection, application_id, turn.person.id)
    if application.claim_id is not None:
        raise PageOutdated(OpenApplication(application_id))
    return application


def parent(application: Application) -> Page:
    """Where the way back from a question leads: once all is said, to the whole."""
    return OpenApplying() if application.missing else OpenApplication(application.id)


def unfinished(turn: Turn) -> Application | None:
    return draft_of(turn.connection, turn.person.id)


def later(turn: Turn, *, said: bool) -> Markup:
    """The key that goes on without an answer, or takes back the one that was given."""
    return turn._("Leave it out") if said else turn._("Later")
