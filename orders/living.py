"""Which orders have a code that can be used, and which are none yet.

Said so that the database finds their small indexes.
"""

from sqlalchemy import BindParameter, ColumnElement, bindparam, literal_column

from orders.models import Fulfilment, OrderState, orders
from orders.rules import LIVE, names


def is_live() -> ColumnElement[bool]:
    """The states stand in the statement itself: SQLite fits no partial index to a parameter."""
    live: BindParameter[list[str]] = bindparam(
        "live", names(LIVE), expanding=True, literal_execute=True, unique=True
    )
    return orders.c.state.in_(live)


def is_order() -> ColumnElement[bool]:
    """Not a cart, nor one that was put away: those were never held."""
    never_held = (
        orders.c.service_id.is_(None)
        & orders.c.starts_at.is_(None)
        & (orders.c.fulfilment != literal_column(f"'{Fulfilment.COUNTER}'"))
    )
    return (orders.c.state != OrderState.DRAFT) & ~never_held
