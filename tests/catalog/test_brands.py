"""Brands are found by what they are called in another script."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from catalog.brands import listed, other_names
from catalog.folding import fold_kindly
from catalog.indexing import reindex
from catalog.looking import Looking
from catalog.ranking import ranked
from database.door import Database
from tests.making import Market


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Starbucks Kamppi", "星巴克"),
        ("Starbucks Kamppi", "Старбакс"),
        ("McDonald's", "麦当劳"),
        ("星巴克", "starbucks"),
        ("ماكدونالدز", "McDonalds"),
        ("IKEA Espoo", "宜家"),
    ],
)
async def test_a_brand_is_found(database: Database, now: datetime, name: str, typed: str) -> None:
    def work(connection: Connection) -> list[int]:
        market = Market(connection, now)
        market.merchant("Corner shop")
        shop = market.merchant(name)
        reindex(connection, shop.merchant)
        assert ranked(connection, Looking(words="nothing called so"), now, 9) == []
        return [each - shop.location for each in ranked(connection, Looking(words=typed), now, 9)]

    assert await database.write(work) == [0]


def test_who_types_no_brand_finds_none() -> None:
    assert other_names("haircut") == ()


def test_every_name_is_a_brand_s_own() -> None:
    every = listed()
    assert len(every) >= 60
    names = [fold_kindly(each) for brand, others in every.items() for each in {brand, *others}]
    assert all(names)
