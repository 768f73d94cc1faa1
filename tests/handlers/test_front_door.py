"""How few presses lead from the front door to a paid code, where the guest is known to be around."""

from datetime import datetime

from chat.event import Commanded, SharedPlace
from database.door import Database
from database.point import Point
from handlers.guest.actions import OpenMerchant
from tests import coffee, market
from tests.player.talking import Talking

PRESSES = (
    "📍 Near me",
    "1. Barber Kuosmanen",
    "Haircut · €35",
    "4:00 PM",
    "Pay €35",
)
"""And the one inside the invoice."""


async def test_six_presses_lead_to_a_paid_code(database: Database, now: datetime) -> None:
    await database.write(lambda connection: market.build(connection, now))
    talking = Talking(database, now)
    await talking.does("guest", SharedPlace(Point(60.1841, 24.9497)))

    await talking.does("guest", Commanded("start", ""))
    for label in PRESSES:
        await talking.presses("guest", label)
    await talking.pays("paid")

    voucher = (await talking.current("guest"))[-1]
    assert any(line.startswith("Your code: ") for line in voucher)


async def test_in_the_list_a_time_leads_to_the_invoice_and_three_lead_to_a_code(
    database: Database, now: datetime
) -> None:
    """And the two of sharing a place, and the one inside the invoice."""
    await database.write(lambda connection: market.build(connection, now))
    talking = Talking(database, now)

    await talking.does("guest", Commanded("start", ""))
    await talking.does("guest", SharedPlace(Point(60.1841, 24.9497)))
    await talking.presses("guest", "🕐 3:00 PM")
    await talking.pays("paid")

    voucher = (await talking.current("guest"))[-1]
    assert any(line.startswith("Your code: ") for line in voucher)


async def test_a_coffee_is_paid_for_in_seven_presses_and_the_same_once_more_in_two(
    database: Database, now: datetime
) -> None:
    """Start, sharing a place and sending it, these two, and the two of the invoice and inside it."""
    bar = await database.write(lambda connection: coffee.town_of("coffee", connection, now))
    talking = Talking(database, now)

    await talking.does("guest", Commanded("start", ""))
    await talking.does("guest", SharedPlace(Point(60.1841, 24.9497)))
    for label in ("Flat white · €3.80", "Pay now · €3.80"):
        await talking.presses("guest", label)
    await talking.pays("paid")
    voucher = (await talking.current("guest"))[-1]
    assert any(line.startswith("Your code: ") for line in voucher)

    link = talking.link(OpenMerchant(bar.coffee_bar), None)
    await talking.opens("guest", link)
    await talking.presses("guest", "🔁 Same as last time · €3.80")
    await talking.pays("paid")
    again = (await talking.current("guest"))[-1]
    assert any(line.startswith("Your code: ") for line in again)
