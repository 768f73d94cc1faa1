"""An order's entries in the ledger, for those who explain where its money is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from orders.models import Account, ledger_postings


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One movement of money: from where to where, how much, and for what."""

    source: Account
    destination: Account
    amount: int
    currency: str
    purpose: str
    at: datetime


def postings_of(connection: Connection, order_id: int) -> list[PostingLine]:
    """From the beginning."""
    columns = (
        ledger_postings.c.source,
        ledger_postings.c.destination,
        ledger_postings.c.amount,
        ledger_postings.c.currency,
        ledger_postings.c.purpose,
        ledger_postings.c.at,
    )
    query = select(*columns).where(ledger_postings.c.order_id == order_id)
    rows = connection.execute(query.order_by(ledger_postings.c.id))
    return [
        PostingLine(Account(source), Account(destination), amount, currency, purpose, at)
        for source, destination, amount, currency, purpose, at in rows
    ]
