"""The four digits that a courier shows, as the keyboards of the world type them."""

import pytest

from orders.delivery.keeping import is_number


@pytest.mark.parametrize(
    "typed", ["0421", " 0421 ", "٠٤٢١", "۰۴۲۱", "０４２１", "\u200e0421\u200f"]
)
def test_a_number_is_known_in_any_digits(typed: str) -> None:
    assert is_number(typed, "0421")


@pytest.mark.parametrize("typed", ["", "421", "0422", "04210", "٠٤٢", "x0421"])
def test_another_number_is_another(typed: str) -> None:
    assert not is_number(typed, "0421")
