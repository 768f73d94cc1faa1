"""Who runs the market: named by the setting for as long as it does, or invited until removed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, select, update

from people.errors import LastOperator, NamedBySetting
from people.joining import Membership, join, void
from people.models import identities, invitations, operators
from people.rights import IN_MARKET, Right, Role, require


@dataclass(frozen=True, slots=True)
class OperatorView:
    """One who runs the market."""

    person_id: int
    by_setting: bool
    joined_at: datetime
    role: Role


def all_operators(connection: Connection) -> list[OperatorView]:
    """Everybody who runs the market, longest first."""
    query = select(
        operators.c.person_id, operators.c.by_setting, operators.c.joined_at, operators.c.role
    )
    rows = connection.execute(query.order_by(operators.c.joined_at, operators.c.person_id))
    return [
        OperatorView(row.person_id, row.by_setting, row.joined_at, Role(row.role)) for row in rows
    ]


def appoint_operators(
    connection: Connection, channel: str, users: Iterable[str], now: datetime
) -> list[int]:
    """Makes operators of those users of a channel who have come; says who is new among them."""
    named = _named(connection, channel, users)
    there = set(connection.execute(select(operators.c.person_id)).scalars())
    new = [person_id for person_id in named if person_id not in there]
    for person_id in new:
        join(connection, person_id, Membership(Role.OPERATOR, None), now)
    mark = update(operators).where(operators.c.person_id.in_(named), ~operators.c.by_setting)
    connection.execute(mark.values(by_setting=True, role=Role.OPERATOR))
    return new


def reconcile(
    connection: Connection, channel: str, users: Iterable[str], now: datetime
) -> list[int]:
    """At every start: the setting's people are operators, and whom it names no more is none.

    Whoever was also invited stays, as one who was invited. Says who had to go.
    """
    listed = tuple(users)
    named = _named(connection, channel, listed)
    dropped = operators.c.by_setting & operators.c.person_id.not_in(named)
    invitation = (
        invitations.c.role.in_(IN_MARKET),
        invitations.c.merchant_id.is_(None),
        invitations.c.accepted_by == operators.c.person_id,
        invitations.c.accepted_at >= operators.c.joined_at,
    )
    invited = exists().where(*invitation)
    role = select(func.max(invitations.c.role)).where(*invitation).scalar_subquery()
    gone = sorted(
        connection.execute(
            operators.delete().where(dropped, ~invited).returning(operators.c.person_id)
        ).scalars()
    )
    connection.execute(update(operators).where(dropped).values(by_setting=False, role=role))
    void(connection, invitations.c.invited_by.in_(gone), now)
    appoint_operators(connection, channel, listed, now)
    return gone


def remove(connection: Connection, person_id: int, by: int, now: datetime) -> bool:
    """An operator takes one out; says whether they were one. Links they made let nobody in.

    All rows are locked: two who take each other out leave one.
    """
    query = select(operators).order_by(operators.c.person_id).with_for_update()
    there = {row.person_id: row for row in connection.execute(query)}
    require(connection, by, Right.OPERATORS)
    if person_id not in there:
        return False
    if there[person_id].by_setting:
        raise NamedBySetting
    leads = [each for each in there if there[each].role == Role.OPERATOR]
    if leads == [person_id]:
        raise LastOperator
    connection.execute(operators.delete().where(operators.c.person_id == person_id))
    void(connection, invitations.c.invited_by == person_id, now)
    return True


def _named(connection: Connection, channel: str, users: Iterable[str]) -> list[int]:
    query = select(identities.c.person_id).where(
        identities.c.channel == channel, identities.c.channel_user.in_(list(users))
    )
    return sorted(set(connection.execute(query).scalars()))
