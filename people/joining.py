"""Roles begin and end: staff of a merchant, and those who run the market."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, select, update

from database.inserting import insert_for
from people.models import invitations, operators, staff

STAFF = "staff"
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Role:
    """What an invitation makes of a person; `merchant_id` is None for an operator."""

    name: str
    merchant_id: int | None


def joined(connection: Connection, person_id: int, role: Role) -> bool:
    """Whether the person has the role."""
    if role.name == OPERATOR:
        has = exists().where(operators.c.person_id == person_id)
    else:
        has = exists().where(
            staff.c.person_id == person_id, staff.c.merchant_id == role.merchant_id
        )
    return connection.execute(select(has)).scalar_one()


def join(connection: Connection, person_id: int, role: Role, now: datetime) -> None:
    """The person has the role from now on; a second time it changes nothing."""
    if role.name == OPERATOR:
        statement = insert_for(connection, operators).values(person_id=person_id, joined_at=now)
    else:
        statement = insert_for(connection, staff).values(
            person_id=person_id, merchant_id=role.merchant_id, joined_at=now
        )
    connection.execute(statement.on_conflict_do_nothing())


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
