"""A listed merchant finds who looks after it, once; operators can take it out and back."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import Connection, select

from catalog import lists, queries
from catalog.changes import history
from catalog.changing import set_auto_confirm
from catalog.claiming import approve, claim, refuse
from catalog.errors import (
    AlreadyClaimed,
    ClaimDecided,
    ClaimUnknown,
    MerchantUnknown,
    ServiceUnknown,
    TooManyClaims,
    TooManyClaimsToday,
)
from catalog.favouriting import toggle
from catalog.indexing import reindex
from catalog.limits import A_DAY, CLAIMS_A_DAY, CLAIMS_OPEN
from catalog.models import claims, merchants
from catalog.services import set_active
from catalog.suspending import reinstate, suspend
from catalog.views import MerchantState
from database.door import Database
from database.outbox_table import outbox
from people.queries import staff_of
from tests.catalog.market import add_location, add_merchant, add_person, add_service


def messages(connection: Connection) -> list[tuple[str, int, int]]:
    payloads = connection.execute(select(outbox.c.payload).order_by(outbox.c.id)).scalars()
    return [(each["about"], each["person"], each["claim"]) for each in payloads]


@pytest.mark.both_engines
async def test_operators_hear_of_a_claim_and_the_claimant_of_the_decision(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        guest, operator = add_person(connection), add_person(connection, operator=True)
        merchant = add_merchant(connection, "Kahvila")
        claimed = claim(connection, merchant, guest, "I own it", now)
        assert claim(connection, merchant, guest, "I really do", now) == claimed
        (waiting,) = lists.open_claims(connection)
        assert (waiting.merchant_name, waiting.note) == ("Kahvila", "I really do")
        assert approve(connection, claimed, operator, now) == merchant
        expected = [("claim", operator, claimed), ("claim_decided", guest, claimed)]
        assert messages(connection) == expected
        assert staff_of(connection, merchant) == [guest]
        view = queries.merchant(connection, merchant)
        assert view is not None
        assert (view.state, view.approved) == (MerchantState.ACTIVE, True)
        owner = history(connection, merchant, 1)[0]
        assert (owner.by, owner.subject_id, owner.after) == (operator, guest, {"role": "owner"})
        assert lists.open_claims(connection) == []

    await database.write(work)


@pytest.mark.both_engines
async def test_of_two_claimants_one_is_approved_and_the_other_told(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        one, two = add_person(connection), add_person(connection)
        operator = add_person(connection, operator=True)
        merchant = add_merchant(connection, "Kahvila")
        first, second = (claim(connection, merchant, each, "", now) for each in (one, two))
        approve(connection, second, operator, now)
        assert staff_of(connection, merchant) == [two]
        states = dict(connection.execute(select(claims.c.id, claims.c.state)).all())
        assert states == {first: "refused", second: "approved"}
        assert ("claim_decided", one, first) in messages(connection)

    await database.write(work)


async def test_a_claim_is_decided_once(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        guest, operator = add_person(connection), add_person(connection, operator=True)
        merchant = add_merchant(connection, "Kahvila")
        claimed = claim(connection, merchant, guest, "", now)
        refuse(connection, claimed, operator, now)
        with pytest.raises(ClaimDecided) as refused:
            approve(connection, claimed, operator, now)
        assert refused.value.state == "refused"
        with pytest.raises(ClaimUnknown):
            refuse(connection, claimed + 1, operator, now)
        assert staff_of(connection, merchant) == []
        assert claim(connection, merchant, guest, "again", now) != claimed

    await database.write(work)


async def test_only_a_listed_merchant_can_be_claimed(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        guest = add_person(connection)
        with pytest.raises(AlreadyClaimed):
            claim(connection, add_merchant(connection, "Taken", price=1000), guest, "", now)
        with pytest.raises(MerchantUnknown):
            claim(connection, 999, guest, "", now)

    await database.write(work)


async def test_a_claim_on_a_merchant_suspended_since_is_not_approved(
    database: Database, now: datetime
) -> None:
    def setup(connection: Connection) -> tuple[int, int]:
        guest, operator = add_person(connection), add_person(connection, operator=True)
        merchant = add_merchant(connection, "Kahvila")
        claimed = claim(connection, merchant, guest, "", now)
        suspend(connection, merchant, now)
        return claimed, operator

    claimed, operator = await database.write(setup)
    with pytest.raises(AlreadyClaimed):
        await database.write(lambda c: approve(c, claimed, operator, now))
    assert len(await database.read(lists.open_claims)) == 1


async def test_suspending_and_reinstating_go_back_to_what_was(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        guest, operator = add_person(connection), add_person(connection, operator=True)
        looked_after, listed = (add_merchant(connection, name) for name in ("a", "b"))
        approve(connection, claim(connection, looked_after, guest, "", now), operator, now)
        for merchant in (looked_after, listed):
            assert suspend(connection, merchant, now)
            assert not suspend(connection, merchant, now)
        assert lists.count_by_state(connection) == {MerchantState.SUSPENDED: 2}
        for merchant in (looked_after, listed):
            assert reinstate(connection, merchant, operator, now)
            assert not reinstate(connection, merchant, operator, now)
        states = connection.execute(select(merchants.c.state).order_by(merchants.c.id)).scalars()
        assert list(states) == ["active", "listed"]
        with pytest.raises(MerchantUnknown):
            suspend(connection, 999, now)

    await database.write(work)


async def test_a_suspended_merchant_cannot_be_booked(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        merchant = add_merchant(connection, "Kahvila", price=1000)
        view = queries.merchant(connection, merchant)
        assert view is not None
        assert view.bookable
        suspend(connection, merchant, now)
        service = queries.service(connection, view.services[0].id)
        assert service is not None
        assert not service.bookable

    await database.write(work)


@pytest.mark.both_engines
async def test_what_is_switched_off_is_not_offered(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        merchant = add_merchant(connection, "Kahvila", price=1000)
        before = queries.merchant(connection, merchant)
        assert before is not None
        operator = add_person(connection, operator=True)
        set_active(connection, before.services[0].id, operator, now, active=False)
        set_auto_confirm(connection, merchant, operator, now, auto_confirm=True)
        after = queries.merchant(connection, merchant)
        assert after is not None
        assert (after.services, after.bookable, after.auto_confirm) == ((), False, True)
        assert after.locations[0].price_from is None
        with pytest.raises(ServiceUnknown):
            set_active(connection, 999, operator, now, active=True)
        with pytest.raises(MerchantUnknown):
            set_auto_confirm(connection, 999, operator, now, auto_confirm=True)

    await database.write(work)


async def test_each_location_has_its_own_services_and_prices(database: Database) -> None:
    def work(connection: Connection) -> None:
        merchant = add_merchant(connection, "Kahvila", price=1000)
        view = queries.merchant(connection, merchant)
        assert view is not None
        second = add_location(connection, merchant, view.locations[0].point, name="Kallio")
        add_service(connection, merchant, second, name="Tea", price=500)
        add_location(connection, merchant, view.locations[0].point, name="Depot")
        reindex(connection, merchant)
        again = queries.merchant(connection, merchant)
        assert again is not None
        assert [each.price_from for each in again.locations] == [1000, 500, None]
        assert [each.bookable for each in again.locations] == [True, True, False]
        assert [each.name for each in again.services] == ["Tea", "Tasting"]

    await database.write(work)


async def test_favourites_are_marked_unmarked_and_listed_latest_first(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        guest = add_person(connection)
        one, two = (add_merchant(connection, name) for name in ("one", "two"))
        assert toggle(connection, guest, one, now)
        assert toggle(connection, guest, two, now)
        assert lists.is_favourite(connection, guest, one)
        assert [each.name for each in lists.favourites_of(connection, guest)] == ["two", "one"]
        assert not toggle(connection, guest, one, now)
        assert not lists.is_favourite(connection, guest, one)
        suspend(connection, two, now)
        assert lists.favourites_of(connection, guest) == []
        with pytest.raises(MerchantUnknown):
            toggle(connection, guest, 999, now)

    await database.write(work)


@pytest.mark.both_engines
async def test_the_operators_list_has_bookable_merchants_first(database: Database) -> None:
    def work(connection: Connection) -> None:
        add_merchant(connection, "Listed Café")
        add_merchant(connection, "Bookable Café", price=1000)
        both = lists.merchants_for_operator(connection)
        assert [(each.name, each.bookable) for each in both] == [
            ("Bookable Café", True),
            ("Listed Café", False),
        ]
        listed = lists.merchants_for_operator(connection, state=MerchantState.LISTED)
        assert [each.name for each in listed] == ["Listed Café"]
        named = lists.merchants_for_operator(connection, words="CAFE book")
        assert [each.name for each in named] == ["Bookable Café"]

    await database.write(work)


@pytest.mark.both_engines
async def test_one_person_asks_for_a_few_places_however_fast(
    database: Database, now: datetime
) -> None:
    def town(connection: Connection) -> tuple[int, list[int]]:
        add_person(connection, operator=True)
        places = [add_merchant(connection, f"Kahvila {n}") for n in range(CLAIMS_OPEN * 4)]
        return add_person(connection), places

    guest, places = await database.write(town)

    async def ask(place: int) -> int:
        return await database.write(lambda c: claim(c, place, guest, "mine", now))

    made = await asyncio.gather(*map(ask, places), return_exceptions=True)
    assert sum(isinstance(each, int) for each in made) == CLAIMS_OPEN
    assert {type(each) for each in made} == {int, TooManyClaims}
    assert len(await database.read(messages)) == CLAIMS_OPEN


async def test_nor_again_and_again_when_they_are_refused(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        operator, guest = add_person(connection, operator=True), add_person(connection)
        place = add_merchant(connection, "Kahvila")
        for _ in range(CLAIMS_A_DAY):
            refuse(connection, claim(connection, place, guest, "mine", now), operator, now)
        with pytest.raises(TooManyClaimsToday):
            claim(connection, place, guest, "mine", now)
        assert claim(connection, place, guest, "mine", now + A_DAY)

    await database.write(work)
