"""What became of a campaign: messages, visitors, orders, and the money that stayed."""

from dataclasses import dataclass

from sqlalchemy import Connection, distinct, func, select

from orders.models import orders
from payments.models import refunds
from promotions.models import campaign_recipients, campaigns, visits
from promotions.states import RecipientState


@dataclass(frozen=True, slots=True)
class Progress:
    """How many people are in which state of a campaign."""

    waiting: int
    sending: int
    sent: int
    blocked: int
    skipped: int
    failed: int
    unknown: int

    @property
    def total(self) -> int:
        """Everybody it was meant for when it began."""
        return self.done + self.waiting + self.sending

    @property
    def done(self) -> int:
        """Everybody whose turn is over."""
        return self.sent + self.blocked + self.skipped + self.failed + self.unknown


@dataclass(frozen=True, slots=True)
class Taken:
    """Money of one currency in minor units: what was ordered, and what went or goes back of it."""

    currency: str
    ordered: int
    refunded: int

    @property
    def kept(self) -> int:
        """What is left of it."""
        return self.ordered - self.refunded


@dataclass(frozen=True, slots=True)
class Results:
    """What a campaign brought: distinct people who opened it, their orders and their money."""

    progress: Progress
    opened: int
    orders: int
    money: tuple[Taken, ...]


def progress(connection: Connection, campaign_id: int) -> Progress:
    """Where the sending stands."""
    query = (
        select(campaign_recipients.c.state, func.count().label("people"))
        .where(campaign_recipients.c.campaign_id == campaign_id)
        .group_by(campaign_recipients.c.state)
    )
    counts = {row.state: row.people for row in connection.execute(query)}
    return Progress(**{state.value: counts.get(state.value, 0) for state in RecipientState})


def results(connection: Connection, campaign_id: int) -> Results:
    """Everything the results page shows."""
    source_id = connection.execute(
        select(campaigns.c.source_id).where(campaigns.c.id == campaign_id)
    ).scalar_one()
    opened = connection.execute(
        select(func.count(distinct(visits.c.person_id))).where(visits.c.source_id == source_id)
    ).scalar_one()
    placed = connection.execute(
        select(func.count()).where(orders.c.source_id == source_id, orders.c.placed_at.is_not(None))
    ).scalar_one()
    money = _money(connection, source_id)
    return Results(progress(connection, campaign_id), opened, placed, money)


def _money(connection: Connection, source_id: int) -> tuple[Taken, ...]:
    brought = (orders.c.source_id == source_id) & orders.c.placed_at.is_not(None)
    ordered = connection.execute(
        select(orders.c.currency, func.sum(orders.c.total))
        .where(brought, orders.c.total > 0)
        .group_by(orders.c.currency)
        .order_by(orders.c.currency)
    )
    returned = connection.execute(
        select(refunds.c.currency, func.sum(refunds.c.amount))
        .join(orders, orders.c.id == refunds.c.order_id)
        .where(brought)
        .group_by(refunds.c.currency)
    )
    back = {currency: int(amount) for currency, amount in returned}
    return tuple(
        Taken(currency, int(amount), back.get(currency, 0)) for currency, amount in ordered
    )
