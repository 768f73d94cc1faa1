"""Whether anybody looks after a merchant: without, it is found and takes no bookings."""

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from catalog.errors import MerchantUnknown
from catalog.models import claims, merchants
from people.models import invitations, staff

INVENTED = "seed"
"""The source of the invented town, which is there for trying out and looks after itself."""


def has_staff() -> ColumnElement[bool]:
    """For a select of merchants."""
    return exists().where(staff.c.merchant_id == merchants.c.id)


def had_staff() -> ColumnElement[bool]:
    """Whether somebody ever came in by an invitation or a claim."""
    joined = exists().where(
        invitations.c.merchant_id == merchants.c.id, invitations.c.accepted_at.is_not(None)
    )
    claimed = exists().where(claims.c.merchant_id == merchants.c.id, claims.c.state == "approved")
    return or_(joined, claimed)


def is_looked_after(connection: Connection, merchant_id: int) -> bool:
    """By its staff; one of the invented town also by nobody, until somebody works there."""
    by_itself = and_(merchants.c.source == INVENTED, ~had_staff())
    query = select(or_(has_staff(), by_itself)).where(merchants.c.id == merchant_id)
    return bool(connection.execute(query).scalar_one_or_none())


def locked_state(connection: Connection, merchant_id: int) -> str:
    """The merchant's state, which with its staff stays as it is until the transaction ends."""
    query = select(merchants.c.state).where(merchants.c.id == merchant_id).with_for_update()
    state = connection.execute(query).scalar_one_or_none()
    if state is None:
        raise MerchantUnknown(merchant_id)
    return state
