"""The four digits that a courier shows, as the keyboards of the world type them."""

import pytest

from orders.delivery.delivery_lists import fetched_by
from orders.delivery.keeping import is_number
from tests.orders.conftest import Desk
from tests.orders.delivering import bringing


@pytest.mark.parametrize(
    "typed", ["0421", " 0421 ", "٠٤٢١", "۰۴۲۱", "０４２１", "\u200e0421\u200f"]
)
def test_a_number_is_known_in_any_digits(typed: str) -> None:
    assert is_number(typed, "0421")


@pytest.mark.parametrize("typed", ["", "421", "0422", "04210", "٠٤٢", "x0421"])
def test_another_number_is_another(typed: str) -> None:
    assert not is_number(typed, "0421")


async def test_a_courier_who_comes_for_an_order_is_found_by_it(desk: Desk) -> None:
    place = await bringing(desk)
    ours, order = place.menu.shop.merchant, await place.ordered()
    await place.accepted(order, await place.courier())
    number = (await place.delivery(order)).fetch_code

    async def found(typed: str, *merchants: int) -> int | None:
        meant: int | None = await desk.see(fetched_by, merchants, typed)
        return meant

    assert await found(number, ours, ours + 1) == order
    assert await found(number, ours + 1) is None
    assert await found(f"{(int(number) + 1) % 10_000:04}", ours) is None
    await place.fetched(order)
    assert await found(number, ours) is None
