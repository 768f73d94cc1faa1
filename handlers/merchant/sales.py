"""What a merchant sold and earned on a day."""

from datetime import timedelta

from markupsafe import Markup

from chat.flow import Flow
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import days_paging
from handlers.merchant.actions import OpenDesk, OpenSales, OpenSettlements
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.days import bounds, day_at
from orders import Sales, reports
from people.rights import Right

flow = Flow()

FURTHEST = 365
DAY = timedelta(days=1)


@flow.page(OpenSales)
def sales_page(turn: Turn, press: OpenSales) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SALES)
    zone = zone_of(turn, merchant)
    back = max(0, min(press.back, FURTHEST))
    day = day_at(turn, zone, -back)
    figures = reports.sales_of_merchant(turn.connection, merchant.id, *bounds(day, zone))
    return Screen(
        text=paragraphs(
            turn._("<b>Sales, {day}</b>", day=turn.texts.day(day)),
            *(_figures(turn, each) for each in figures),
            None if figures else turn._("No sales on this day."),
            turn._("You earn when a code is redeemed. Until then, the money belongs to the guest."),
        ),
        rows=(
            *days_paging(
                turn,
                (day - DAY, OpenSales(merchant.id, back + 1)) if back < FURTHEST else None,
                (day + DAY, OpenSales(merchant.id, back - 1)) if back else None,
            ),
            (Button(turn._("Settlements"), OpenSettlements(merchant.id)),),
        ),
        back=OpenDesk(merchant.id),
    )


def _figures(turn: Turn, sales: Sales) -> Markup:
    def money(amount: int) -> str:
        return turn.texts.money(amount, sales.currency)

    return lines(
        turn.ngettext("{number} order", "{number} orders", sales.placed),
        turn._("Paid by guests: <b>{amount}</b>", amount=money(sales.paid)),
        turn._("Earned: <b>{amount}</b>", amount=money(sales.earned)),
        turn._("Commission: {amount}", amount=money(sales.commission))
        if sales.commission
        else None,
        turn._("Refunded: {amount}", amount=money(sales.refunded)) if sales.refunded else None,
    )
