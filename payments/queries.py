"""What an invoice shows of a request for money."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

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
