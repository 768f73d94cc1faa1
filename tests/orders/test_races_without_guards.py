"""Negative controls: the same races without the guard, and the audit sees every one of them."""

from functools import partial
from typing import Any

from sqlalchemy import Connection, insert, select, update

from orders import cancelling, ledger, refunding, resourcing
from orders.ledger import Posting, earnings
from orders.loading import locked
from orders.models import Account, order_history, orders, slots, vouchers
from orders.offers import Wish, offered
from payments.models import payments, refunds
from tests.orders.conftest import Desk
from tests.orders.racing import look_then_leap
from tests.orders.test_races import bought


async def found(desk: Desk) -> set[str]:
    desk.audited = False
    return {breach.name for breach in await desk.audit()}


async def test_the_last_seat(desk: Desk) -> None:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(3)], m.service(m.merchant(), capacity=2))
    )
    first = await desk.hold(guests[0], service, desk.start())

    def leap(guest: int, connection: Connection, held: int) -> None:
        copy_order(connection, first, guest)
        connection.execute(update(slots).values(held=held + 1))

    await look_then_leap(
        desk.database,
        lambda c: c.execute(select(slots.c.held)).scalar_one(),
        [partial(leap, guest) for guest in guests[1:]],
    )
    assert "slot counters differ from a recount" in await found(desk)


async def test_the_last_chair(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        return [m.guest() for _ in range(3)], service, m.resource(shop, service)

    guests, service, chair = await desk.make(build)
    first = await desk.hold(guests[0], service, desk.start())
    desk.later(minutes=10)

    def look(connection: Connection) -> list[int]:
        offer = offered(connection, service)
        wish = Wish(offer, offer.when(desk.start()), 1)
        return resourcing.free_ones(connection, wish, [chair], desk.now)

    def leap(guest: int, connection: Connection, free: list[int]) -> None:
        assert free == [chair]
        copy_order(connection, first, guest, held_until=desk.start())

    await look_then_leap(desk.database, look, [partial(leap, guest) for guest in guests[1:]])
    assert "more seats taken than a resource has" in await found(desk)


def copy_order(connection: Connection, order_id: int, guest: int, **values: Any) -> None:
    row = connection.execute(orders.select().where(orders.c.id == order_id)).mappings().one()
    copy = {name: value for name, value in row.items() if name != "id"}
    connection.execute(insert(orders).values(copy | {"guest_id": guest} | values))


async def test_one_code_on_two_devices(desk: Desk) -> None:
    _, order_id = await bought(desk)

    def leap(connection: Connection, used: int) -> None:
        connection.execute(update(vouchers).values(used=used + 1))
        order = locked(connection, order_id)
        ledger.post(connection, earnings(order, 0, order.total, "redeemed"), desk.now)

    await look_then_leap(
        desk.database, lambda c: c.execute(select(vouchers.c.used)).scalar_one(), [leap, leap]
    )
    assert "escrow does not hold what an order still owes" in await found(desk)


async def test_the_same_payment_event_twice(desk: Desk) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    order_id = await desk.hold(guest, service, desk.start())
    payment = await desk.request(order_id)

    def leap(connection: Connection, state: str) -> None:
        assert state == "requested"
        order = locked(connection, order_id)
        connection.execute(
            update(payments).where(payments.c.id == payment).values(state="captured", captured=2000)
        )
        posting = Posting(
            Account.WORLD,
            Account.ESCROW,
            2000,
            "EUR",
            "captured",
            order.merchant_id,
            order_id,
            payment,
        )
        ledger.post(connection, [posting], desk.now)

    await look_then_leap(
        desk.database, lambda c: c.execute(select(payments.c.state)).scalar_one(), [leap, leap]
    )
    assert "captured money that the ledger does not know" in await found(desk)


async def test_redeem_or_refund(desk: Desk) -> None:
    _, order_id = await bought(desk)

    def redeem(connection: Connection, state: str) -> None:
        assert state == "valid"
        order = locked(connection, order_id)
        ledger.post(connection, earnings(order, 0, order.total, "redeemed"), desk.now)

    def refund(connection: Connection, state: str) -> None:
        assert state == "valid"
        order = locked(connection, order_id)
        payment = refunding.paying(connection, order_id)
        assert payment is not None
        shares = {Account.ESCROW: 2000}
        refunding.request(connection, payment, order, desk.now, shares=shares, reason="guest")

    await look_then_leap(
        desk.database, lambda c: c.execute(select(vouchers.c.state)).scalar_one(), [redeem, refund]
    )
    assert "escrow does not hold what an order still owes" in await found(desk)


async def test_confirm_or_decline(desk: Desk) -> None:
    _, order_id = await bought(desk, auto_confirm=False)

    def leap(after: str, connection: Connection, before: str) -> None:
        connection.execute(update(orders).where(orders.c.id == order_id).values(state=after))
        connection.execute(
            insert(order_history).values(
                order_id=order_id, from_state=before, to_state=after, reason="staff", at=desk.now
            )
        )

    await look_then_leap(
        desk.database,
        lambda c: c.execute(select(orders.c.state)).scalar_one(),
        [partial(leap, "confirmed"), partial(leap, "declined")],
    )
    assert "a history with a gap" in await found(desk)


async def test_two_operators_give_back_the_same_money(desk: Desk) -> None:
    _, order_id = await bought(desk)
    guest = (await desk.order(order_id)).guest_id
    await desk.do(cancelling.cancel_by_guest, order_id, guest, desk.now)

    def leap(connection: Connection, state: str) -> None:
        assert state == "due"
        done = update(refunds).values(state="done", finished_at=desk.now)
        row = connection.execute(done.returning(refunds)).one()
        order = locked(connection, order_id)
        back = refunding.moved(row, order.merchant_id, Account.REFUND_DUE, Account.WORLD)
        ledger.post(connection, [back], desk.now)

    await look_then_leap(
        desk.database, lambda c: c.execute(select(refunds.c.state)).scalar_one(), [leap, leap]
    )
    assert "a refund that the ledger does not know" in await found(desk)
