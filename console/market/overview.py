"""The market in numbers, without a name: what was ordered, paid, earned, given back, and by how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from catalog import lists
from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import for_market
from console.charts import Chart, bars, drawn, totals
from console.days import ONE, begin_of, last_days
from console.room import Room
from orders import Day, figures
from people.rights import Right
from promotions import queries, results

room = Room()

SPANS = (7, 14, 30, 90)
CAMPAIGNS = 5


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart with what it is called, and its whole in words."""

    label: Markup
    chart: Chart
    total: int


@room.page("/market")
def overview_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.NUMBERS)
    zone, span = turn.market.zone, span_of(ask)
    dates = last_days(turn.now, zone, span)
    found = figures.days(
        turn.connection, [begin_of(each, zone) for each in (*dates, dates[-1] + ONE)]
    )
    sales = [each.sales for each in found]
    sums = totals(sales)
    values = {
        "span": span,
        "spans": SPANS,
        "days": list(zip(dates, sales, strict=True))[::-1],
        "totals": sums,
        "money": [(each, _money(turn, dates, found, each.currency)) for each in sums],
        "people": _people(turn, dates, found),
        "funnel": _funnel(turn, found),
        "states": lists.count_by_state(turn.connection),
        "campaigns": [
            (each, results.results(turn.connection, each.id))
            for each in queries.newest(turn.connection, CAMPAIGNS)
        ],
    }
    return View("market/overview.html", values)


def span_of(ask: Ask) -> int:
    """Of how many days."""
    wanted = ask.query.get("days", "")
    return next((each for each in SPANS if str(each) == wanted), 14)


def _money(turn: Turn, dates: Sequence[date], found: Sequence[Day], currency: str) -> list[Plot]:
    measures = (
        ("paid", turn._("Paid by day")),
        ("commission", turn._("Commission by day")),
        ("refunded", turn._("Refunds by day")),
    )
    sales = [each.sales for each in found]
    charts = [(label, bars(dates, sales, currency, name)) for name, label in measures]
    return [Plot(label, chart, _whole(chart)) for label, chart in charts if chart.most]


def _people(turn: Turn, dates: Sequence[date], found: Sequence[Day]) -> list[Plot]:
    measures = (
        (turn._("Orders by day"), [each.counts.placed for each in found]),
        (turn._("New guests by day"), [each.counts.guests for each in found]),
    )
    charts = [(label, drawn(dates, numbers)) for label, numbers in measures]
    return [Plot(label, chart, _whole(chart)) for label, chart in charts]


def _whole(chart: Chart) -> int:
    return sum(bar.amount for bar in chart.bars)


def _funnel(turn: Turn, found: Sequence[Day]) -> list[tuple[Markup, int, float]]:
    """(step, how many, of the largest): each counted on the day it happened."""
    counts = [each.counts for each in found]
    steps = (
        (turn._("Searched"), sum(each.searching for each in counts)),
        (turn._("Looked at a service"), sum(each.viewing for each in counts)),
        (turn._("Began an order"), sum(each.held for each in counts)),
        (turn._("Paid or free"), sum(each.placed for each in counts)),
        (turn._("Redeemed"), sum(each.redeemed for each in counts)),
    )
    most = max(1, *(number for _, number in steps))
    return [(label, number, round(100 * number / most, 1)) for label, number in steps]
