"""What a worker has to know of a refund to ask the provider for it."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from orders.money.disputes import is_frozen
from payments.models import payments, refunds
from people.models import identities


@dataclass(frozen=True, slots=True)
class RefundTask:
    """What a worker needs to ask the provider; amounts in minor units.

    `channel_user` is how the payment's channel knows the payer; money that is `disputed` waits.
    """

    refund_id: int
    order_id: int
    provider: str
    key: str
    charge_id: str
    provider_charge_id: str | None
    amount: int
    currency: str
    state: str
    channel_user: str | None
    charged: int
    disputed: bool


def task(connection: Connection, refund_id: int) -> RefundTask:
    payer = (
        select(identities.c.channel_user)
        .where(identities.c.person_id == payments.c.guest_id)
        .order_by(identities.c.id)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            refunds.c.id,
            refunds.c.order_id,
            payments.c.provider,
            refunds.c.idempotency_key,
            payments.c.charge_id,
            payments.c.provider_charge_id,
            refunds.c.amount,
            refunds.c.currency,
            refunds.c.state,
            payer,
            payments.c.amount,
            is_frozen(refunds.c.payment_id),
        )
        .join(payments, payments.c.id == refunds.c.payment_id)
        .where(refunds.c.id == refund_id)
    )
    return RefundTask(*connection.execute(query).one())
