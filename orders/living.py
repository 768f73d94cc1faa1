"""Which orders have a code that can be used, said so that the database finds their small indexes."""

from sqlalchemy import BindParameter, ColumnElement, bindparam

from orders.models import orders
from orders.rules import LIVE, names


def is_live() -> ColumnElement[bool]:
    """The states stand in the statement itself: SQLite fits no partial index to a parameter."""
    live: BindParameter[list[str]] = bindparam(
        "live", names(LIVE), expanding=True, literal_execute=True, unique=True
    )
    return orders.c.state.in_(live)
