"""What the market holds of a person, declared by each package beside its tables.

One `Holding` answers for one column that names a person; a test finds every such column and
fails where one has no answer. Export and erasure read the same declarations.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Connection, Table, case

from people import addressing, looking
from people.address_models import addresses
from people.look_models import looks
from people.models import (
    consents,
    identities,
    invitations,
    operators,
    people,
    staff,
)
from people.session_models import sessions, sign_in_links


class Fate(StrEnum):
    """What becomes of rows when their person asks to be forgotten."""

    ERASED = "erased"
    BLANKED = "blanked"  # the rows stay, what could tell who it was is overwritten
    KEPT = "kept"  # the rows stay: without the person's name they name nobody


PersonId = int | BindParameter[int]
"""Of somebody, or of whoever is asked about when a statement runs."""


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """What one column that names a person stands for.

    `rows` finds a person's rows by the column where it holds no person's id. `blanks` are the
    values, or expressions, that overwrite. `why` is for whoever asks why something is kept.
    """

    named_by: Column[Any]
    fate: Fate
    why: str
    exported: tuple[Column[Any], ...] = ()
    blanks: Mapping[str, Any] = field(default_factory=dict)
    rows: Callable[[Column[Any], PersonId], ColumnElement[bool]] | None = None

    @property
    def table(self) -> Table:
        """The table of the column."""
        table = self.named_by.table
        assert isinstance(table, Table)
        return table

    def of(self, person_id: PersonId) -> ColumnElement[bool]:
        """Which rows are a person's."""
        named = self.named_by
        return named == person_id if self.rows is None else self.rows(named, person_id)


Old = Callable[[Connection, datetime, int], Sequence[Any]]
Drop = Callable[[Connection, Sequence[Any], datetime], int]


@dataclass(frozen=True, slots=True)
class Ageing:
    """Rows that go by their age, whoever they are of; `setting` says after how many days.

    `old` finds some from before a moment and only reads; `drop` deletes those of them that are
    still so old.
    """

    table: Table
    setting: str
    why: str
    old: Old
    drop: Drop


@dataclass(frozen=True, slots=True)
class Register:
    """All holdings, and what may stand in the way of forgetting: each raises its refusal.

    `farewells` are what else changes when somebody leaves; they still find all rows. `ageing` is
    what nobody has to ask to be forgotten.
    """

    holdings: tuple[Holding, ...]
    ageing: tuple[Ageing, ...] = ()
    hindrances: tuple[Callable[[Connection, int, datetime], None], ...] = ()
    farewells: tuple[Callable[[Connection, int, datetime], None], ...] = ()


def turned(column: Column[Any], value: str, instead: str) -> ColumnElement[Any]:
    """A blank for rows in one state only: there `value` becomes `instead`."""
    return case((column == value, instead), else_=column)


HOLDINGS = (
    Holding(
        people.c.id,
        Fate.BLANKED,
        "orders and postings point here; without a name the row is nobody",
        exported=(people.c.name, people.c.locale, people.c.created_at),
        blanks={"name": ""},
    ),
    Holding(
        identities.c.person_id,
        Fate.ERASED,
        "without it no channel leads to the person any more",
        exported=(
            identities.c.channel,
            identities.c.channel_user,
            identities.c.chat,
            identities.c.username,
        ),
    ),
    Holding(
        consents.c.person_id,
        Fate.KEPT,
        "proof of what was agreed to, which the law asks for; it names nobody any more",
        exported=(
            consents.c.purpose,
            consents.c.granted,
            consents.c.wording,
            consents.c.locale,
            consents.c.channel,
            consents.c.at,
        ),
    ),
    Holding(
        addresses.c.person_id,
        Fate.ERASED,
        "where somebody lives is nobody's business once they are gone",
        exported=(
            addresses.c.latitude,
            addresses.c.longitude,
            addresses.c.text,
            addresses.c.note,
            addresses.c.label,
            addresses.c.used_at,
        ),
    ),
    Holding(
        staff.c.person_id,
        Fate.ERASED,
        "whoever is gone works nowhere",
        exported=(staff.c.merchant_id, staff.c.joined_at),
    ),
    Holding(
        operators.c.person_id,
        Fate.ERASED,
        "whoever is gone runs nothing",
        exported=(operators.c.joined_at,),
    ),
    Holding(
        sign_in_links.c.person_id,
        Fate.ERASED,
        "whoever is gone signs in nowhere",
        exported=(sign_in_links.c.expires_at, sign_in_links.c.used_at),
    ),
    Holding(
        sessions.c.person_id,
        Fate.ERASED,
        "whoever is gone is signed in nowhere",
        exported=(sessions.c.browser, sessions.c.began_at, sessions.c.seen_at),
    ),
    Holding(
        looks.c.person_id,
        Fate.KEPT,
        "who was shown a person stays on record for a time; it names nobody any more",
        exported=(looks.c.place, looks.c.subject_id, looks.c.at),
    ),
    Holding(
        looks.c.operator_id,
        Fate.KEPT,
        "what an operator was shown stays on record for a time; it names nobody any more",
        exported=(looks.c.place, looks.c.subject_id, looks.c.at),
    ),
    Holding(
        invitations.c.invited_by,
        Fate.KEPT,
        "who let others in stays on record; it names nobody any more",
        exported=(invitations.c.role, invitations.c.merchant_id, invitations.c.created_at),
    ),
    Holding(
        invitations.c.accepted_by,
        Fate.KEPT,
        "a link that was used stays used; it names nobody any more",
        exported=(invitations.c.role, invitations.c.merchant_id, invitations.c.accepted_at),
    ),
)

AGEING = (
    Ageing(
        looks,
        "keep_looks_days",
        "whether somebody looked at others without a reason is asked within a year or two, if at all",
        looking.outdated,
        looking.forget,
    ),
    Ageing(
        addresses,
        "keep_addresses_days",
        "an address that nobody finished saying, or for which nothing was booked, is of no use",
        addressing.unfinished,
        addressing.forget,
    ),
)
