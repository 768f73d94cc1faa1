"""A hundred complaints wherever a complaint can be listed."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from orders.complaints.complaint_models import complaints
from orders.models import orders
from tests.structure.hundred import Hundred, many


def complain(connection: Connection, made: Hundred, now: datetime) -> None:
    """Those of codes that are good wait for the place, those of used ones for the market or had its word."""
    about = {"merchant_id": made.shop.merchant, "guest_id": made.guest, "said_at": now}
    said = about | {"wrong": "late", "words": ""}
    waits = {"state": "open", "due_at": now + timedelta(hours=48)}
    many(connection, complaints, order_id=of(connection, made, "confirmed"), **said, **waits)
    used = of(connection, made, "redeemed")
    decided = {"decided_by": made.operator, "decision": "So", "ended_at": now}
    escalated = {"escalated_at": now}
    many(connection, complaints, order_id=used, state="decided", **said, **escalated, **decided)
    many(connection, complaints, order_id=used, state="escalated", **said, **escalated)


def of(connection: Connection, made: Hundred, state: str) -> list[int]:
    """The guest's at the place."""
    mine = (orders.c.guest_id == made.guest, orders.c.merchant_id == made.shop.merchant)
    query = select(orders.c.id).where(*mine, orders.c.state == state).order_by(orders.c.id)
    return list(connection.execute(query.limit(100)).scalars())
