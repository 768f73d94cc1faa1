"""Who works for a merchant: invited by its staff or an operator, and what the last one leaves.

Each takes the merchant's row first, so that of all who come and go at once one follows another.
"""

from datetime import datetime

from sqlalchemy import Connection, select

from catalog.admitting import admit
from catalog.attending import is_looked_after, locked_state
from catalog.changes import Change, Subject, record
from catalog.errors import LastOwner, MerchantSuspended, NotStaff
from catalog.models import merchants
from catalog.queries import resources_of
from catalog.suspending import move
from catalog.views import MerchantState
from database import outbox
from database.outbox import Message
from people import inviting, joining, rights
from people.inviting import Invitation
from people.joining import Membership
from people.models import staff
from people.queries import operators, resource_of, staff_of, staff_views
from people.rights import MERCHANT_ROLES, Right, Role, require


def invite(
    connection: Connection, membership: Membership, by: int, key: bytes, now: datetime
) -> int:
    """The id of an invitation to a merchant's staff, made by one who leads it or an operator."""
    refuse_suspended(connection, merchant_of(membership))
    return inviting.invite(connection, membership, by, key, now)


def invite_from_outside(
    connection: Connection, membership: Membership, now: datetime, days: int
) -> str:
    """Likewise at the command line; the token."""
    refuse_suspended(connection, merchant_of(membership))
    return inviting.invite_from_outside(connection, membership, now, days)


def merchant_of(membership: Membership) -> int:
    assert membership.merchant_id is not None, membership
    return membership.merchant_id


def accept(connection: Connection, token: str, person_id: int, now: datetime) -> Membership:
    """The person has the role that the link gives; a listed merchant takes bookings from now on."""
    offered = inviting.look(connection, token, person_id, now)
    merchant_id = offered.membership.merchant_id
    if merchant_id is None or offered.joined:
        return inviting.accept(connection, token, person_id, now)
    refuse_suspended(connection, merchant_id)
    membership = inviting.accept(connection, token, person_id, now)
    new = {"role": membership.role}
    record(connection, Change(merchant_id, person_id, Subject.STAFF, person_id, {}, new), now)
    if admit(connection, merchant_id, now):
        listed = {"state": str(MerchantState.LISTED), "badge": False}
        active = {"state": str(MerchantState.ACTIVE), "badge": True}
        about = (Subject.MERCHANT, merchant_id, listed, active)
        record(connection, Change(merchant_id, person_id, *about), now)
    return membership


def dismiss(
    connection: Connection, merchant_id: int, person_id: int, by: int, now: datetime
) -> bool:
    """An owner or operator says that somebody works there no more; says whether they did."""
    locked_state(connection, merchant_id)
    require(connection, by, Right.PEOPLE, merchant_id)
    refuse_last_owner(connection, merchant_id, person_id, by)
    had = rights.role_at(connection, person_id, merchant_id)
    left = leave(connection, merchant_id, person_id, now)
    if had is not None:
        gone = Change(merchant_id, by, Subject.STAFF, person_id, {"role": had}, {})
        record(connection, gone, now)
    return left


def give_role(
    connection: Connection,
    merchant_id: int,
    person_id: int,
    role: Role,
    *,
    by: int,
    now: datetime,
) -> None:
    """An owner or operator says as what somebody works there from now on."""
    locked_state(connection, merchant_id)
    require(connection, by, Right.PEOPLE, merchant_id)
    had = rights.role_at(connection, person_id, merchant_id)
    if had is None or role not in MERCHANT_ROLES:
        raise NotStaff(person_id)
    if role is not Role.OWNER:
        refuse_last_owner(connection, merchant_id, person_id, by)
    joining.give_role(connection, merchant_id, person_id, role)
    record(
        connection,
        Change(merchant_id, by, Subject.STAFF, person_id, {"role": had}, {"role": role}),
        now,
    )


def give_resource(
    connection: Connection,
    merchant_id: int,
    person_id: int,
    resource_id: int,
    *,
    by: int,
    now: datetime,
) -> None:
    """An owner or operator says which chair, room or person of the place somebody is."""
    require(connection, by, Right.PEOPLE, merchant_id)
    names = dict(resources_of(connection, merchant_id))
    if resource_id not in names or rights.role_at(connection, person_id, merchant_id) is None:
        raise NotStaff(person_id)
    had = names.get(resource_of(connection, merchant_id, person_id) or 0)
    joining.give_resource(connection, merchant_id, person_id, resource_id)
    before = {} if had is None else {"resource": had}
    after = {"resource": names[resource_id]}
    record(connection, Change(merchant_id, by, Subject.STAFF, person_id, before, after), now)


def hand_over(
    connection: Connection, merchant_id: int, person_id: int, by: int, now: datetime
) -> None:
    """An owner makes a colleague the owner, and is a manager from then on."""
    give_role(connection, merchant_id, person_id, Role.OWNER, by=by, now=now)
    if person_id != by and rights.role_at(connection, by, merchant_id) is Role.OWNER:
        give_role(connection, merchant_id, by, Role.MANAGER, by=by, now=now)


def refuse_last_owner(connection: Connection, merchant_id: int, person_id: int, by: int) -> None:
    """Its only owner hands it over first; an operator may take out anybody."""
    in_market = rights.market_role(connection, by)
    if in_market is not None and Right.PEOPLE in rights.GRANTS[in_market]:
        return
    owners = staff_of(connection, merchant_id, Right.PEOPLE)
    if owners == [person_id]:
        raise LastOwner(merchant_id)


def leave_all(connection: Connection, person_id: int, now: datetime) -> None:
    """Somebody who is about to be forgotten works nowhere any more."""
    theirs = select(staff.c.merchant_id).where(staff.c.person_id == person_id)
    for merchant_id in sorted(connection.execute(theirs).scalars()):
        had = rights.role_at(connection, person_id, merchant_id)
        if leave(connection, merchant_id, person_id, now):
            old, new = {"role": had}, dict[str, str]()
            record(connection, Change(merchant_id, None, Subject.STAFF, person_id, old, new), now)


def leave(connection: Connection, merchant_id: int, person_id: int, now: datetime) -> bool:
    """Without the last one it takes no more bookings, and operators hear of it."""
    state = locked_state(connection, merchant_id)
    left = joining.dismiss(connection, merchant_id, person_id, now)
    pass_on(connection, merchant_id, now)
    deserted = left and not is_looked_after(connection, merchant_id)
    if deserted and state == MerchantState.ACTIVE:
        move(connection, merchant_id, MerchantState.LISTED)
        active, listed = (
            {"state": str(each)} for each in (MerchantState.ACTIVE, MerchantState.LISTED)
        )
        about = (Subject.MERCHANT, merchant_id, active, listed)
        record(connection, Change(merchant_id, None, *about), now)
        told = [
            notice("deserted", each, merchant_id, now)
            for each in operators(connection, Right.ADMIT)
        ]
        outbox.put_all(connection, told, now)
    return left


def pass_on(connection: Connection, merchant_id: int, now: datetime) -> None:
    """Without an owner it is its longest-serving manager's; where there is none, an operator sees."""
    team = staff_views(connection, merchant_id)
    heir = next((each for each in team if each.role is Role.MANAGER), None)
    if heir is None or any(each.role is Role.OWNER for each in team):
        return
    joining.give_role(connection, merchant_id, heir.person_id, Role.OWNER)
    before, after = {"role": Role.MANAGER}, {"role": Role.OWNER}
    passed = Change(merchant_id, None, Subject.STAFF, heir.person_id, before, after)
    record(connection, passed, now)


def refuse_suspended(connection: Connection, merchant_id: int) -> None:
    """Raises MerchantSuspended, or MerchantUnknown; it stays as it is until the transaction ends."""
    if locked_state(connection, merchant_id) == MerchantState.SUSPENDED:
        raise MerchantSuspended(merchant_id)


def look(connection: Connection, token: str, person_id: int, now: datetime) -> Invitation:
    """What a link offers; the refusals of `accept`, and nothing changes."""
    offered = inviting.look(connection, token, person_id, now)
    merchant_id = offered.membership.merchant_id
    if merchant_id is not None and not offered.joined:
        query = select(merchants.c.state).where(merchants.c.id == merchant_id)
        if connection.execute(query).scalar_one() == MerchantState.SUSPENDED:
            raise MerchantSuspended(merchant_id)
    return offered


def notice(about: str, person_id: int, merchant_id: int, now: datetime) -> Message:
    """One message each time it happens."""
    payload = {"about": about, "person": person_id, "quiet": False, "merchant": merchant_id}
    return Message("notice", f"{about}:{merchant_id}:{now:%Y%m%d%H%M%S%f}:{person_id}", payload)
