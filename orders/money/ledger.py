"""The ledger: each posting moves money between two accounts, so that it balances by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Insert, insert

from orders.loading import OrderRow, terms_of
from orders.models import Account, ledger_postings
from orders.rules import commission


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount in minor units from one account to another, for an order or a settlement, and why."""

    source: Account
    destination: Account
    amount: int
    currency: str
    purpose: str
    merchant_id: int
    order_id: int | None
    payment_id: int | None = None
    refund_id: int | None = None
    redemption_id: int | None = None
    settlement_id: int | None = None

    def columns(self) -> dict[str, Any]:
        """As it is kept."""
        return dict(zip(COLUMNS, values_of(self), strict=True))


COLUMNS = tuple(each.name for each in fields(Posting))
values_of = attrgetter(*COLUMNS)


def post(connection: Connection, postings: Iterable[Posting], now: datetime) -> None:
    """Write what is more than nothing."""
    rows = [{**each.columns(), "at": now} for each in postings if each.amount]
    if rows:
        connection.execute(posting(), rows)


@cache
def posting() -> Insert:
    return insert(ledger_postings)


def earnings(
    order: OrderRow, before: int, after: int, purpose: str, redemption_id: int | None = None
) -> list[Posting]:
    """What the merchant has earned since `before`, less the market's commission on it.

    Both are sums since the order began, so that the parts make exactly the commission on all.
    """
    rate = terms_of(order).commission_basis_points
    fee = commission(after, rate) - commission(before, rate)
    shares = ((Account.PAYABLE, after - before - fee), (Account.COMMISSION, fee))
    return [
        Posting(
            source=Account.ESCROW,
            destination=account,
            amount=amount,
            currency=order.currency,
            purpose=purpose,
            merchant_id=order.merchant_id,
            order_id=order.id,
            redemption_id=redemption_id,
        )
        for account, amount in shares
    ]
