"""Who may act for a merchant or the market, asked in the transaction that acts."""

from sqlalchemy import Connection, exists, select

from people.errors import NoRight
from people.models import operators, staff


def runs_market(connection: Connection, person_id: int) -> bool:
    """Whether the person is an operator."""
    is_one = exists().where(operators.c.person_id == person_id)
    return connection.execute(select(is_one)).scalar_one()


def works_for(connection: Connection, person_id: int, merchant_id: int) -> bool:
    """Whether the person is among a merchant's staff."""
    does = exists().where(staff.c.person_id == person_id, staff.c.merchant_id == merchant_id)
    return connection.execute(select(does)).scalar_one()


def may_invite(connection: Connection, person_id: int, merchant_id: int | None) -> bool:
    """Operators let anybody in; staff their own colleagues."""
    if runs_market(connection, person_id):
        return True
    return merchant_id is not None and works_for(connection, person_id, merchant_id)


def require_operator(connection: Connection, person_id: int) -> None:
    """`NoRight` for whoever does not run the market (any more)."""
    if not runs_market(connection, person_id):
        raise NoRight
