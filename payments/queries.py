"""What an invoice shows of a request for money."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Select, bindparam, select

from payments.models import payments


@dataclass(frozen=True, slots=True)
class Request:
    """A request for money; `amount` in minor units, `state` is requested or captured."""

    id: int
    order_id: int
    guest_id: int
    payload: str
    amount: int
    currency: str
    state: str


def request(connection: Connection, payment_id: int) -> Request | None:
    """The request with this id; None where there is none."""
    row = connection.execute(
        select(
            payments.c.id,
            payments.c.order_id,
            payments.c.guest_id,
            payments.c.payload,
            payments.c.amount,
            payments.c.currency,
            payments.c.state,
        ).where(payments.c.id == payment_id)
    ).one_or_none()
    return None if row is None else Request(*row)


def open_payload(
    connection: Connection, order_id: int, provider: str, amount: int, currency: str
) -> str | None:
    """By what a payment of just this amount finds its order, where one is asked for."""
    given = {"order": order_id, "provider": provider, "amount": amount, "currency": currency}
    return connection.execute(open_payloads(), given).scalar_one_or_none()


@cache
def open_payloads() -> Select[str]:
    query = select(payments.c.payload).where(
        payments.c.order_id == bindparam("order"),
        payments.c.state == "requested",
        payments.c.provider == bindparam("provider"),
        payments.c.amount == bindparam("amount"),
        payments.c.currency == bindparam("currency"),
    )
    return query.order_by(payments.c.id).limit(1)
