"""An operator has sent a settlement's payout: it leaves the merchant's account, once."""

from datetime import datetime

from sqlalchemy import Connection, select

from database.inserting import insert_for
from database.outbox import put_all
from orders.errors import OtherAccount
from orders.models import Account
from orders.money import ledger
from orders.money.ledger import Posting
from orders.notices import notice
from orders.settlement import accounts
from orders.settlement.settlement_models import payouts, settlements
from orders.settlement.statements import Statement, whole
from people.queries import staff_of
from people.rights import Right, require

PAYOUT = "payout"


def to_send(
    connection: Connection, limit: int = 50, offset: int = 0, *, after: int | None = None
) -> list[Statement]:
    """Settlements of which nobody has said that they were paid out, the oldest first.

    With `after`, those behind that settlement.
    """
    query = whole().where(settlements.c.payout > 0, payouts.c.settlement_id.is_(None))
    query = query.where(settlements.c.id > (after or 0))
    page = query.order_by(settlements.c.id).limit(limit).offset(offset)
    return [Statement(*row) for row in connection.execute(page)]


def mark_paid(
    connection: Connection,
    settlement_id: int,
    operator_id: int,
    now: datetime,
    account_id: int | None = None,
) -> bool:
    """Whether this was the first to say so; never for a settlement that pays nothing out.

    It went to this account, which may have been changed since; OtherAccount for one that is not the
    merchant's, or where there is one and nobody says which it was.
    """
    require(connection, operator_id, Right.PAYOUTS)
    query = select(settlements).where(settlements.c.id == settlement_id, settlements.c.payout > 0)
    settled = connection.execute(query).one_or_none()
    if settled is None:
        return False
    check_account(connection, settled.merchant_id, account_id)
    if not is_first(connection, settlement_id, operator_id, account_id, now):
        return False
    paid = Posting(
        source=Account.PAYABLE,
        destination=Account.WORLD,
        amount=settled.payout,
        currency=settled.currency,
        purpose=PAYOUT,
        merchant_id=settled.merchant_id,
        order_id=None,
        settlement_id=settlement_id,
    )
    ledger.post(connection, [paid], now)
    show_staff(connection, settled.merchant_id, settlement_id, now)
    return True


def check_account(connection: Connection, merchant_id: int, account_id: int | None) -> None:
    if account_id is None:
        known = accounts.current(connection, merchant_id)
        if known is not None and known.whole:
            raise OtherAccount(merchant_id)
        return
    account = accounts.one(connection, account_id)
    if account is None or account.merchant_id != merchant_id or not account.whole:
        raise OtherAccount(merchant_id)


def is_first(
    connection: Connection,
    settlement_id: int,
    operator_id: int,
    account_id: int | None,
    now: datetime,
) -> bool:
    new = insert_for(connection, payouts).values(
        settlement_id=settlement_id, paid_by=operator_id, at=now, account_id=account_id
    )
    said = new.on_conflict_do_nothing().returning(payouts.c.settlement_id)
    return connection.execute(said).first() is not None


def show_staff(connection: Connection, merchant_id: int, settlement_id: int, now: datetime) -> None:
    """The message about the settlement says from now on that it was paid."""
    mark = f"{settlement_id}:{PAYOUT}"
    news = [
        notice(
            "settlement",
            person,
            mark,
            quiet=True,
            settlement=settlement_id,
            merchant=merchant_id,
        )
        for person in staff_of(connection, merchant_id, Right.SALES)
    ]
    put_all(connection, news, now)
