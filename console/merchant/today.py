"""A merchant's day as it goes: who waits for an answer, who comes, and what was sold."""

from typing import Any

from catalog.views import MerchantView
from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import our_shop, zone_of
from console.days import bounds, today
from console.room import Room
from orders import Within, complaint_views, counter_lists, lists, merchant_bookings, reports
from people.rights import Right

room = Room()

WAITING = 20
LISTED = 60
MOST_COUNTED = 99


@room.page("/m/{merchant}")
def today_page(turn: Turn, ask: Ask) -> View:
    """Whoever sees no guests is only told where they are."""
    shop = our_shop(turn, ask)
    zone = zone_of(turn, shop)
    day = today(turn.now, zone)
    values: dict[str, Any] = {"shop": shop, "day": day, "zone": zone, "sales": None, "lines": None}
    values |= {"complaints": 0, "due": 0}
    rights = turn.person.rights.get(shop.id, ())
    if Right.BOOKINGS in rights:
        values |= _bookings(turn, shop, Within(shop.id, *bounds(day, zone)))
    if Right.REDEEM in rights:
        here = (turn.connection, shop.id, *bounds(day, zone))
        values["due"] = len(counter_lists.due_at_counter(*here, MOST_COUNTED))
    if Right.SALES in rights:
        values["sales"] = reports.sales_of_merchant(turn.connection, shop.id, *bounds(day, zone))
    if Right.REFUND in rights:
        number = complaint_views.count_waiting_for(turn.connection, shop.id, MOST_COUNTED)
        values["complaints"] = number
    return View("merchant/today.html", values)


def _bookings(turn: Turn, shop: MerchantView, day: Within) -> dict[str, Any]:
    return {
        "counted": merchant_bookings.count_bookings_of_merchant(turn.connection, day, turn.now),
        "lines": merchant_bookings.bookings_of_merchant(turn.connection, day, LISTED),
        "waiting": lists.unanswered_of_merchant(turn.connection, shop.id, WAITING),
    }
