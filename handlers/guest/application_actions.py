"""Adding a place: the pages that lead to each other, and how each question is opened."""

from dataclasses import dataclass

from catalog.applications import Application, Part, draft_of, recall
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
class OpenApplication(Page):
    """The place as guests will see it, or what came of asking for it."""

    code = "add-shown"
    application: int


def next_page(application: Application) -> Page:
    """The first question that is not answered yet."""
    match application.missing:
        case Part.CATEGORY:
            return OpenApplicationKinds(application.id)
        case Part.PLACE:
            return OpenApplicationPlace(application.id)
        case Part.ADDRESS:
            return OpenApplicationAddress(application.id)
        case None:
            return OpenApplication(application.id)


def following(turn: Turn, application_id: int) -> Page:
    """What comes after an answer."""
    return next_page(recall(turn.connection, application_id, turn.person.id))


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
