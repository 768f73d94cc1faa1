"""What a merchant sold and earned, by day, as numbers and a chart."""

from chat.turn import Turn
from console.asking import Ask, SalesFile, View
from console.authorising import our_shop, zone_of
from console.charts import bars, totals
from console.days import ONE, begin_of, last_days
from console.room import Room
from orders import daily
from people.rights import Right

room = Room()

SPANS = (7, 14, 30)


@room.page("/m/{merchant}/sales")
def sales_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SALES)
    zone, span = zone_of(turn, shop), span_of(ask)
    days = last_days(turn.now, zone, span)
    begins = [begin_of(each, zone) for each in (*days, days[-1] + ONE)]
    figures = daily.sales_by_day(turn.connection, begins, shop.id)
    values = {
        "shop": shop,
        "span": span,
        "spans": SPANS,
        "days": list(zip(days, figures, strict=True))[::-1],
        "totals": totals(figures),
        "charts": [bars(days, figures, each.currency, "earned") for each in totals(figures)],
    }
    return View("merchant/sales.html", values)


@room.page("/m/{merchant}/sales/file")
def sales_file(turn: Turn, ask: Ask) -> SalesFile:
    shop = our_shop(turn, ask, Right.SALES)
    days = last_days(turn.now, zone_of(turn, shop), span_of(ask))
    return SalesFile(shop, days[0], days[-1] + ONE, ask.query.get("kind", ""))


def span_of(ask: Ask) -> int:
    """Of how many days."""
    wanted = ask.query.get("days", "")
    return next((each for each in SPANS if str(each) == wanted), SPANS[1])
