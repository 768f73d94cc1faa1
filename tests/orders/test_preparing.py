"""The money for a hold is asked for with it, once for each amount; what is stale is not paid."""

from typing import Any

import pytest
from sqlalchemy import Connection, select

from catalog.models import services
from orders.booking import placing
from orders.errors import HoldLapsed, NotYourInvoice, PaymentMismatch
from orders.money import paying, preparing
from orders.reading import queries
from payments.models import payments
from payments.port import SANDBOX, provider_of
from tests.orders.conftest import Desk


async def prepared(desk: Desk, cards: str | None = SANDBOX, **values: Any) -> tuple[int, int]:
    """(guest, order) of a hold whose money is asked for."""
    guest, service = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), capacity=3, **values))
    )
    order = await desk.hold(guest, service, desk.start())
    await desk.do(preparing.prepare, order, guest, cards, desk.now)
    return guest, order


def asked(connection: Connection) -> list[tuple[str, int, str]]:
    rows = select(payments.c.provider, payments.c.amount, payments.c.currency)
    return [tuple(row) for row in connection.execute(rows.order_by(payments.c.id))]


async def payload(desk: Desk, order: int, amount: int) -> str:
    view = await desk.see(queries.order, order)
    assert view.total == amount
    found: str | None = view.asked_by(SANDBOX)
    assert found is not None
    return found


@pytest.mark.parametrize("cards", [SANDBOX, None])
@pytest.mark.parametrize("currency", ["EUR", "XTR"])
async def test_it_is_asked_for_where_somebody_takes_it(
    desk: Desk, currency: str, cards: str | None
) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant())))
    await desk.do(lambda c: c.execute(services.update().values(currency=currency)))
    order = await desk.hold(guest, service, desk.start())

    await desk.do(preparing.prepare, order, guest, cards, desk.now)

    provider = provider_of(currency, cards)
    assert await desk.see(asked) == ([(provider, 2000, currency)] if provider else [])


async def test_nothing_is_asked_for_what_is_free_or_somebody_elses(desk: Desk) -> None:
    guest, _ = await prepared(desk, price=0)
    other, order = await prepared(desk)
    assert guest != other

    await desk.do(preparing.prepare, order, guest, "other", desk.now)

    assert await desk.see(asked) == [(SANDBOX, 2000, "EUR")]


async def test_an_invoice_that_is_asked_for_after_all_is_the_same_request(desk: Desk) -> None:
    guest, order = await prepared(desk)
    await desk.do(preparing.prepare, order, guest, SANDBOX, desk.now)

    await desk.do(paying.request, order, guest, SANDBOX, desk.now)

    assert len(await desk.see(asked)) == 1


async def test_each_amount_has_a_request_of_its_own(desk: Desk) -> None:
    guest, order = await prepared(desk)
    first = await payload(desk, order, 2000)
    await desk.do(placing.change_seats, order, guest, 2, desk.now)
    await desk.do(preparing.prepare, order, guest, SANDBOX, desk.now)
    second = await payload(desk, order, 4000)

    with pytest.raises(PaymentMismatch):
        await desk.do(paying.check, first, guest, 2000, "EUR", desk.now)
    with pytest.raises(PaymentMismatch):
        await desk.do(paying.check, first, guest, 4000, "EUR", desk.now)
    assert await desk.do(paying.check, second, guest, 4000, "EUR", desk.now) == order

    await desk.do(placing.change_seats, order, guest, 1, desk.now)
    await desk.do(preparing.prepare, order, guest, SANDBOX, desk.now)
    assert len(await desk.see(asked)) == 2
    assert await desk.do(paying.check, first, guest, 2000, "EUR", desk.now) == order


async def test_it_keeps_nothing_longer_and_is_paid_by_its_guest_only(desk: Desk) -> None:
    guest, order = await prepared(desk)
    held_until = (await desk.order(order)).held_until
    desk.later(minutes=5)
    await desk.do(preparing.prepare, order, guest, SANDBOX, desk.now)
    assert (await desk.order(order)).held_until == held_until

    key = await payload(desk, order, 2000)
    with pytest.raises(NotYourInvoice):
        await desk.do(paying.check, key, guest + 1, 2000, "EUR", desk.now)
    desk.later(minutes=5)
    with pytest.raises(HoldLapsed):
        await desk.do(paying.check, key, guest, 2000, "EUR", desk.now)
