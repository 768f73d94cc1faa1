"""What a field of an item does not hold is said in its own units, and asked again of that item."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from catalog.amounts import LARGEST
from catalog.errors import NumberOutOfRange
from catalog.menu import items, sections
from catalog.menu.item_fields import ItemField
from catalog.service_fields import ServiceField
from database.door import Database
from handlers.merchant.menu_actions import AskItemField
from handlers.merchant.service_actions import AskServiceField
from handlers.refusals import explain
from tests.making import Market
from tests.structure.turns import Turns


@pytest.mark.parametrize(
    ("field", "most", "said"),
    [
        (ItemField.PRICE, LARGEST, "€"),
        (ItemField.TAX, 10_000, "100%"),
        (ItemField.STOCK, 12, "12"),
    ],
)
async def test_it_is_said_as_it_is_shown(
    database: Database, now: datetime, field: ItemField, most: int, said: str
) -> None:
    def work(connection: Connection) -> tuple[Any, int]:
        shop = Market(connection, now).merchant()
        section = sections.begin(connection, shop.location, "Coffee", shop.clerk, now)
        item = items.begin(connection, section, "Flat white", "EUR", shop.clerk, now)
        turn = Turns(now).of(connection)
        return explain(turn, NumberOutOfRange(item, field, 1, most)), item

    explained, item = await database.write(work)
    assert said in explained.words
    assert explained.next == AskItemField(item, field)


async def test_a_service_of_the_same_number_is_another_thing(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[Any, Any, int]:
        market = Market(connection, now)
        shop = market.merchant()
        service = market.service(shop)
        section = sections.begin(connection, shop.location, "Coffee", shop.clerk, now)
        items.begin(connection, section, "Flat white", "EUR", shop.clerk, now)
        turn = Turns(now).of(connection)
        fields = (ServiceField.CAPACITY, ItemField.STOCK)
        return (*(explain(turn, NumberOutOfRange(service, each, 1, 9)) for each in fields), service)

    of_service, of_item, number = await database.write(work)
    assert of_service.next == AskServiceField(number, ServiceField.CAPACITY)
    assert of_item.next == AskItemField(number, ItemField.STOCK)
