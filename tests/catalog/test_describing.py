"""What a merchant says of itself: cleaned, found by its new name, recorded, and only by whoever may."""

from datetime import datetime

import pytest
from sqlalchemy import select

from catalog import changes, describing, queries
from catalog.describing import Contact, Details
from catalog.errors import DetailRefused
from catalog.models import locations
from database.door import Database
from people.errors import NoRight
from tests.making import Market, Shop


@pytest.fixture
async def shop(database: Database, now: datetime) -> Shop:
    return await database.write(lambda c: Market(c, now).merchant())


async def test_it_is_found_by_its_new_name(database: Database, now: datetime, shop: Shop) -> None:
    given = Details("  Kahvila\u202e  Uusi ", "Coffee")
    await database.write(lambda c: describing.describe(c, shop.merchant, given, shop.clerk, now))
    found = await database.read(lambda c: queries.merchant(c, shop.merchant))
    assert found is not None
    assert (found.name, found.description) == ("Kahvila Uusi", "Coffee")
    query = select(locations.c.words).where(locations.c.id == shop.location)
    assert " kahvila" in await database.read(lambda c: str(c.execute(query).scalar_one()))
    told = await database.read(lambda c: changes.history(c, shop.merchant, 1))
    assert told[0].before == {"name": "Café Kulma", "description": ""}


async def test_how_it_is_reached_is_kept_as_it_is_dialled(
    database: Database, now: datetime, shop: Shop
) -> None:
    given = Contact("", "Kasarmikatu 2", "09 123 4567", "kulma.example")
    await database.write(lambda c: describing.contact(c, shop.location, given, shop.clerk, now))
    found = await database.read(lambda c: queries.merchant(c, shop.merchant))
    assert found is not None
    place = found.locations[0]
    assert (place.address, place.phone) == ("Kasarmikatu 2", "+358 9 1234567")
    assert place.website == "https://kulma.example"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Contact("", "", "", ""), "address"),
        (Contact("x" * 121, "A 1", "", ""), "place"),
        (Contact("", "A 1", "call me", ""), "phone"),
        (Contact("", "A 1", "", "javascript:alert(1)"), "website"),
    ],
)
async def test_what_cannot_be_read_is_refused(
    database: Database, now: datetime, shop: Shop, given: Contact, field: str
) -> None:
    with pytest.raises(DetailRefused) as refused:
        await database.write(lambda c: describing.contact(c, shop.location, given, shop.clerk, now))
    assert refused.value.field == field


async def test_nobody_else_says_it(database: Database, now: datetime, shop: Shop) -> None:
    stranger = await database.write(lambda c: Market(c, now).merchant("Other").clerk)
    with pytest.raises(NoRight):
        await database.write(
            lambda c: describing.describe(c, shop.merchant, Details("X", ""), stranger, now)
        )
    with pytest.raises(NoRight):
        await database.write(
            lambda c: describing.contact(
                c, shop.location, Contact("", "A 1", "", ""), stranger, now
            )
        )
    with pytest.raises(NoRight):
        await database.write(
            lambda c: describing.answer_within(c, shop.merchant, 60, stranger, now)
        )


@pytest.mark.parametrize("minutes", [0, 4, 7 * 1440 + 1])
async def test_how_long_guests_wait_has_an_end(
    database: Database, now: datetime, shop: Shop, minutes: int
) -> None:
    with pytest.raises(DetailRefused):
        await database.write(
            lambda c: describing.answer_within(c, shop.merchant, minutes, shop.clerk, now)
        )
