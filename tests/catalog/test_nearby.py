"""Near me: the nearest places, bookable ones first, whatever is asked for."""

import random
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Connection, select, update

from catalog.categories import Category
from catalog.geography import distance
from catalog.indexing import reindex
from catalog.looking import Looking, Sort
from catalog.models import locations, services
from catalog.nearby import search
from catalog.suspending import reinstate, suspend
from catalog.views import rating_of
from database.door import Database
from database.point import Point
from tests.catalog.market import (
    HELSINKI,
    THEN,
    add_hours,
    add_merchant,
    add_person,
    metres_away,
)
from tests.thoroughness import many

NEAR = Looking(point=HELSINKI)


def names(
    connection: Connection, looking: Looking, now: datetime = THEN, limit: int = 20
) -> list[str]:
    return [each.name for each in search(connection, looking, now, limit=limit).results]


def rate(connection: Connection, merchant_id: int, total: int, count: int) -> None:
    wanted = update(locations).where(locations.c.merchant_id == merchant_id)
    connection.execute(wanted.values(rating_sum=total, rating_count=count))


def set_hours_text(connection: Connection, merchant_id: int, text: str | None) -> None:
    wanted = update(locations).where(locations.c.merchant_id == merchant_id)
    connection.execute(wanted.values(opening_hours=text))


async def test_bookable_places_come_first_and_the_nearest_of_each(database: Database) -> None:
    def work(connection: Connection) -> list[str]:
        add_merchant(connection, "far", metres_away(900))
        add_merchant(connection, "near", metres_away(100))
        add_merchant(connection, "far bookable", metres_away(2000), price=1000)
        add_merchant(connection, "near bookable", metres_away(1500), price=1000)
        return names(connection, NEAR)

    assert await database.write(work) == ["near bookable", "far bookable", "near", "far"]


@pytest.mark.parametrize(
    "here",
    [
        HELSINKI,
        Point(-16.79, 179.995),
        Point(-16.79, -179.999),
        Point(0.001, 0.001),
        Point(89.2, 10),
    ],
    ids=["Helsinki", "west of the date line", "east of it", "the equator", "near the pole"],
)
async def test_nothing_near_is_missed_and_nothing_far_is_found(
    database: Database, here: Point
) -> None:
    dice = random.Random(7)
    spread = 40_000 / 111_195
    points = {
        f"m{number}": scattered(here, dice.gauss(0, spread / 3), dice.gauss(0, spread / 2))
        for number in range(many(100, 300))
    }

    def work(connection: Connection) -> list[str]:
        for name, point in points.items():
            add_merchant(connection, name, point)
        return names(connection, Looking(point=here, radius=30_000), limit=400)

    found = await database.write(work)
    within = {each for each, point in points.items() if distance(here, point) <= 29_900}
    near = {each for each, point in points.items() if distance(here, point) <= 30_100}
    assert within <= set(found) <= near
    away = [distance(here, points[each]) for each in found]
    assert all(before <= after + 30 for before, after in pairwise(away))


def scattered(here: Point, north: float, east: float) -> Point:
    longitude = (here.longitude + east + 180) % 360 - 180
    return Point(min(here.latitude + north, 89.9), longitude)


async def test_pages_follow_one_another_without_gap_or_repeat(database: Database) -> None:
    def work(connection: Connection) -> tuple[list[str], list[str], bool]:
        for number in range(25):
            price = 1000 if number % 3 == 0 else None
            add_merchant(connection, f"m{number}", metres_away(137 * number), price=price)
        pages = [search(connection, NEAR, THEN, limit=8, offset=8 * page) for page in range(4)]
        paged = [each.name for page in pages for each in page.results]
        return paged, names(connection, NEAR, limit=30), pages[3].more

    paged, whole, more = await database.write(work)
    assert paged == whole
    assert len(set(paged)) == 25
    assert not more


async def test_a_category_shows_only_its_own(database: Database) -> None:
    def work(connection: Connection) -> list[str]:
        add_merchant(connection, "cafe", category=Category.CAFE)
        add_merchant(connection, "barber", category=Category.BARBER)
        return names(connection, Looking(point=HELSINKI, category=Category.BARBER))

    assert await database.write(work) == ["barber"]


async def test_offices_show_only_when_asked_for(database: Database) -> None:
    def work(connection: Connection) -> list[list[str]]:
        add_merchant(connection, "Acme Consulting", category=Category.OFFICE)
        asked = Looking(point=HELSINKI, category=Category.OFFICE)
        by_name = Looking(point=HELSINKI, words="acme")
        return [names(connection, each) for each in (NEAR, asked, by_name)]

    assert await database.write(work) == [[], ["Acme Consulting"], ["Acme Consulting"]]


async def test_bookable_only_hides_the_others(database: Database) -> None:
    def work(connection: Connection) -> list[str]:
        add_merchant(connection, "listed")
        add_merchant(connection, "bookable", price=1000)
        return names(connection, Looking(point=HELSINKI, bookable_only=True))

    assert await database.write(work) == ["bookable"]


async def test_a_price_limit_shows_what_is_sold_for_less(database: Database) -> None:
    def work(connection: Connection) -> list[str]:
        add_merchant(connection, "dear", price=5000)
        add_merchant(connection, "cheap", price=1000)
        add_merchant(connection, "unpriced")
        return names(connection, Looking(point=HELSINKI, price_to=2000))

    assert await database.write(work) == ["cheap"]


async def test_the_cheapest_and_the_best_rated_first(database: Database) -> None:
    def work(connection: Connection) -> list[list[str]]:
        dear = add_merchant(connection, "dear", metres_away(10), price=5000)
        cheap = add_merchant(connection, "cheap", metres_away(20), price=1000)
        middling = add_merchant(connection, "middling", metres_away(30), price=3000)
        rate(connection, dear, 5, 1)
        rate(connection, cheap, 30, 10)
        rate(connection, middling, 480, 100)
        sorts = (Sort.DISTANCE, Sort.PRICE, Sort.RATING)
        return [names(connection, Looking(point=HELSINKI, sort=each)) for each in sorts]

    assert await database.write(work) == [
        ["dear", "cheap", "middling"],
        ["cheap", "middling", "dear"],
        ["middling", "dear", "cheap"],
    ]


async def test_open_now_asks_the_hours(database: Database, now: datetime) -> None:
    """Noon in UTC on a Wednesday: two in Helsinki."""

    def work(connection: Connection) -> list[str]:
        for name, text in [("open", "Mo-Fr 09:00-17:00"), ("shut", "Mo-Fr 18:00-22:00")]:
            set_hours_text(connection, add_merchant(connection, name), text)
        add_merchant(connection, "unknown")
        kept = add_merchant(connection, "kept here", price=1000)
        set_hours_text(connection, kept, "off")
        location = connection.execute(
            select(locations.c.id).where(locations.c.merchant_id == kept)
        ).scalar_one()
        add_hours(connection, location, 2, 13 * 60, 15 * 60)
        return names(connection, Looking(point=HELSINKI, open_now=True), now)

    assert await database.write(work) == ["kept here", "open"]


async def test_a_card_tells_what_a_list_needs(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        merchant = add_merchant(
            connection,
            "Kahvila",
            metres_away(500),
            price=1250,
            attribution="© OpenStreetMap contributors, ODbL",
            approved_at=now,
        )
        rate(connection, merchant, 9, 2)
        set_hours_text(connection, merchant, "Mo-Fr 09:00-17:00")

    await database.write(work)
    (card,) = (await database.read(lambda c: search(c, NEAR, now))).results
    assert card.distance_m == pytest.approx(500, abs=1)
    assert (card.price_from, card.currency, card.bookable) == (1250, "EUR", True)
    assert (card.rating.average, card.rating.count, card.approved) == (4.5, 2, True)
    assert card.open.until == now + timedelta(hours=3)
    assert card.attribution == "© OpenStreetMap contributors, ODbL"


@pytest.mark.parametrize(("ratings", "shown"), [(0, None), (1, None), (2, None), (3, 4.0)])
def test_an_average_is_shown_from_the_third_rating_on(ratings: int, shown: float | None) -> None:
    assert rating_of(4 * ratings, ratings).shown == shown


async def test_the_suspended_are_not_found_until_they_are_back(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> list[list[str]]:
        merchant = add_merchant(connection, "Kahvila", price=1000)
        everywhere = Looking(words="kahvila")
        suspend(connection, merchant, now)
        gone = [names(connection, each) for each in (NEAR, everywhere)]
        reinstate(connection, merchant, add_person(connection, operator=True), now)
        return [*gone, names(connection, everywhere)]

    assert await database.write(work) == [[], [], ["Kahvila"]]


# --- words ---------------------------------------------------------------------------------------


@pytest.fixture
async def street(database: Database) -> Database:
    def work(connection: Connection) -> None:
        add_merchant(connection, "Café Ursula", metres_away(300))
        add_merchant(connection, "Hesburger", metres_away(200), category=Category.FAST_FOOD)
        add_merchant(connection, "Salon Choice", metres_away(100), category=Category.HAIRDRESSER)
        add_merchant(connection, "Хинкальная", metres_away(50), category=Category.RESTAURANT)
        add_merchant(connection, "永樂布業商場", metres_away(60), category=Category.MARKET)
        add_merchant(connection, "100% Design_Shop", metres_away(70), category=Category.HOME)
        add_merchant(
            connection,
            "Umeshu",
            metres_away(80),
            category=Category.RESTAURANT,
            keywords="sushi ramen",
        )

    await database.write(work)
    return database


@pytest.mark.parametrize("point", [HELSINKI, None], ids=["near", "anywhere"])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cafe ursula", "Café Ursula"),
        ("URSULA", "Café Ursula"),
        ("ursu", "Café Ursula"),
        ("ursla", "Café Ursula"),
        ("hesburgr", "Hesburger"),
        ("parturi", "Salon Choice"),
        ("парикмахер", "Salon Choice"),
        ("хинкальная", "Хинкальная"),
        ("khinkalnaia", "Хинкальная"),
        ("永樂", "永樂布業商場"),
        ("sushi", "Umeshu"),
        ("sushi ravintola", "Umeshu"),
        ("100%", "100% Design_Shop"),
        ("design_sh", "100% Design_Shop"),
        ("u ursula", "Café Ursula"),
    ],
)
async def test_words_find_names_kinds_and_what_a_place_is_known_for(
    street: Database, point: Point | None, typed: str, found: str
) -> None:
    looking = Looking(point=point, words=typed)
    assert await street.read(lambda c: names(c, looking)) == [found]


@pytest.mark.parametrize("typed", ["xyzzy", "%%%%", "'; --", "n_s", "🦆"])
async def test_words_that_fit_nothing_find_nothing(street: Database, typed: str) -> None:
    assert await street.read(lambda c: names(c, Looking(point=HELSINKI, words=typed))) == []


async def test_what_is_spelt_right_is_not_drowned_in_what_is_alike(database: Database) -> None:
    def work(connection: Connection) -> list[str]:
        add_merchant(connection, "Ursula", metres_away(800))
        add_merchant(connection, "Ursuta", metres_away(10), price=1000)
        return names(connection, Looking(point=HELSINKI, words="ursula"))

    assert await database.write(work) == ["Ursula"]


async def test_a_service_is_found_by_its_name(database: Database) -> None:
    def work(connection: Connection) -> list[str]:
        merchant = add_merchant(connection, "Kahvila", price=1000)
        connection.execute(update(services).values(name="Latte art class"))
        reindex(connection, merchant)
        return names(connection, Looking(words="latte"))

    assert await database.write(work) == ["Kahvila"]
