"""Money that a bug kept out of the books is booked once the bug is gone."""

from datetime import datetime

from sqlalchemy import Connection, select

from orders.money.capturing import CapturedPayment, asked_for, book, decide
from payments.models import payment_events


def take_up(connection: Connection, event_id: int, now: datetime) -> bool:
    """Record what was set aside as if it were told now; False where nothing is, or no more."""
    aside = (payment_events.c.state == "parked") & payment_events.c.told.is_not(None)
    query = select(payment_events).where(payment_events.c.id == event_id, aside)
    event = connection.execute(query.with_for_update()).one_or_none()
    if event is None:
        return False
    paid = CapturedPayment(
        provider=event.provider,
        event_key=event.event_key,
        guest_id=event.guest_id,
        raw=event.raw,
        **event.told,
    )
    payment = asked_for(connection, paid)
    decide(connection, event_id, state="captured", told=None, payment_id=payment and payment.id)
    book(connection, event_id, payment, paid, now)
    return True
