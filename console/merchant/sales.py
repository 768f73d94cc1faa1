"""What a merchant sold and earned: by day, by service, by person, as numbers, a chart and a file."""

import csv
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from chat.turn import Turn
from console.asking import Ask, File, View
from console.authorising import our_shop, zone_of
from console.charts import bars, totals
from console.days import ONE, begin_of, last_days
from console.room import Room
from database.cells import harmless
from database.money import in_digits
from orders import daily, sold
from people.rights import Right

room = Room()

SPANS = (7, 14, 30, 90)
RANKED = 20
"""Services and people named on the page; the file has every order."""

PAGE = "/m/{merchant}/sales"
COLUMNS = ("order", "placed", "starts", "service", "with", "seats", "total", "currency", "state")


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
        "services": sold.by_service(turn.connection, shop.id, *within),
        "givers": sold.by_giver(turn.connection, shop.id, *within),
    }
    return View("merchant/sales.html", values)


def span_of(ask: Ask) -> int:
    """Of how many days."""
    wanted = ask.query.get("days", "")
    return next((each for each in SPANS if str(each) == wanted), SPANS[1])


@room.page(f"{PAGE}/file")
def sales_file(turn: Turn, ask: Ask) -> File:
    """Every order of the days, in names and times that other programs read."""
    shop = our_shop(turn, ask, Right.SALES)
    zone = zone_of(turn, shop)
    days = last_days(turn.now, zone, span_of(ask))
    within = begin_of(days[0], zone), begin_of(days[-1] + ONE, zone)
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for each in sold.sold_orders(turn.connection, shop.id, *within):
        rows.writerow(
            (
                each.id,
                _local(each.placed_at, zone),
                _local(each.starts_at, zone),
                harmless(each.title),
                harmless(each.resource or ""),
                each.seats,
                in_digits(each.total, each.currency),
                each.currency,
                each.state,
            )
        )
    name = f"sales-{days[0]}-{days[-1]}.csv"
    return File("text/csv", file.getvalue().encode("utf-8-sig"), name)


def _local(moment: datetime | None, zone: str) -> str:
    if moment is None:
        return ""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
