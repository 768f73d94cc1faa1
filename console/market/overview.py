"""The market in numbers, without a name: what was ordered, paid, earned and given back."""

from catalog import lists
from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import for_market
from console.charts import bars, totals
from console.days import ONE, begin_of, last_days
from console.merchant.sales import SPANS, span_of
from console.room import Room
from orders import daily
from people.rights import Right

room = Room()


@room.page("/market")
def overview_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.NUMBERS)
    zone, span = turn.market.zone, span_of(ask)
    days = last_days(turn.now, zone, span)
    begins = [begin_of(each, zone) for each in (*days, days[-1] + ONE)]
    figures = daily.sales_by_day(turn.connection, begins)
    sums = totals(figures)
    values = {
        "span": span,
        "spans": SPANS,
        "days": list(zip(days, figures, strict=True))[::-1],
        "totals": sums,
        "charts": [bars(days, figures, each.currency, "paid") for each in sums],
        "states": lists.count_by_state(turn.connection),
    }
    return View("market/overview.html", values)
