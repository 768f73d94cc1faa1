"""What the workers of a talk have to do: most steps leave them nothing, and each would look by itself."""

from datetime import datetime
from functools import cache

from sqlalchemy import CompoundSelect, Connection, bindparam, literal, select, union_all

from catalog.models import merchants
from catalog.roster_models import closures
from database.outbox_table import outbox
from orders.delivery.delivery_models import couriers, deliveries
from orders.waitlist.waitlist_models import WaitState, waitlist
from promotions.models import campaigns
from promotions.states import CampaignState


def due(connection: Connection, now: datetime) -> set[str]:
    """The tables in which something may wait for a worker."""
    return set(connection.execute(waiting(), {"now": now}).scalars())


@cache
def waiting() -> CompoundSelect[str]:
    busy = (CampaignState.SCHEDULED, CampaignState.SENDING)
    conditions = (
        (merchants, merchants.c.cancelling_since.is_not(None)),
        (closures, closures.c.clearing_since.is_not(None)),
        (waitlist, waitlist.c.state == WaitState.WAITING),
        (deliveries, deliveries.c.order_id > 0),
        (couriers, couriers.c.on_shift),
        (campaigns, campaigns.c.state.in_(busy)),
        (outbox, outbox.c.finished_at.is_(None) & (outbox.c.due_at <= bindparam("now"))),
    )
    return union_all(
        *(
            select(literal(table.name)).where(select(table).where(condition).exists())
            for table, condition in conditions
        )
    )
