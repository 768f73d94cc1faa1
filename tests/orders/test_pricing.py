"""What lines come to is what each of them comes to, whatever they are of."""

from hypothesis import given
from hypothesis import strategies as st

from orders.pricing import (
    Adjustment,
    AdjustmentKind,
    Funder,
    Line,
    LineKind,
    priced,
    seat_price,
    with_seats,
)

AMOUNTS = st.integers(0, 10**9)
LINES = st.lists(
    st.builds(
        Line,
        st.sampled_from(LineKind),
        st.just(None),
        st.just("Table"),
        st.integers(1, 999),
        AMOUNTS,
    )
)


def table(quantity: int = 1, price: int = 2000) -> Line:
    return Line(LineKind.SERVICE, 1, "Table", quantity, price)


def bun(quantity: int = 1) -> Line:
    return Line(LineKind.ITEM, None, "Bun", quantity, 350)


def test_nothing_costs_nothing() -> None:
    assert priced([]).total == 0


def test_a_table_and_two_buns() -> None:
    found = priced([table(3), bun(2)])
    assert found.total == 6700
    assert [line.amount for line in found.lines] == [6000, 700]


def test_what_is_added_and_what_is_taken_off() -> None:
    off = Adjustment(AdjustmentKind.DISCOUNT, -500, Funder.MARKET)
    tip = Adjustment(AdjustmentKind.TIP, 200, Funder.MERCHANT)
    assert priced([table(3), bun(2)], [off, tip]).total == 6400


def test_other_seats_leave_the_buns_as_they_are() -> None:
    assert with_seats([table(3), bun(2)], 5) == [table(5), bun(2)]
    assert seat_price([table(3), bun(2)]) == 2000


@given(LINES, LINES)
def test_together_they_come_to_what_each_part_does(some: list[Line], others: list[Line]) -> None:
    assert priced(some + others).total == priced(some).total + priced(others).total


@given(LINES, st.integers(1, 999))
def test_one_seat_more_costs_what_one_seat_costs(lines: list[Line], seats: int) -> None:
    fewer, more = (priced(with_seats(lines, many)).total for many in (seats, seats + 1))
    assert more - fewer == seat_price(lines)
