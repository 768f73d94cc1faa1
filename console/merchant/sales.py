"""What a merchant sold and earned: by day, by service, by person, as numbers, a chart and a file."""

from chat.turn import Turn
from console.asking import Ask, SalesFile, View
from console.authorising import our_shop, zone_of
from console.charts import bars, totals
from console.days import ONE, begin_of, last_days
from console.merchant.bill_words import Words
from console.room import Room
from orders import counter_lists, daily, sold
from people.rights import Right

room = Room()

SPANS = (7, 14, 30, 90)
RANKED = 20
"""Services and people named on the page; the file has every order."""

PAGE = "/m/{merchant}/sales"


@room.page(PAGE)
def sales_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SALES)
    zone, span = zone_of(turn, shop), span_of(ask)
    days = last_days(turn.now, zone, span)
    begins = [begin_of(each, zone) for each in (*days, days[-1] + ONE)]
    figures = daily.sales_by_day(turn.connection, begins, shop.id)
    within = (begins[0], begins[-1], RANKED)
    values = {
        "shop": shop,
        "span": span,
        "spans": SPANS,
        "days": list(zip(days, figures, strict=True))[::-1],
        "totals": totals(figures),
        "charts": [bars(days, figures, each.currency, "earned") for each in totals(figures)],
        "taken": counter_lists.taken_at_counter(turn.connection, shop.id, *within[:2]),
        "b": Words(turn),
        "services": sold.by_service(turn.connection, shop.id, *within),
        "givers": sold.by_giver(turn.connection, shop.id, *within),
    }
    return View("merchant/sales.html", values)


def span_of(ask: Ask) -> int:
    """Of how many days."""
    wanted = ask.query.get("days", "")
    return next((each for each in SPANS if str(each) == wanted), SPANS[1])


@room.page(f"{PAGE}/file")
def sales_file(turn: Turn, ask: Ask) -> SalesFile:
    """Every order of the days, as a spreadsheet or for other programs."""
    shop = our_shop(turn, ask, Right.SALES)
    days = last_days(turn.now, zone_of(turn, shop), span_of(ask))
    return SalesFile(shop, days[0], days[-1] + ONE, ask.query.get("kind", "csv"))
