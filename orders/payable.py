"""How many seats can be paid at once: what one payment may come to differs by currency."""

from database.money import Limits
from orders.errors import NotPayableAtOnce


def check_seats_at_once(
    service_id: int, price: int, seats: int, most: int, limits: Limits | None
) -> None:
    payable = payable_seats(price, most, limits)
    if seats not in payable:
        bounds = (payable[0], payable[-1]) if payable else (1, 0)
        raise NotPayableAtOnce(service_id, seats, *bounds)


def payable_seats(price: int, most: int, limits: Limits | None) -> range:
    """The numbers of seats that can be paid at once; none where nobody takes the currency."""
    if limits is None:
        return range(1, most + 1 if price == 0 else 1)
    return limits.seats(price, most)
