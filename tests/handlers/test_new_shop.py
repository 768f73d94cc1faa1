"""A shop from nothing in the chat: few steps, each answer changeable, and nothing by a forged press."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from catalog import applying, media
from catalog.applications import Part, recall
from catalog.picturing import Picture
from catalog.service_fields import ServiceField
from chat.action import Move
from chat.errors import PageOutdated
from database.door import Database
from database.point import Point
from handlers.errors import AskedAgain
from handlers.guest.application import AskApproval
from handlers.guest.application_actions import (
    AskFirstService,
    OpenApplication,
    OpenApplicationDay,
    OpenApplicationHours,
    OpenApplicationPhoto,
    OpenApplicationWeek,
    OpenApplying,
    OpenLookalikes,
)
from handlers.guest.applying import GiveApplicationName
from handlers.guest.applying_hours import (
    CopyApplicationDay,
    GiveApplicationDay,
    GiveApplicationHours,
    PickApplicationDay,
    PickApplicationWeek,
)
from handlers.guest.applying_offer import (
    DropApplicationPhoto,
    GiveApplicationPhoto,
    GiveFirstService,
    LeaveFirstService,
    SetFirstService,
)
from handlers.guest.applying_where import GiveApplicationPlace
from handlers.guest.lookalikes import SetApart
from handlers.merchant.weekday import Copied
from tests import market
from tests.catalog.test_applying import described
from tests.handlers.test_applying import Talk, noor
from tests.market import KALLIO
from tests.player import talk

F = ServiceField
TALKS = Path(__file__).parents[1] / "transcripts"
MOST_STEPS = 20
FLORIST = Point(KALLIO.latitude + 0.0040, KALLIO.longitude)


def test_from_nothing_to_approval_in_few_steps() -> None:
    written = talk.read(TALKS / "twelve_steps.talk")
    steps = [each for each in written.steps if each.actor == "noor"]
    assert len(steps) == 12 < MOST_STEPS
    assert "✅ Ask for approval" in steps[-1].does


async def test_any_answer_is_changed_from_the_whole(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        person = noor(connection, now)
        made = described(connection, person.person.id, now)
        whole = OpenApplication(made)
        assert person.do(GiveApplicationHours(made, "Mon-Fri 9-18, Sat 10-16")) == whole
        assert person.do(GiveFirstService(made, F.NAME, "Haircut")) == AskFirstService(
            made, F.DURATION
        )
        assert person.do(SetFirstService(made, F.DURATION, 45)) == AskFirstService(made, F.PRICE)
        assert person.do(GiveFirstService(made, F.PRICE, "29,90")) == whole
        assert person.do(GiveFirstService(made, F.NAME, "Long hair")) == whole
        shown = person.sees(whole)
        for words in ("Long hair · €29.90", "Sat: 10:00\u202fAM–4:00\u202fPM", "Sun: closed"):
            assert words in shown
        assert person.do(SetFirstService(made, F.PRICE, 0)) == whole
        assert "Long hair · free" in person.sees(whole)
        assert person.do(LeaveFirstService(made)) == whole
        assert "First service" in person.sees(whole)

    await database.write(work)


async def test_a_week_is_made_day_by_day(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        person = noor(connection, now)
        made = described(connection, person.person.id, now)
        week = OpenApplicationWeek(made)
        assert "Done" not in person.sees(week)
        assert person.do(GiveApplicationDay(made, 1, "10-14, 15-19")) == week
        assert person.do(CopyApplicationDay(made, 1, Copied.ALL)) == week
        assert person.do(PickApplicationDay(made, 6, 0, 0)) == week
        assert "Done" in person.sees(week)
        kept = recall(connection, made, person.person.id).week
        assert kept is not None
        assert {day for day, spans in kept.items() if len(spans) == 2} == {0, 1, 2, 3, 4, 5}
        assert person.do(PickApplicationWeek(made, None)) == OpenApplication(made)
        assert not recall(connection, made, person.person.id).week

    await database.write(work)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("24/7", "Sun: 24 hours"),
        ("Fri 18-2", "Fri: 6:00\u202fPM–2:00\u202fAM"),
        ("9-13, 14-18", "Mon: 9:00\u202fAM–1:00\u202fPM and 2:00\u202fPM–6:00\u202fPM"),
        ("周一至周五 9-18，周六 10-16", "Sat: 10:00\u202fAM–4:00\u202fPM"),
        ("пн-пт 9-18, сб 10-16", "Sat: 10:00\u202fAM–4:00\u202fPM"),
        ("الاثنين-الجمعة 9-18، السبت 10-16", "Sat: 10:00\u202fAM–4:00\u202fPM"),
    ],
)
async def test_a_week_is_typed_as_one_says_it(
    database: Database, now: datetime, typed: str, shown: str
) -> None:
    def work(connection: Connection) -> None:
        person = noor(connection, now)
        made = described(connection, person.person.id, now)
        assert person.do(GiveApplicationHours(made, typed)) == OpenApplication(made)
        assert shown in person.sees(OpenApplication(made))

    await database.write(work)


async def test_what_cannot_be_read_is_asked_again(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        person = noor(connection, now)
        made = described(connection, person.person.id, now)
        for typed in ("", "whenever", "25-26", "off", "9-18 or so"):
            again = person.do(GiveApplicationHours(made, typed))
            assert again == OpenApplicationHours(made, again=True), typed
            assert "I couldn't read that as hours." in person.sees(again)
            assert person.do(GiveApplicationDay(made, 3, typed or "?")) in {
                OpenApplicationDay(made, 3, again=True),
                OpenApplicationWeek(made),
            }
        person.do(GiveFirstService(made, F.NAME, "Haircut"))
        for field, typed in ((F.NAME, ""), (F.DURATION, "long"), (F.PRICE, "1.000,5.0")):
            with pytest.raises(AskedAgain) as asked:
                person.do(GiveFirstService(made, field, typed))
            assert asked.value.again == AskFirstService(made, field)
        unread = person.do(GiveApplicationPhoto(made, "unreadable"))
        assert unread == OpenApplicationPhoto(made, again=True)
        assert "I couldn't read that picture." in person.sees(unread)

    await database.write(work)


def forged(made: int) -> Iterator[Move]:
    yield PickApplicationWeek(made, 99)
    yield PickApplicationWeek(made, -1)
    for day in (7, -1):
        yield GiveApplicationDay(made, day, "9-18")
        yield PickApplicationDay(made, day, 60, 120)
        yield CopyApplicationDay(made, day, Copied.ALL)
    yield PickApplicationDay(made, 0, 120, 60)
    yield PickApplicationDay(made, 0, 0, 5000)
    yield SetFirstService(made, F.DURATION, 45)  # before it has a name
    yield GiveFirstService(made, F.CAPACITY, "40")
    yield SetFirstService(made, F.NO_SHOW, 100)
    yield SetFirstService(made, F.NAME, 5)


async def test_forged_presses_change_nothing(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        person = noor(connection, now)
        made = described(connection, person.person.id, now)
        before = recall(connection, made, person.person.id)
        for move in forged(made):
            with pytest.raises(PageOutdated):
                person.do(move)
        for value in (-1, 3, None, 2**40):
            applying.name_service(connection, made, person.person.id, "Cut", "EUR")
            field = F.PRICE if value in {None, -1} else F.DURATION
            with pytest.raises(AskedAgain):
                person.do(SetFirstService(made, field, value))
        applying.leave_service(connection, made, person.person.id)
        assert recall(connection, made, person.person.id) == before

    await database.write(work)


async def test_old_buttons_of_what_was_asked_for_do_nothing(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        person, other = noor(connection, now), noor(connection, now)
        made = described(connection, person.person.id, now)
        before = recall(connection, made, person.person.id)
        for stranger in (other,):
            for move in moves(made):
                with pytest.raises(Exception, match=str(made)):
                    stranger.do(move)
        assert recall(connection, made, person.person.id) == before
        person.do(AskApproval(made))
        asked = recall(connection, made, person.person.id)
        for move in moves(made):
            with pytest.raises(Exception, match=r"\d"):
                person.do(move)
        assert recall(connection, made, person.person.id) == asked

    await database.write(work)


def moves(made: int) -> Iterator[Move]:
    yield GiveApplicationHours(made, "9-18")
    yield PickApplicationWeek(made, 0)
    yield GiveApplicationDay(made, 0, "9-18")
    yield PickApplicationDay(made, 0, 60, 120)
    yield CopyApplicationDay(made, 0, Copied.ALL)
    yield GiveFirstService(made, F.NAME, "Cut")
    yield SetFirstService(made, F.PRICE, 0)
    yield LeaveFirstService(made)
    yield GiveApplicationPhoto(made, "seed:barber")
    yield DropApplicationPhoto(made)
    yield SetApart(made)


async def test_who_runs_a_place_that_is_here_claims_it_instead(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        market.build(connection, now)
        person = noor(connection, now)
        made = described(connection, person.person.id, now, "Kukka")
        asked = OpenLookalikes(made)
        assert person.do(GiveApplicationPlace(made, point=FLORIST)) == asked
        assert "Kukka &amp; Co" in person.sees(asked) or "Kukka & Co" in person.sees(asked)
        assert repr(asked) in person.sees(OpenApplying()), "it goes on there"
        with pytest.raises(PageOutdated):
            person.sees(OpenApplication(made))
        with pytest.raises(Exception, match=str(made)):
            person.do(AskApproval(made))
        assert person.do(SetApart(made)) == OpenApplication(made)
        with pytest.raises(PageOutdated):
            person.sees(asked)
        assert person.do(GiveApplicationName(made, "Kukka Co")) == asked, "it is another name"
        assert person.do(GiveApplicationName(made, "Noor")) == OpenApplication(made)
        assert person.do(AskApproval(made)) == OpenApplication(made)

    await database.write(work)


async def test_a_picture_is_seen_before_it_is_asked_for(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        person = noor(connection, now)
        made = described(connection, person.person.id, now)
        media.keep(connection, "media:of-noor", Picture(1, 1, b"large", b"small"), now)
        assert person.do(GiveApplicationPhoto(made, "media:of-noor")) == OpenApplication(made)
        assert photo_of(person, made) == "media:of-noor"
        assert person.do(DropApplicationPhoto(made)) == OpenApplication(made)
        assert photo_of(person, made) is None
        assert recall(connection, made, person.person.id).missing is not Part.PHOTO

    await database.write(work)


def photo_of(person: Talk, made: int) -> str | None:
    photo = person.screen(OpenApplication(made)).photo
    return None if photo is None else photo.key
