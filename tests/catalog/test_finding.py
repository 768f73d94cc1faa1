"""The search by its indexes finds what is found by looking at every place, in the same order."""

import random
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from catalog import forgiving, open_places, shared_hours, tier, tiers, wording
from catalog.categories import Category
from catalog.indexing import reindex
from catalog.looking import Looking, Sort
from catalog.models import locations, services
from catalog.ranking import ranked
from catalog.suspending import suspend
from database.door import Database
from database.point import Point
from tests.catalog.market import HELSINKI, THEN, add_hours, add_merchant
from tests.catalog.plain_search import plainly
from tests.thoroughness import many

PLACES = many(70, 200)
ASKED = many(30, 160)
NAMES = (
    "Kahvila Ursula", "Ursula Hair", "Salon Choice", "Umeshu Sushi", "永樂布業商場", "永樂咖啡",
    "Хинкальная", "Café Ekberg", "Hesburger", "Parturi Ilo", "A 21", "Bar Bakkari", "Ö", "101 Bar", "Black", "Black Bar", "Blackbird",
    "Super Pharm", "Superpharm Kallio", "صيدلية النور", "סופר-פארם", "Aroma", "ארומה", "Saydaliya", "Sokos",
    "Kahvila Ursula Kallio", "Salon Ursula Choice Kallio",
)  # fmt: skip
TYPED = (
    "ursula", "ursu", "ursla", "kahvila", "parturi", "永樂", "咖啡", "sushi ravintola", "ba", "a",
    "bar", "hesburgr", "xyzzy", "1", "salon choise", "екberg", "ilo parturi",
    "black", "blac", "lack", "blakc", "superpharm", "super pharm", "saydaliya", "sydly", "noor", "al noor",
    "aroma", "ארומה", "סופר פארם", "bra", "br", "ilp", "bxr", "soks", "ursulahair", "uursula", "ba kkari",
    "mat3am", "kahv ila", "101bar", "מספרה", "星巴克",
    "kahvla ursla kalio", "ursulla kallo chioce", "kahvla choise kalio bxr", "kahvla ursla ka", "salom ursla blakc",
    "saydalya noor ilp", "kahvla ursla sydly", "parturri kahvla ursla",
)  # fmt: skip
KINDS = (Category.CAFE, Category.BAR, Category.HAIRDRESSER, Category.OFFICE, Category.RESTAURANT)
HOURS = (
    "Mo-Fr 09:00-17:00", "24/7", "Mo-Su 18:00-02:00", "Sa,Su 10:00-12:00", "off", "PH off",
    "Mo-Fr sunrise-sunset", "nonsense", 'Mo-Fr 10:00+ "ring"', None, None,
)  # fmt: skip


def town(connection: Connection, dice: random.Random, spread: float) -> None:
    """Some crowded, some far away; some that offer something, are rated, suspended or elsewhere."""
    for number in range(PLACES):
        far = dice.choice((0.02, 0.3, 1, 1))
        north, east = dice.gauss(0, spread * far), dice.gauss(0, 2 * spread * far)
        point = Point(round(60.17 + north, 4), round(24.94 + east, 4))
        price = dice.choice((None, None, 500, 1000, 1500))
        name = dice.choice(NAMES)
        merchant = add_merchant(
            connection, f"{name}", point, category=dice.choice(KINDS), price=price,
            source_id=str(number),
        )  # fmt: skip
        count = dice.choice((0, 0, 0, 1, 7))
        values = {"rating_count": count, "rating_sum": count * dice.choice((2, 4, 5))}
        values |= {"opening_hours": dice.choice(HOURS)}
        here = locations.c.merchant_id == merchant
        connection.execute(update(locations).where(here).values(**values))
        if number % 13 == 0:
            suspend(connection, merchant, THEN)
        if number % 17 == 0:
            location = connection.execute(select(locations.c.id).where(here)).scalar_one()
            add_hours(connection, location, 2, 600, 900)


def looking(dice: random.Random) -> Looking:
    return Looking(
        point=dice.choice((HELSINKI, HELSINKI, Point(60.2, 25.0), None)),
        words=dice.choice(("", "", *TYPED)),
        category=dice.choice((None, None, *KINDS)),
        open_now=dice.random() < 0.3,
        bookable_only=dice.random() < 0.2,
        price_to=dice.choice((None, None, None, 1000)),
        sort=dice.choice(tuple(Sort)),
        radius=dice.choice((30_000, 30_000, 2_000)),
    )


@pytest.mark.both_engines
@pytest.mark.parametrize("worked_out", [False, True], ids=["hours read", "spans kept"])
@pytest.mark.parametrize("spread", [0.004, 0.1], ids=["crowded", "scattered"])
async def test_the_indexes_find_what_is_there(
    database: Database,
    now: datetime,
    spread: float,
    worked_out: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where words are rare and where they are common, and where places are: few are enough here."""
    dice = random.Random(f"{spread}{worked_out}")
    await database.write(lambda connection: town(connection, dice, spread))
    if worked_out:
        await work_out(database, now)

    def compare(connection: Connection) -> None:
        for _ in range(ASKED):
            wanted, moment = looking(dice), now + timedelta(hours=dice.randrange(48))
            count = dice.choice((1, 9, 30, 400))
            monkeypatch.setattr(tiers, "RARE", dice.choice((1_000, 4)))
            monkeypatch.setattr(tiers, "READ", dice.choice((300, 300, 3)))
            monkeypatch.setattr(forgiving, "LOOKED_UP", dice.choice((2, 1)))
            monkeypatch.setattr(tiers, "MANY", dice.choice((4_000, 2)))
            monkeypatch.setattr(tier, "NOT_FAR", dice.choice((1_000, 100)))
            monkeypatch.setattr(open_places, "FEW_HOURS", dice.choice((100, 3)))
            monkeypatch.setattr(tiers, "SELDOM", dice.choice((2, -1)))
            monkeypatch.setattr(tiers, "MOST_TERMS", dice.choice((16, 1)))
            monkeypatch.setattr(wording, "MOST_TERMS", dice.choice((300, 2)))
            monkeypatch.setattr(tier, "READ", dice.choice((1_000, 3)))
            monkeypatch.setattr(tier, "MOST_AT_ONCE", dice.choice((160, 3)))
            monkeypatch.setattr(tier, "TOP", dice.choice((1_000, 20)))
            found = ranked(connection, wanted, moment, count)
            assert found == plainly(connection, wanted, moment, count), (wanted, moment, count)

    await database.read(compare)


async def work_out(database: Database, now: datetime) -> None:
    while await database.write(lambda c: shared_hours.point_at_hours(c, 50)):
        pass
    while hours := await database.read(lambda c: shared_hours.running_out(c, now, 50)):
        spans = shared_hours.work_out(hours, now)
        await database.write(lambda c, spans=spans: shared_hours.keep(c, spans))


async def test_whoever_is_shown_open_is_read_no_more_than_needed(
    database: Database, now: datetime
) -> None:
    """Also behind hundreds that are closed, which the search once gave up on."""

    def work(connection: Connection) -> list[int]:
        for number in range(450):
            add_merchant(connection, f"shut {number}", HELSINKI)
        connection.execute(update(locations).values(opening_hours="off"))
        late = add_merchant(connection, "late", Point(60.18, 24.94))
        here = locations.c.merchant_id == late
        connection.execute(update(locations).where(here).values(opening_hours="24/7"))
        found = ranked(connection, Looking(point=HELSINKI, open_now=True), now, 9)
        return [found == [connection.execute(select(locations.c.id).where(here)).scalar_one()]]

    assert await database.write(work) == [True]


async def test_a_service_offered_later_is_found_by_its_words(database: Database) -> None:
    def work(connection: Connection) -> list[int]:
        merchant = add_merchant(connection, "Kahvila", price=1000)
        connection.execute(update(services).values(name="Zumbafication"))
        reindex(connection, merchant)
        return ranked(connection, Looking(words="umbafi"), THEN, 9)

    assert len(await database.write(work)) == 1
