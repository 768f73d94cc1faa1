"""What an applicant says of hours, a first service and a photo is the merchant's, bookable when approved."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from catalog import applying, lists, media, queries
from catalog.application_models import applications
from catalog.applications import Application, Part, recall
from catalog.candidate import Candidate, Offered
from catalog.categories import Category
from catalog.claiming import approve, refuse
from catalog.errors import (
    ApplicationIncomplete,
    ApplicationUnknown,
    NumberOutOfRange,
    PictureUnreadable,
    PriceUnpayable,
    TextMissing,
    TextTooLong,
)
from catalog.models import locations, merchants, services
from catalog.picturing import Picture
from catalog.previewing import preview
from catalog.staffing import leave
from catalog.storing import store
from catalog.suspending import reinstate, suspend
from catalog.views import MerchantState, MerchantView
from catalog.weekly import Span
from database.door import Database
from database.money import Limits
from handlers.privacy_register import register
from orders import placing
from orders.errors import NotBookable
from people import forgetting
from tests.catalog.market import HELSINKI, add_person

MORNING = (Span(9 * 60, 12 * 60),)
LATE = (Span(13 * 60, 26 * 60),)
WEEK = {0: MORNING + LATE, 5: MORNING}
PICTURE = Picture(4, 4, b"large", b"small")
KEY = "media:of-a-salon"


def described(connection: Connection, person: int, now: datetime, price: int = 3500) -> int:
    """An application with everything that can be said."""
    made = applying.begin(connection, person, "Salon Noor", now)
    applying.choose_category(connection, made, person, Category.YOGA)
    applying.locate(connection, made, person, HELSINKI, None)
    applying.give_address(connection, made, person, "Vaasankatu 12")
    applying.set_week(connection, made, person, WEEK)
    applying.name_service(connection, made, person, "Morning class", "EUR")
    applying.time_service(connection, made, person, 45)
    applying.price_service(connection, made, person, price)
    media.keep(connection, KEY, PICTURE, now)
    applying.show(connection, made, person, KEY)
    return made


def waiting(connection: Connection, person: int, now: datetime) -> tuple[int, int]:
    """(claim, merchant)"""
    claim = applying.ask(connection, described(connection, person, now), person, now)
    found = lists.claim(connection, claim)
    assert found is not None
    return claim, found.merchant_id


def seen(connection: Connection, merchant: int) -> MerchantView:
    view = queries.merchant(connection, merchant)
    assert view is not None
    return view


async def test_all_of_it_is_the_merchants_when_approved(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        noor, boss = add_person(connection), add_person(connection, operator=True)
        claim, merchant = waiting(connection, noor, now)
        assert not seen(connection, merchant).bookable
        approve(connection, claim, boss, now)
        found = seen(connection, merchant)
        (place,), (offered,) = found.locations, found.services
        assert (found.photo, found.bookable, place.bookable) == (KEY, True, True)
        assert place.timetable is not None
        assert {day: spans for day, spans in place.timetable.weekly.items() if spans} == WEEK
        assert place.timetable.own
        assert (offered.name, offered.price, offered.currency) == ("Morning class", 3500, "EUR")
        service = queries.service(connection, offered.id)
        assert service is not None
        assert (service.duration_minutes, service.step_minutes) == (45, 45)
        assert service.capacity == 10, "as it is usual for such a place"

    await database.write(work)


async def test_what_guests_will_see_is_what_they_then_see(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        noor, boss = add_person(connection), add_person(connection, operator=True)
        before = preview(recall(connection, described(connection, noor, now), noor))
        draft = connection.execute(select(applications.c.id)).scalar_one()
        claim = applying.ask(connection, draft, noor, now)
        merchant = approve(connection, claim, boss, now)
        after = seen(connection, merchant)
        assert shown(before) == shown(after)

    await database.write(work)


def shown(view: MerchantView) -> tuple[object, ...]:
    (place,) = view.locations
    assert place.timetable is not None
    return (
        (view.name, view.category, view.approved, view.photo, view.bookable),
        (place.address, place.zone, place.point, place.bookable),
        {day: spans for day, spans in place.timetable.weekly.items() if spans},
        [(each.name, each.price, each.currency, each.duration_minutes) for each in view.services],
    )


async def test_a_week_of_the_merchant_s_own_is_no_import_s_to_change(
    database: Database, now: datetime
) -> None:
    """And whatever comes in a file, nobody books where nobody looks after it."""

    def work(connection: Connection) -> None:
        noor, boss = add_person(connection), add_person(connection, operator=True)
        claim, merchant = waiting(connection, noor, now)
        store(connection, [from_a_file(connection, merchant)], now)
        assert not seen(connection, merchant).bookable
        suspend(connection, merchant, now)
        reinstate(connection, merchant, boss, now)
        store(connection, [from_a_file(connection, merchant)], now)
        assert not seen(connection, merchant).bookable
        refuse_to_hold(connection, merchant, now)
        refuse(connection, claim, boss, now)
        store(connection, [from_a_file(connection, merchant)], now)
        assert not seen(connection, merchant).bookable

    await database.write(work)


def refuse_to_hold(connection: Connection, merchant: int, now: datetime) -> None:
    guest = add_person(connection)
    service = select(services.c.id).where(services.c.merchant_id == merchant)
    first = connection.execute(service.order_by(services.c.id)).scalars().first()
    assert first is not None
    with pytest.raises(NotBookable):
        placing.hold(connection, guest, first, now + timedelta(days=1), 1, None, now)


def from_a_file(connection: Connection, merchant: int) -> Candidate:
    row = connection.execute(select(merchants).where(merchants.c.id == merchant)).one()
    return Candidate(
        source=row.source,
        source_id=row.source_id,
        attribution=None,
        name=row.name,
        description="",
        keywords=None,
        category=Category.YOGA,
        point=HELSINKI,
        zone="Europe/Helsinki",
        address="Vaasankatu 12",
        phone=None,
        website=None,
        opening_hours="24/7",
        offered=(Offered("Another class", 100, "EUR", 60, 1, ""),),
    )


async def test_a_shop_whose_owner_left_takes_no_bookings(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        noor, boss = add_person(connection), add_person(connection, operator=True)
        claim, merchant = waiting(connection, noor, now)
        approve(connection, claim, boss, now)
        leave(connection, merchant, noor, now)
        assert not seen(connection, merchant).bookable
        suspend(connection, merchant, now)
        reinstate(connection, merchant, boss, now)
        found = seen(connection, merchant)
        assert (found.state, found.bookable) == (MerchantState.LISTED, False)

    await database.write(work)


async def test_one_thing_is_asked_after_the_other(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        noor = add_person(connection)
        made = applying.begin(connection, noor, "Salon Noor", now)

        def lacks() -> Part | None:
            return recall(connection, made, noor).missing

        assert lacks() is Part.CATEGORY
        applying.choose_category(connection, made, noor, Category.HAIRDRESSER)
        applying.locate(connection, made, noor, HELSINKI, None)
        applying.give_address(connection, made, noor, "Vaasankatu 12")
        assert lacks() is Part.HOURS
        applying.set_week(connection, made, noor, {0: ()})
        assert lacks() is Part.SERVICE
        with pytest.raises(ApplicationIncomplete):
            applying.time_service(connection, made, noor, 30)
        applying.name_service(connection, made, noor, "Haircut", "EUR")
        assert lacks() is Part.DURATION
        applying.time_service(connection, made, noor, None)
        assert lacks() is Part.PRICE
        with pytest.raises(ApplicationIncomplete):
            applying.ask(connection, made, noor, now)
        applying.price_service(connection, made, noor, 0)
        assert lacks() is Part.PHOTO
        applying.show(connection, made, noor, None)
        assert lacks() is None
        applying.leave_service(connection, made, noor)
        assert lacks() is None

    await database.write(work)


async def test_what_cannot_be_is_refused(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        noor, other = add_person(connection), add_person(connection)
        made = described(connection, noor, now)
        limits = Limits(50, 100_000)
        with pytest.raises(TextMissing):
            applying.name_service(connection, made, noor, "\u202e \n", "EUR")
        with pytest.raises(TextTooLong):
            applying.name_service(connection, made, noor, "n" * 61, "EUR")
        for minutes in (0, -5, 4, 10**9):
            with pytest.raises(NumberOutOfRange):
                applying.time_service(connection, made, noor, minutes)
        with pytest.raises(PriceUnpayable):
            applying.price_service(connection, made, noor, 49, lambda _currency: limits)
        with pytest.raises(NumberOutOfRange):
            applying.price_service(connection, made, noor, -1)
        with pytest.raises(PictureUnreadable):
            applying.show(connection, made, noor, "media:nobody-sent-it")
        for change in (
            lambda: applying.set_week(connection, made, other, WEEK),
            lambda: applying.name_service(connection, made, other, "Mine", "EUR"),
            lambda: applying.time_service(connection, made, other, 30),
            lambda: applying.price_service(connection, made, other, 1),
            lambda: applying.leave_service(connection, made, other),
            lambda: applying.show(connection, made, other, KEY),
            lambda: applying.set_apart(connection, made, other),
        ):
            with pytest.raises(ApplicationUnknown):
                change()
        assert recall(connection, made, noor).missing is None

    await database.write(work)


@pytest.mark.both_engines
async def test_its_photo_is_kept_as_long_as_somebody_may_need_it(
    database: Database, now: datetime
) -> None:
    later = now + timedelta(days=400)

    def work(connection: Connection) -> None:
        noor = add_person(connection)
        described(connection, noor, now)
        assert media.drop_unused(connection, later, 10) == 0
        applying.forget(connection, applying.outdated(connection, later, 10), later)
        assert media.drop_unused(connection, later, 10) == 1

    await database.write(work)


@pytest.mark.both_engines
async def test_of_whoever_is_forgotten_all_of_it_goes(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        noor = add_person(connection)
        _, merchant = waiting(connection, noor, now)
        forgetting.forget(connection, noor, register(), now)
        found = seen(connection, merchant)
        assert (found.name, found.photo) == (applying.NOTHING, None)
        assert [each.name for each in found.services] == [applying.NOTHING]
        (place,) = found.locations
        assert place.timetable is None or not any(place.timetable.weekly.values())
        assert media.drop_unused(connection, now + timedelta(days=2), 10) == 1

    await database.write(work)


async def test_a_draft_of_before_goes_on_with_what_it_lacks(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> Application:
        noor = add_person(connection)
        made = described(connection, noor, now)
        nothing = {"week": None, "service": None, "photo": None}
        connection.execute(update(applications).values(**nothing))
        return recall(connection, made, noor)

    assert (await database.write(work)).missing is Part.HOURS


async def test_nothing_is_written_where_hours_are_left_for_later(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        noor = add_person(connection)
        made = described(connection, noor, now)
        applying.set_week(connection, made, noor, {})
        applying.ask(connection, made, noor, now)
        row = connection.execute(select(locations.c.own_hours, locations.c.opening_hours)).one()
        assert tuple(row) == (False, None)

    await database.write(work)
