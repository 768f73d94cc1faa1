"""An offer is made of what a row begins with, and of nothing that was there before."""

from sqlalchemy import Connection, update

from catalog.models import locations, merchants, services
from orders.booking.offer_rows import OfferRow, offer_rows
from orders.booking.offers import Offer, offered
from tests.orders.conftest import Desk


def test_a_row_begins_with_what_an_offer_depends_on() -> None:
    assert tuple(each.name for each in offer_rows().selected_columns) == OfferRow._fields


async def test_equal_rows_make_one_offer_and_a_changed_one_another(desk: Desk) -> None:
    table: int = await desk.make(lambda m: m.service(m.merchant()))

    def read(connection: Connection) -> Offer:
        return offered(connection, table)

    def change(connection: Connection) -> tuple[Offer, Offer]:
        before = read(connection)
        connection.execute(update(services).values(price=4200, tax_basis_points=None))
        connection.execute(update(merchants).values(tax_basis_points=1000, auto_confirm=False))
        connection.execute(update(locations).values(zone="Asia/Tokyo"))
        return before, read(connection)

    first, again = await desk.do(read), await desk.do(read)
    assert first is again
    before, after = await desk.do(change)
    assert before is first
    assert (after.price, after.one.unit_price, after.line(2).amount) == (4200, 4200, 8400)
    assert (after.tax_basis_points, after.zone) == (1000, "Asia/Tokyo")
    assert not after.terms.auto_confirm
    assert after.terms.zone == "Asia/Tokyo"
