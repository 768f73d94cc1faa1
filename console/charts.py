"""A row of bars as numbers for an SVG: drawn by the server, so that a page needs no script for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orders import Sales

WIDTH, HEIGHT = 720, 160
FULL = 0.72
"""How much of its place a bar fills."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day's: its place in the drawing, and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one measure in one currency, or of a plain number where there is none."""

    bars: tuple[Bar, ...]
    currency: str
    most: int


def bars(
    days: Sequence[date], figures: Sequence[Sequence[Sales]], currency: str, measure: str
) -> Chart:
    """What each day had of a measure of `Sales`."""
    amounts = [
        sum(getattr(each, measure) for each in day if each.currency == currency) for day in figures
    ]
    return drawn(days, amounts, currency)


def drawn(days: Sequence[date], amounts: Sequence[int], currency: str = "") -> Chart:
    """One bar a day, the highest as high as the drawing."""
    most = max(amounts)
    scale = HEIGHT / max(most, 1)
    step = WIDTH / len(days)
    return Chart(
        tuple(
            Bar(
                x=round(number * step + step * (1 - FULL) / 2, 1),
                y=round(HEIGHT - scale * amount, 1),
                width=round(step * FULL, 1),
                height=round(scale * amount, 1),
                day=day,
                amount=amount,
            )
            for number, (day, amount) in enumerate(zip(days, amounts, strict=True))
        ),
        currency,
        most,
    )


def totals(figures: Sequence[Sequence[Sales]]) -> list[Sales]:
    """All days together, by currency."""
    found: dict[str, Sales] = {}
    for each in (sales for day in figures for sales in day):
        had = found.get(each.currency, Sales(each.currency, 0, 0, 0, 0, 0))
        found[each.currency] = Sales(
            each.currency,
            had.placed + each.placed,
            had.paid + each.paid,
            had.earned + each.earned,
            had.commission + each.commission,
            had.refunded + each.refunded,
        )
    return [found[each] for each in sorted(found)]
