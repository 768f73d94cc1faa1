"""Who works for a merchant, as its owner runs it, by its actions."""

from dataclasses import dataclass

from chat.action import Move, Page
from people.rights import Role


@dataclass(frozen=True, slots=True)
class OpenColleague(Page):
    """One who works there, and what can be done about it."""

    code = "mate"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class GiveRole(Move):
    """As what somebody works there from now on."""

    code = "role"
    merchant: int
    person: int
    role: str


@dataclass(frozen=True, slots=True)
class OpenCalendars(Page):
    """Whose calendar somebody sees: a chair's, a room's or a person's."""

    code = "mate-cal"
    merchant: int
    person: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class GiveCalendar(Move):
    """Somebody sees this calendar from now on."""

    code = "mate-cal-is"
    merchant: int
    person: int
    resource: int


@dataclass(frozen=True, slots=True)
class OpenHandingOver(Page):
    """Whether somebody shall own it from now on."""

    code = "mate-owner"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class HandOver(Move):
    """Somebody owns it from now on."""

    code = "mate-owner-now"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class OpenRemovingColleague(Page):
    """Whether somebody shall work there no more."""

    code = "mate-out"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class RemoveColleague(Move):
    """Somebody works there no more."""

    code = "mate-out-now"
    merchant: int
    person: int


@dataclass(frozen=True, slots=True)
class OpenInviting(Page):
    """As what a colleague is invited."""

    code = "hiring"
    merchant: int


@dataclass(frozen=True, slots=True)
class InviteColleague(Move):
    """Make a one-time link for a colleague."""

    code = "hire"
    merchant: int
    role: str = Role.DESK


@dataclass(frozen=True, slots=True)
class ShowInvitation(Page):
    """The one-time link, for whoever made it."""

    code = "hired"
    merchant: int
    invitation: int
