"""Taxes add up: to what was paid, and to what was given back, whatever is ordered and in which parts."""

from hypothesis import given
from hypothesis import strategies as st

from orders.pricing import Adjustment, AdjustmentKind, Funder, Line, LineKind
from orders.taxing import TaxPart, by_rate, parts_of, returned, shared, tax_in

RATES = st.sampled_from([None, 0, 500, 1000, 1400, 1900, 2550, 10_000])


def line(price: int, quantity: int, rate: int | None) -> Line:
    return Line(LineKind.ITEM, None, "Bun", quantity, price, 1, tax_basis_points=rate)


LINES = st.lists(
    st.builds(line, st.integers(0, 100_000), st.integers(1, 50), RATES), min_size=1, max_size=8
)


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[Line], list[Adjustment], int]:
    """Lines, adjustments that leave at least nothing, and what both come to."""
    lines = draw(LINES)
    bought = sum(each.amount for each in lines)
    made = [
        Adjustment(kind, amount, Funder.MERCHANT)
        for kind in (AdjustmentKind.FEE, AdjustmentKind.DELIVERY, AdjustmentKind.TIP)
        if (amount := draw(st.integers(0, 2_000)))
    ]
    if off := draw(st.integers(0, bought)):
        made.append(Adjustment(AdjustmentKind.DISCOUNT, -off, Funder.MERCHANT))
    return lines, made, bought + sum(each.amount for each in made)


def test_half_a_unit_counts_as_one() -> None:
    assert tax_in(1240, 2400) == 240
    assert tax_in(250, 1400) == 31  # 30.70
    assert tax_in(3, 10_000) == 2  # 1.50
    assert tax_in(100, 0) == tax_in(100, None) == 0


@given(orders())
def test_the_parts_are_what_was_paid(order: tuple[list[Line], list[Adjustment], int]) -> None:
    lines, adjustments, total = order
    parts = parts_of(by_rate(lines, adjustments))
    assert sum(each.gross for each in parts) == total
    assert all(0 <= each.tax <= each.gross for each in parts)
    assert all(each.tax == tax_in(each.gross, each.basis_points) for each in parts)
    assert len({each.basis_points for each in parts}) == len(parts)


@given(orders())
def test_a_tip_is_nobodys_price(order: tuple[list[Line], list[Adjustment], int]) -> None:
    lines, adjustments, _ = order
    tips = sum(each.amount for each in adjustments if each.kind is AdjustmentKind.TIP)
    without = [each for each in adjustments if each.kind is not AdjustmentKind.TIP]
    before, after = by_rate(lines, without), by_rate(lines, adjustments)
    assert after.get(None, 0) == before.get(None, 0) + tips


@given(st.dictionaries(RATES, st.integers(0, 10**9), max_size=6), st.integers(0, 10**9), st.data())
def test_shares_are_whole_and_all(
    weights: dict[int | None, int], amount: int, data: st.DataObject
) -> None:
    assert sum(shared(weights, amount).values()) == amount
    within = data.draw(st.integers(0, sum(weights.values())))
    assert all(part <= weights.get(rate, within) for rate, part in shared(weights, within).items())


@given(orders(), st.data())
def test_what_goes_back_comes_to_what_was_paid(
    order: tuple[list[Line], list[Adjustment], int], data: st.DataObject
) -> None:
    """In any parts, of lines or not: in the end no unit of money or of tax is left or too much."""
    lines, adjustments, _ = order
    left = {each.basis_points: each for each in parts_of(by_rate(lines, adjustments))}
    while whole := sum(each.gross for each in left.values()):
        amount = data.draw(st.integers(max(1, whole // 3), whole))
        own = {}
        if data.draw(st.booleans()):
            rate = data.draw(st.sampled_from(sorted(left, key=str)))
            own = {rate: data.draw(st.integers(0, amount))}
        back = returned(list(left.values()), amount, own)
        assert sum(each.gross for each in back) == amount
        assert all(0 <= each.tax <= each.gross for each in back)
        if own:
            (rate, part) = next(iter(own.items()))
            mine = sum(each.gross for each in back if each.basis_points == rate)
            assert mine >= min(part, left[rate].gross)
        for each in back:
            had = left[each.basis_points]
            gross, tax = had.gross - each.gross, had.tax - each.tax
            left[each.basis_points] = TaxPart(each.basis_points, gross, tax)
            assert tax == tax_in(gross, each.basis_points)
    assert all(each.tax == 0 for each in left.values())
