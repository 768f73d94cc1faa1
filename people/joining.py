"""Memberships begin and end: of a merchant's staff, and of those who run the market."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, update

from database.inserting import insert_for
from people.models import invitations, operators, staff
from people.rights import Role, market_role, works_for


@dataclass(frozen=True, slots=True)
class Membership:
    """What an invitation makes of a person; `merchant_id` is None in the market."""

    role: Role
    merchant_id: int | None


def joined(connection: Connection, person_id: int, merchant_id: int | None) -> bool:
    """Whether the person works there, or runs the market, as whatever."""
    if merchant_id is None:
        return market_role(connection, person_id) is not None
    return works_for(connection, person_id, merchant_id)


def join(connection: Connection, person_id: int, membership: Membership, now: datetime) -> None:
    """The person has the role from now on; whoever is in already keeps the one that they have."""
    values = {"person_id": person_id, "role": membership.role, "joined_at": now}
    if membership.merchant_id is None:
        statement = insert_for(connection, operators).values(**values)
    else:
        statement = insert_for(connection, staff).values(
            **values, merchant_id=membership.merchant_id
        )
    connection.execute(statement.on_conflict_do_nothing())


def give_role(connection: Connection, merchant_id: int, person_id: int, role: Role) -> None:
    """As what somebody who works there does so from now on."""
    here = (staff.c.merchant_id == merchant_id, staff.c.person_id == person_id)
    connection.execute(update(staff).where(*here).values(role=role))


def give_resource(
    connection: Connection, merchant_id: int, person_id: int, resource_id: int | None
) -> None:
    """Which resource somebody who works there is."""
    here = (staff.c.merchant_id == merchant_id, staff.c.person_id == person_id)
    connection.execute(update(staff).where(*here).values(resource_id=resource_id))


def dismiss(connection: Connection, merchant_id: int, person_id: int, now: datetime) -> bool:
    """Somebody no longer works there, nor lets anybody in there; says whether they did.

    `catalog.staffing.dismiss` is what decides about a merchant that loses its last.
    """
    gone = staff.delete().where(staff.c.merchant_id == merchant_id, staff.c.person_id == person_id)
    mine = invitations.c.invited_by == person_id
    void(connection, mine & (invitations.c.merchant_id == merchant_id), now)
    return connection.execute(gone).rowcount == 1


def void(connection: Connection, which: ColumnElement[bool], now: datetime) -> int:
    """Open invitations that let nobody in any more; how many."""
    taken_back = update(invitations).where(
        which, invitations.c.accepted_at.is_(None), invitations.c.voided_at.is_(None)
    )
    return connection.execute(taken_back.values(voided_at=now)).rowcount


def void_of_merchant(connection: Connection, merchant_id: int, now: datetime) -> int:
    """Nobody joins its staff by a link made before."""
    return void(connection, invitations.c.merchant_id == merchant_id, now)
