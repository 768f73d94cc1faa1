"""How much tax is in what was paid: prices include it, and every part is rounded by one rule. All of it is pure.

Money in minor units, rates in basis points; no rate is that none was stated (docs/decisions/0067).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from orders.pricing import Adjustment, AdjustmentKind, Line

WHOLE = 10_000

Rate = int | None
NOTHING: Mapping[Rate, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TaxPart:
    """What of an amount is at one rate, and the tax that is in it."""

    basis_points: Rate
    gross: int
    tax: int

    @property
    def net(self) -> int:
        return self.gross - self.tax


def tax_in(gross: int, basis_points: Rate) -> int:
    """The tax that an amount includes; half a unit counts as one."""
    if not basis_points:
        return 0
    whole = WHOLE + basis_points
    return (2 * gross * basis_points + whole) // (2 * whole)


def parts_of(gross_by_rate: Mapping[Rate, int]) -> tuple[TaxPart, ...]:
    """Of each rate that something is at, the highest first."""
    found = sorted(gross_by_rate.items(), key=lambda each: -1 if each[0] is None else each[0])
    return tuple(
        TaxPart(rate, gross, tax_in(gross, rate)) for rate, gross in reversed(found) if gross
    )


def by_rate(lines: Iterable[Line], adjustments: Iterable[Adjustment]) -> dict[Rate, int]:
    """What an order comes to at each rate.

    What is added or taken off goes with the lines, each by its share; a tip is nobody's price.
    """
    bought: Counter[Rate] = Counter()
    for line in lines:
        bought[line.tax_basis_points] += line.amount
    tips = added = 0
    for each in adjustments:
        if each.kind is AdjustmentKind.TIP:
            tips += each.amount
        else:
            added += each.amount
    found = shared(bought, bought.total() + added)
    if tips:
        found[None] = found.get(None, 0) + tips
    return found


def shared(weights: Mapping[Rate, int], amount: int) -> dict[Rate, int]:
    """An amount by these shares, to the last unit; all at the first where they weigh nothing."""
    whole = sum(weights.values())
    rates = sorted(weights, key=lambda each: -1 if each is None else each)
    if not whole:
        return {rates[-1] if rates else None: amount} if amount else {}
    found: dict[Rate, int] = {}
    before = reached = 0
    for rate in rates:
        reached += weights[rate]
        upto = amount * reached // whole
        found[rate] = upto - before
        before = upto
    return {rate: part for rate, part in found.items() if part}


def returned(
    left: Sequence[TaxPart], amount: int, own: Mapping[Rate, int] = NOTHING
) -> tuple[TaxPart, ...]:
    """What of these parts goes back with an amount: so much at the rates of its `own`, the rest by shares.

    The tax is what was in them before less what is in them after, so that all that goes back of
    something comes to just the tax that it had. The amount is no more than all of them.
    """
    before = {each.basis_points: each.gross for each in left}
    back = Counter({rate: min(part, before.get(rate, 0)) for rate, part in own.items()})
    weights = {rate: gross - back[rate] for rate, gross in before.items()}
    back.update(shared(weights, amount - back.total()))
    return tuple(
        TaxPart(rate, back[rate], each.tax - tax_in(each.gross - back[rate], rate))
        for each in left
        if back[rate := each.basis_points]
    )
