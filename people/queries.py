"""Who somebody is: the selects of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    select,
    union,
)

from people.models import consents, identities, invitations, people, staff
from people.models import operators as appointed
from people.rights import GRANTS, MARKET_ROLES, Right, Role


@dataclass(frozen=True, slots=True)
class Known:
    """A person with the roles they have at this moment, by merchant and in the market.

    `unreachable` says that no channel reaches them; `chat` and `username` are those of the
    channel through which they were recognised, or of any.
    """

    id: int
    name: str
    locale: str
    locale_chosen: bool
    market_role: Role | None
    roles: Mapping[int, Role]
    unreachable: bool
    username: str | None
    chat: str | None

    @property
    def operator(self) -> bool:
        """Whether they run the market, as whatever; its couriers do not."""
        return self.market_role in MARKET_ROLES

    @property
    def merchants(self) -> frozenset[int]:
        """For whom they work, as whatever."""
        return frozenset(self.roles)


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as others may see them; `name` is empty once they are forgotten."""

    id: int
    name: str
    username: str | None
    locale: str
    created_at: datetime
    forgotten_at: datetime | None


def known_rows(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Everything a turn needs of one person in one statement, on the path of every update."""
    return (
        select(
            people.c.id,
            people.c.name,
            people.c.locale,
            people.c.locale_chosen,
            appointed.c.role.label("market_role"),
            staff.c.merchant_id,
            staff.c.role,
            identities.c.channel,
            identities.c.chat,
            identities.c.username,
            identities.c.unreachable_since,
        )
        .select_from(people)
        .outerjoin(identities, identities.c.person_id == people.c.id)
        .outerjoin(appointed, appointed.c.person_id == people.c.id)
        .outerjoin(staff, staff.c.person_id == people.c.id)
        .where(which)
        .order_by(identities.c.id)
    )


@cache
def known_by_id() -> Select[*tuple[Any, ...]]:
    return known_rows(people.c.id == bindparam("person"))


@cache
def known_by_channel() -> Select[*tuple[Any, ...]]:
    return known_rows(
        (identities.c.channel == bindparam("channel"))
        & (identities.c.channel_user == bindparam("user"))
    )


def known_of(rows: Sequence[Row[*tuple[Any, ...]]]) -> Known | None:
    """The person of these rows; None where there are none."""
    if not rows:
        return None
    first = rows[0]
    reachable = [row for row in rows if row.chat is not None and row.unreachable_since is None]
    return Known(
        id=first.id,
        name=first.name,
        locale=first.locale,
        locale_chosen=first.locale_chosen,
        market_role=None if first.market_role is None else Role(first.market_role),
        roles={row.merchant_id: Role(row.role) for row in rows if row.merchant_id is not None},
        unreachable=not reachable,
        username=first.username,
        chat=first.chat,
    )


def known(connection: Connection, person_id: int) -> Known:
    """The person with their rights; `LookupError` for an id that nobody has."""
    found = known_of(connection.execute(known_by_id(), {"person": person_id}).all())
    if found is None:
        raise LookupError(person_id)
    return found


def reached(connection: Connection, person_id: int, channel: str) -> tuple[Known, str] | None:
    """The person and the chat where a channel reaches them; None where none does, see `reach`."""
    rows = connection.execute(known_by_id(), {"person": person_id}).all()
    there = (each for each in rows if each.channel == channel and each.unreachable_since is None)
    first, found = next(there, None), known_of(rows)
    return None if first is None or found is None else (found, str(first.chat))


def person(connection: Connection, person_id: int) -> PersonView | None:
    """How a person is called, for those who serve them."""
    return next(iter(persons(connection, [person_id])), None)


def persons(connection: Connection, person_ids: Sequence[int]) -> list[PersonView]:
    """Likewise for several, in this order and in one statement; nothing of ids that nobody has."""
    rows = connection.execute(_persons(), {"people": list(person_ids)})
    found = {row.id: PersonView(*row) for row in rows}
    return [found[each] for each in person_ids if each in found]


@cache
def _persons() -> Select[*tuple[Any, ...]]:
    username = (
        select(func.min(identities.c.username))
        .where(identities.c.person_id == people.c.id)
        .scalar_subquery()
    )
    return select(
        people.c.id,
        people.c.name,
        username.label("username"),
        people.c.locale,
        people.c.created_at,
        people.c.forgotten_at,
    ).where(people.c.id.in_(bindparam("people", expanding=True)))


def reach(connection: Connection, person_id: int, channel: str) -> str | None:
    """The chat where the person is reached; None for one who left, blocked us or never came."""
    given = {"person": person_id, "channel": channel}
    return connection.execute(reaching(), given).scalar_one_or_none()


@cache
def reaching() -> Select[str]:
    return (
        select(identities.c.chat)
        .where(
            identities.c.person_id == bindparam("person"),
            identities.c.channel == bindparam("channel"),
            identities.c.unreachable_since.is_(None),
        )
        .order_by(identities.c.id)
        .limit(1)
    )


@dataclass(frozen=True, slots=True)
class StaffView:
    """One who works for a merchant; a provider is one of its resources."""

    person_id: int
    role: Role
    resource_id: int | None
    joined_at: datetime


def staff_of(connection: Connection, merchant_id: int, right: Right | None = None) -> list[int]:
    """Everybody who works for a merchant, or who has a right there, longest first."""
    everybody = connection.execute(working_at(), {"merchant": merchant_id})
    return [row.person_id for row in everybody if right is None or right in GRANTS[Role(row.role)]]


def staff_views(connection: Connection, merchant_id: int) -> list[StaffView]:
    """Likewise, and as what."""
    return [
        StaffView(row.person_id, Role(row.role), row.resource_id, row.joined_at)
        for row in connection.execute(working_at(), {"merchant": merchant_id})
    ]


def resource_of(connection: Connection, merchant_id: int, person_id: int) -> int | None:
    """Which of a merchant's resources somebody who works there is; None for none."""
    given = {"merchant": merchant_id, "person": person_id}
    return connection.execute(_resource(), given).scalar_one_or_none()


@cache
def _resource() -> Select[int | None]:
    here = staff.c.merchant_id == bindparam("merchant")
    return select(staff.c.resource_id).where(here, staff.c.person_id == bindparam("person"))


@cache
def working_at() -> Select[*tuple[Any, ...]]:
    there = staff.c.merchant_id == bindparam("merchant")
    return select(staff).where(there).order_by(staff.c.id)


def operators(connection: Connection, right: Right | None = None) -> list[int]:
    """Everybody who runs the market, or who has a right in it."""
    query = select(appointed.c.person_id).order_by(appointed.c.joined_at, appointed.c.person_id)
    if right is not None:
        granted = [role for role, rights in GRANTS.items() if right in rights]
        query = query.where(appointed.c.role.in_(granted))
    return list(connection.execute(query).scalars())


def market_couriers() -> CompoundSelect[int]:
    """The ids of all who deliver for the market itself, or did, for others to select from.

    Whoever has left was invited to, and is still to be paid.
    """
    delivers = select(appointed.c.person_id).where(appointed.c.role == Role.COURIER)
    invited = invitations.c
    delivered = select(invited.accepted_by).where(
        invited.role == Role.COURIER,
        invited.merchant_id.is_(None),
        invited.accepted_by.is_not(None),
    )
    return union(delivers, delivered)


def consenting(purpose: str) -> Select[int]:
    """The ids of all whose last word on a purpose was yes, for others to select from."""
    return _consenting(consents.c.purpose == purpose)


def reachable() -> Select[int]:
    """The ids of all whom some channel reaches, for others to select from."""
    return select(identities.c.person_id).where(identities.c.unreachable_since.is_(None))


def ready_among(connection: Connection, purpose: str, ids: Sequence[int]) -> set[int]:
    """Those of a few people who agree to a purpose and can be reached, without a look at others."""
    agree = _consenting((consents.c.purpose == purpose) & consents.c.person_id.in_(ids))
    reached = reachable().where(identities.c.person_id.in_(ids))
    agreeing = set(connection.execute(agree).scalars())
    return agreeing & set(connection.execute(reached).scalars())


def _consenting(which: ColumnElement[bool]) -> Select[int]:
    last = select(func.max(consents.c.id)).where(which).group_by(consents.c.person_id)
    return select(consents.c.person_id).where(consents.c.id.in_(last), consents.c.granted)
