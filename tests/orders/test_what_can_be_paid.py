"""What one payment can't come to is refused before a seat is kept, and before money is asked for."""

import pytest
from sqlalchemy import func, select

from database.money import Limits, LimitsOf
from orders.booking import placing
from orders.errors import NotPayableAtOnce
from orders.models import orders
from orders.money import paying
from payments.limits import invoice_limits
from payments.port import limits_of
from tests.orders.conftest import Desk


def of_cards(currency: str) -> Limits | None:
    return limits_of(currency, "sandbox")


def nobody(_currency: str) -> None:
    return None


async def take(desk: Desk, seats: int, limits: LimitsOf, **service: object) -> int:
    guest, offered = await desk.make(
        lambda m: (m.guest(), m.service(m.merchant(), capacity=20, max_seats=15, **service))
    )
    held: int = await desk.do(
        placing.hold, guest, offered, desk.start(), seats, None, desk.now, limits
    )
    return held


@pytest.mark.parametrize(
    ("price", "currency", "seats", "bounds"),
    [
        (90_000, "EUR", 15, (1, 10)),
        (1_200_000, "EUR", 1, (1, 0)),
        (50, "EUR", 1, (2, 15)),
        (3, "EUR", 1, (1, 0)),
        (5_000, "KWD", 1, (1, 0)),
        (5_000, "ABC", 1, (1, 0)),
        (20_000, "XTR", 6, (1, 5)),
        (100, "JPY", 1, (2, 15)),
    ],
)
async def test_no_seat_is_kept_for_what_cannot_be_paid(
    desk: Desk, price: int, currency: str, seats: int, bounds: tuple[int, int]
) -> None:
    with pytest.raises(NotPayableAtOnce) as refused:
        await take(desk, seats, of_cards, price=price, currency=currency)
    assert (refused.value.fewest, refused.value.most) == bounds
    count = select(func.count()).select_from(orders)
    assert await desk.see(lambda c: c.execute(count).scalar_one()) == 0


async def test_what_can_be_paid_and_what_is_free_is_kept(desk: Desk) -> None:
    assert await take(desk, 10, of_cards, price=90_000)
    assert await take(desk, 2, of_cards, price=50)
    assert await take(desk, 15, nobody, price=0, currency="KWD")


async def test_a_hold_does_not_grow_beyond_what_can_be_paid(desk: Desk) -> None:
    order = await take(desk, 10, of_cards, price=90_000)
    guest = (await desk.order(order)).guest_id
    with pytest.raises(NotPayableAtOnce):
        await desk.do(placing.change_seats, order, guest, 11, desk.now, of_cards)
    assert (await desk.order(order)).seats == 10


async def test_money_is_not_asked_for_beyond_the_limits(desk: Desk) -> None:
    """A hold of before the limits, or of other ones."""
    order = await take(desk, 2, of_cards, price=90_000)
    guest = (await desk.order(order)).guest_id

    def lower(_currency: str) -> Limits:
        return Limits(100, 100_000)

    with pytest.raises(NotPayableAtOnce) as refused:
        await desk.do(paying.request, order, guest, "sandbox", desk.now, lower)
    assert refused.value.most == 1


@pytest.mark.parametrize("currency", ["EUR", "JPY", "XTR", "LBP"])
def test_seats_that_can_be_paid_are_those_whose_total_can(currency: str) -> None:
    limits = invoice_limits(currency)
    assert limits is not None
    for price in (
        1,
        limits.least - 1,
        limits.least,
        limits.most // 7,
        limits.most,
        limits.most + 1,
    ):
        allowed = [seats for seats in range(1, 31) if limits.take(price * seats)]
        assert list(limits.seats(price, 30)) == allowed or price == 0
