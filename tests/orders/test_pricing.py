"""What lines come to is what each of them comes to, whatever they are of."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from catalog.deposits import deposit_of
from orders.pricing import (
    Adjustment,
    AdjustmentKind,
    Funder,
    Line,
    LineKind,
    priced,
    with_seats,
)
from orders.rules import PaymentPlan, Terms, at_counter, seat_ahead

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

FULL = Terms(0, 0, 0, True, True, 0, 90, True, 60, "Europe/Helsinki")
AT_SHOP = replace(FULL, payment_plan=PaymentPlan.AT_SHOP)


def deposit(each: int) -> Terms:
    return replace(FULL, payment_plan=PaymentPlan.DEPOSIT, deposit=each)


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
    assert seat_ahead([table(3), bun(2)], FULL) == 2000


@given(LINES, LINES)
def test_together_they_come_to_what_each_part_does(some: list[Line], others: list[Line]) -> None:
    assert priced(some + others).total == priced(some).total + priced(others).total


@given(LINES, st.integers(1, 999))
def test_one_seat_more_costs_what_one_seat_costs(lines: list[Line], seats: int) -> None:
    fewer, more = (priced(with_seats(lines, many)).total for many in (seats, seats + 1))
    assert more - fewer == seat_ahead(lines, FULL)


def test_a_deposit_is_of_each_person_and_a_menu_is_paid_whole() -> None:
    assert at_counter(priced([table(3)]), deposit(500)) == 4500
    assert at_counter(priced([table(3), bun(2)]), deposit(500)) == 4500
    assert at_counter(priced([table(3), bun(2)]), AT_SHOP) == 6700
    assert at_counter(priced([table(3), bun(2)]), FULL) == 0


def test_a_part_is_rounded_up_and_never_more_than_the_price() -> None:
    assert deposit_of(999, 25, None) == 250
    assert deposit_of(999, None, 2000) == 999
    assert deposit_of(999, None, None) == 0


@given(LINES, st.integers(0, 10**9))
def test_what_is_paid_ahead_and_what_is_left_are_the_total(lines: list[Line], each: int) -> None:
    for terms in (FULL, AT_SHOP, deposit(each)):
        bought = priced(lines)
        assert 0 <= at_counter(bought, terms) <= bought.total
