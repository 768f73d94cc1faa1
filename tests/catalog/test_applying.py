"""A place that is added is seen by nobody until it is approved, and never when it is not."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from catalog import applying, lists, queries
from catalog.applications import draft_of, recall
from catalog.categories import Category
from catalog.claiming import approve, claim, refuse
from catalog.errors import (
    ApplicationIncomplete,
    ApplicationSent,
    ApplicationUnknown,
    MerchantUnknown,
    TooManyClaims,
)
from catalog.favouriting import toggle
from catalog.indexing import reindex
from catalog.limits import CLAIMS_OPEN
from catalog.looking import Looking
from catalog.models import claims, locations, merchants
from catalog.nearby import search
from catalog.staffing import leave
from catalog.suspending import reinstate, suspend
from catalog.views import MerchantState
from database.door import Database
from database.point import Point
from handlers.privacy_register import register
from people import exporting, forgetting, rights
from people.rights import Role
from tests.catalog.market import HELSINKI, add_person

TOKYO = Point(35.68, 139.76)


def described(
    connection: Connection,
    person: int,
    now: datetime,
    name: str = "Salon Noor",
    point: Point = HELSINKI,
) -> int:
    """An application that can be asked for."""
    made = applying.begin(connection, person, name, now)
    applying.choose_category(connection, made, person, Category.HAIRDRESSER)
    applying.locate(connection, made, person, point, None)
    applying.give_address(connection, made, person, "Vaasankatu 12")
    applying.set_week(connection, made, person, {})
    applying.leave_service(connection, made, person)
    applying.show(connection, made, person, None)
    return made


def asked(connection: Connection, person: int, now: datetime, name: str = "Salon Noor") -> int:
    """A claim that waits."""
    return applying.ask(connection, described(connection, person, now, name), person, now)


def merchant_of(connection: Connection, claim_id: int) -> int:
    found = lists.claim(connection, claim_id)
    assert found is not None
    return found.merchant_id


def found(connection: Connection, now: datetime) -> list[str]:
    """By its words, and by where it is."""
    by_words = search(connection, Looking(words="salon noor"), now, limit=20)
    nearby = search(connection, Looking(point=HELSINKI), now, limit=20)
    return [each.name for every in (by_words, nearby) for each in every.results]


async def test_an_approved_place_is_found_and_its_applicant_owns_it(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        noor, operator = add_person(connection), add_person(connection, operator=True)
        made = asked(connection, noor, now)
        merchant = merchant_of(connection, made)
        (waiting,) = lists.open_claims(connection)
        assert (waiting.merchant_name, waiting.new_place) == ("Salon Noor", True)
        assert found(connection, now) == []
        assert approve(connection, made, operator, now) == merchant
        assert found(connection, now) == ["Salon Noor"] * 2
        assert rights.role_at(connection, noor, merchant) is Role.OWNER
        view = queries.merchant(connection, merchant)
        assert view is not None
        assert (view.state, view.source, view.bookable) == (MerchantState.ACTIVE, "applied", False)
        assert (view.category, view.locations[0].address) == (
            Category.HAIRDRESSER,
            "Vaasankatu 12",
        )

    await database.write(work)


async def test_its_clock_is_that_of_where_it_is(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> str:
        noor = add_person(connection)
        made = described(connection, noor, now, point=TOKYO)
        merchant = merchant_of(connection, applying.ask(connection, made, noor, now))
        return queries.locations_of(connection, merchant)[0].zone

    assert await database.write(work) == "Asia/Tokyo"


@pytest.mark.parametrize("refused", [False, True], ids=["waiting", "refused"])
async def test_who_is_not_approved_is_nowhere(
    database: Database, now: datetime, refused: bool
) -> None:
    def work(connection: Connection) -> None:
        noor, other = add_person(connection), add_person(connection)
        operator = add_person(connection, operator=True)
        made = asked(connection, noor, now)
        merchant = merchant_of(connection, made)
        if refused:
            refuse(connection, made, operator, now)
        reindex(connection, merchant)
        assert found(connection, now) == []
        assert lists.merchants_for_operator(connection) == []
        assert lists.count_by_state(connection) == {}
        for person in (noor, other):
            with pytest.raises(MerchantUnknown):
                claim(connection, merchant, person, "mine", now)
            with pytest.raises(MerchantUnknown):
                toggle(connection, person, merchant, now)
        suspend(connection, merchant, now)
        reinstate(connection, merchant, operator, now)
        assert found(connection, now) == []

    await database.write(work)


async def test_one_that_was_approved_is_found_also_when_nobody_works_there_any_more(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        noor, next_one = add_person(connection), add_person(connection)
        operator = add_person(connection, operator=True)
        merchant = approve(connection, asked(connection, noor, now), operator, now)
        leave(connection, merchant, noor, now)
        assert found(connection, now) == ["Salon Noor"] * 2
        claim(connection, merchant, next_one, "I bought it", now)
        (waiting,) = lists.open_claims(connection)
        assert not waiting.new_place

    await database.write(work)


async def test_asked_for_at_once_and_again_it_is_one_place_that_stays_as_it_is(
    database: Database, now: datetime
) -> None:
    noor = await database.write(add_person)
    made = await database.write(lambda c: described(c, noor, now))

    async def ask() -> int:
        return await database.write(lambda c: applying.ask(c, made, noor, now))

    assert len(set(await asyncio.gather(*(ask() for _ in range(6))))) == 1

    def look(connection: Connection) -> None:
        for table in (merchants, locations, claims):
            count = select(func.count()).select_from(table)
            assert connection.execute(count).scalar_one() == 1
        with pytest.raises(ApplicationSent):
            applying.rename(connection, made, noor, "Something else")
        assert draft_of(connection, noor) is None

    await database.write(look)


async def test_one_person_begins_one_at_a_time(database: Database, now: datetime) -> None:
    noor = await database.write(add_person)

    async def begin(name: str) -> int:
        return await database.write(lambda c: applying.begin(c, noor, name, now))

    begun = await asyncio.gather(*(begin(f"Salon {each}") for each in range(6)))

    def look(connection: Connection) -> None:
        left = draft_of(connection, noor)
        assert left is not None
        assert left.id in begun
        for each in {*begun} - {left.id}:
            with pytest.raises(ApplicationUnknown):
                recall(connection, each, noor)

    await database.write(look)


async def test_it_is_asked_for_when_all_is_said_and_by_nobody_else(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        noor, other = add_person(connection), add_person(connection)
        made = applying.begin(connection, noor, "  Salon\u202e \n Noor ", now)
        assert recall(connection, made, noor).name == "Salon Noor"
        with pytest.raises(ApplicationIncomplete):
            applying.ask(connection, made, noor, now)
        whole = described(connection, noor, now)
        with pytest.raises(ApplicationUnknown):
            applying.ask(connection, made, noor, now)
        with pytest.raises(ApplicationUnknown):
            applying.ask(connection, whole, other, now)
        with pytest.raises(ApplicationUnknown):
            applying.give_address(connection, whole, other, "Elsewhere")

    await database.write(work)


async def test_a_place_of_several_names_is_said_anew_before_it_is_asked_for(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        noor = add_person(connection)
        made = described(connection, noor, now)
        applying.narrow(connection, made, noor, "Kall")
        with pytest.raises(ApplicationIncomplete):
            applying.ask(connection, made, noor, now)
        applying.locate(connection, made, noor, HELSINKI, "Kallio", "Kallionkuja 4")
        assert recall(connection, made, noor).address == "Kallionkuja 4"
        assert applying.ask(connection, made, noor, now)

    await database.write(work)


async def test_places_are_added_as_few_as_others_are_claimed(
    database: Database, now: datetime
) -> None:
    noor = await database.write(add_person)
    for number in range(CLAIMS_OPEN):
        name = f"Salon {number}"
        await database.write(lambda c, name=name: asked(c, noor, now, name))
    with pytest.raises(TooManyClaims):
        await database.write(lambda c: asked(c, noor, now))
    count = select(func.count()).select_from(merchants)
    assert await database.read(lambda c: c.execute(count).scalar_one()) == CLAIMS_OPEN


async def test_of_whoever_is_forgotten_the_words_go_but_for_a_place_that_guests_find(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> tuple[int, list[str]]:
        noor, operator = add_person(connection), add_person(connection, operator=True)
        approve(connection, asked(connection, noor, now, "Salon Known"), operator, now)
        refuse(connection, asked(connection, noor, now, "Salon Refused"), operator, now)
        asked(connection, noor, now, "Salon Waiting")
        described(connection, noor, now, "Salon Begun")
        said = exporting.export(connection, noor, register())["applications"]
        assert "Salon Begun" in {each["name"] for each in said}
        forgetting.forget(connection, noor, register(), now)
        names = select(merchants.c.name, locations.c.address, locations.c.words).join(
            locations, locations.c.merchant_id == merchants.c.id
        )
        rows = connection.execute(names.order_by(merchants.c.id)).all()
        return noor, [" ".join(row) for row in rows]

    noor, left = await database.write(work)
    assert left[0].startswith("Salon Known Vaasankatu 12")
    assert [each.strip() for each in left[1:]] == [applying.NOTHING] * 2
    told = await database.read(lambda c: exporting.export(c, noor, register()))
    assert "applications" not in told
    assert {each["state"] for each in told["claims"]} == {"approved", "refused"}


async def test_what_nobody_finished_goes_with_the_time(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        noor, other = add_person(connection), add_person(connection)
        old = applying.begin(connection, noor, "Old", now - timedelta(days=2))
        new = applying.begin(connection, other, "New", now)
        moment = now - timedelta(days=1)
        assert applying.outdated(connection, moment, 10) == [old]
        assert applying.forget(connection, [old], moment) == 1
        assert draft_of(connection, noor) is None
        assert recall(connection, new, other).name == "New"

    await database.write(work)
