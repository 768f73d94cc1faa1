"""Who pays back how much of an order: escrow, then who earned it in equal measure, then the market."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, case, func, select

from orders.models import Account, ledger_postings


def bearers(
    connection: Connection, order_id: int, amount: int, escrow: int, *, earners_pay: bool
) -> Mapping[Account, int]:
    """The accounts and their shares of `amount`, of which escrow has so much to give."""
    escrow = min(amount, escrow)
    payable, fee = earnings(connection, order_id) if earners_pay else (0, 0)
    back = max(0, min(amount - escrow, payable + fee))
    fee_back = back * fee // (payable + fee) if back else 0
    return {
        Account.ESCROW: escrow,
        Account.PAYABLE: back - fee_back,
        Account.COMMISSION: fee_back,
        Account.PROMOTION: amount - escrow - back,
    }


def earnings(connection: Connection, order_id: int) -> tuple[int, int]:
    """What the merchant and the market have of an order by now."""

    def held(account: Account) -> Any:
        into = case((ledger_postings.c.destination == account, ledger_postings.c.amount), else_=0)
        out = case((ledger_postings.c.source == account, ledger_postings.c.amount), else_=0)
        return func.coalesce(func.sum(into - out), 0)

    query = select(held(Account.PAYABLE), held(Account.COMMISSION))
    row = connection.execute(query.where(ledger_postings.c.order_id == order_id)).one()
    return int(row[0]), int(row[1])
