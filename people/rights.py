"""Who may do what at a merchant or in the market: the wall that every changing use case asks."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from sqlalchemy import Connection, Select, bindparam, select

from people.errors import NoRight
from people.models import operators, staff


class Role(StrEnum):
    """What somebody is at a merchant, or in the market."""

    OWNER = "owner"
    MANAGER = "manager"
    DESK = "desk"
    PROVIDER = "provider"
    COURIER = "courier"
    OPERATOR = "operator"
    SUPPORT = "support"
    ANALYST = "analyst"


class Right(StrEnum):
    """What may be done, as the use cases ask for it."""

    OWN_CALENDAR = "own calendar"
    BOOKINGS = "bookings"
    REDEEM = "redeem"
    GUESTS = "guests"
    SHOP = "shop"
    """Services, hours, resources, answers to reviews, settings."""
    SALES = "sales"
    REFUND = "refund"
    INVITE = "invite"
    PEOPLE = "people"
    """Who works there and as what."""
    ACCOUNT = "account"
    """Where its money goes: its owners' alone, no operator sends it elsewhere."""
    DELIVER = "deliver"

    ADMIT = "admit"
    """Claims, badges, suspending, commission, imports."""
    CAMPAIGNS = "campaigns"
    PERSONS = "persons"
    """Names, orders and talks of guests."""
    NUMBERS = "numbers"
    PAYOUTS = "payouts"
    AUDIT = "audit"
    OPERATORS = "operators"


_DESK = frozenset({Right.OWN_CALENDAR, Right.BOOKINGS, Right.REDEEM, Right.GUESTS})
_MANAGER = _DESK | {Right.SHOP, Right.SALES, Right.REFUND, Right.INVITE}
_SUPPORT = frozenset({Right.NUMBERS, Right.PERSONS, Right.REFUND})

GRANTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.OWNER: _MANAGER | {Right.PEOPLE, Right.ACCOUNT, Right.DELIVER},
        Role.MANAGER: _MANAGER,
        Role.DESK: _DESK,
        Role.PROVIDER: frozenset({Right.OWN_CALENDAR}),
        Role.COURIER: frozenset({Right.DELIVER}),
        Role.OPERATOR: _SUPPORT
        | {Right.SHOP, Right.SALES, Right.INVITE, Right.PEOPLE}
        | {Right.ADMIT, Right.CAMPAIGNS, Right.PAYOUTS, Right.AUDIT, Right.OPERATORS},
        Role.SUPPORT: _SUPPORT,
        Role.ANALYST: frozenset({Right.NUMBERS}),
    }
)
"""Rights of the market's roles hold at every merchant."""

MERCHANT_ROLES = (Role.OWNER, Role.MANAGER, Role.DESK, Role.PROVIDER, Role.COURIER)
MARKET_ROLES = (Role.OPERATOR, Role.SUPPORT, Role.ANALYST)
"""Of those who run it."""

IN_MARKET = (*MARKET_ROLES, Role.COURIER)
"""Its couriers work for the market and run nothing."""

_INVITABLE: Mapping[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.OWNER: frozenset(MERCHANT_ROLES),
        Role.MANAGER: frozenset({Role.DESK, Role.PROVIDER, Role.COURIER}),
        Role.OPERATOR: frozenset(Role),
    }
)


def granted(
    roles: Mapping[int, Role], market_role: Role | None = None
) -> dict[int | None, frozenset[Right]]:
    """What somebody's roles grant, by merchant and, with None, in the whole market."""
    rights: dict[int | None, frozenset[Right]] = {
        merchant: GRANTS[role] for merchant, role in roles.items()
    }
    if market_role is not None:
        rights[None] = GRANTS[market_role]
    return rights


def market_role(connection: Connection, person_id: int, *, lock: bool = False) -> Role | None:
    """As what the person runs the market; None for who does not (any more).

    With `lock` it stays so until the transaction ends.
    """
    given = {"person": person_id}
    found = connection.execute(_in_market(lock=lock), given).scalar_one_or_none()
    return None if found is None else Role(found)


def role_at(
    connection: Connection, person_id: int, merchant_id: int, *, lock: bool = False
) -> Role | None:
    """Likewise as what the person works for a merchant."""
    given = {"person": person_id, "merchant": merchant_id}
    found = connection.execute(_at_merchant(lock=lock), given).scalar_one_or_none()
    return None if found is None else Role(found)


def require(
    connection: Connection, person_id: int, right: Right, merchant_id: int | None = None
) -> None:
    """`NoRight` where neither a role at the merchant nor one in the market grants it (any more).

    The role stays until the transaction ends, so that a dismissal comes before a press or after it.
    """
    if merchant_id is not None:
        role = role_at(connection, person_id, merchant_id, lock=True)
        if role is not None and right in GRANTS[role]:
            return
    role = market_role(connection, person_id, lock=True)
    if role is None or right not in GRANTS[role]:
        raise NoRight


def works_for(connection: Connection, person_id: int, merchant_id: int) -> bool:
    """Whether the person is among a merchant's staff, as whatever."""
    return role_at(connection, person_id, merchant_id) is not None


def may_invite(connection: Connection, person_id: int, role: Role, merchant_id: int | None) -> bool:
    """Operators let in anybody; owners whom they like to their place, managers whom they lead."""
    own = None if merchant_id is None else role_at(connection, person_id, merchant_id)
    ways = (own, market_role(connection, person_id))
    return any(role in _INVITABLE.get(each, ()) for each in ways if each is not None)


def invitable(roles: Iterable[Role]) -> tuple[Role, ...]:
    """As what somebody with these roles may invite to a merchant, the highest first."""
    allowed = {each for role in roles for each in _INVITABLE.get(role, ())}
    return tuple(each for each in MERCHANT_ROLES if each in allowed)


@cache
def _in_market(*, lock: bool) -> Select[str]:
    query = select(operators.c.role).where(operators.c.person_id == bindparam("person"))
    return query.with_for_update(read=True) if lock else query


@cache
def _at_merchant(*, lock: bool) -> Select[str]:
    there = (staff.c.person_id == bindparam("person"), staff.c.merchant_id == bindparam("merchant"))
    query = select(staff.c.role).where(*there)
    return query.with_for_update(read=True) if lock else query
