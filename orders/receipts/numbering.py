"""Gives the next number of a series, in the transaction that uses it: none is given twice, none is left out.

Whoever takes a number keeps its series until the transaction ends, so that one that fails gives it back.
"""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.sql.dml import ReturningInsert

from database.inserting import insert_into
from orders.receipts.receipt_models import FeeKind, ReceiptKind, fee_series, receipt_series


def next_of_merchant(connection: Connection, merchant_id: int, kind: ReceiptKind) -> int:
    """From 1 on, for each kind by itself."""
    statement = counting(connection.dialect.name, receipt_series, ("merchant_id", "kind"))
    given = {"of_merchant_id": merchant_id, "of_kind": kind}
    return connection.execute(statement, given).scalar_one()


def next_of_market(connection: Connection, kind: FeeKind) -> int:
    """Likewise of what the market gives out, whichever merchant it is for."""
    statement = counting(connection.dialect.name, fee_series, ("kind",))
    return connection.execute(statement, {"of_kind": kind}).scalar_one()


@cache
def counting(dialect: str, series: Table, key: tuple[str, ...]) -> ReturningInsert[int]:
    values: dict[str, Any] = {name: bindparam(f"of_{name}") for name in key}
    new = insert_into(series, dialect).values(**values, last=1)
    counted = new.on_conflict_do_update(index_elements=key, set_={"last": series.c.last + 1})
    return counted.returning(series.c.last)
