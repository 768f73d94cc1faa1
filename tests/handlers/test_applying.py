"""Adding a place in the chat: what cannot be taken is asked again, and what is decided is told."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from catalog import applying, claiming, lists
from catalog.applications import recall
from catalog.errors import ApplicationIncomplete, ApplicationSent, ApplicationUnknown
from catalog.learning import learn
from catalog.places import Named, PlaceKind
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Screen
from chat.turn import Person
from database.door import Database
from handlers.errors import TooLong
from handlers.guest.actions import OpenDirections, OpenMerchant
from handlers.guest.application import AskApproval
from handlers.guest.application_actions import (
    OpenApplication,
    OpenApplicationAddress,
    OpenApplicationHours,
    OpenApplicationKinds,
    OpenApplicationPlace,
    OpenApplicationPlaces,
    OpenApplying,
)
from handlers.guest.applying import BeginApplication, ChooseApplicationKind, GiveApplicationName
from handlers.guest.applying_where import (
    ChooseApplicationPlace,
    GiveApplicationAddress,
    GiveApplicationPlace,
)
from handlers.guest.claiming import OpenClaim
from people.rights import Role, granted
from tests.catalog.market import HELSINKI, add_person
from tests.catalog.test_applying import asked, described, merchant_of
from tests.structure.turns import Turns


class Talk:
    """One person's presses, and what they see."""

    def __init__(self, connection: Connection, now: datetime, person: Person) -> None:
        self._turns = Turns(now)
        self._connection = connection
        self.person = person

    def do(self, move: Move) -> Page:
        return self._turns.router.move(self._turns.of(self._connection, self.person), move)

    def sees(self, page: Page) -> str:
        screen = self.screen(page)
        return f"{screen.text} {screen.rows}"

    def screen(self, page: Page) -> Screen:
        return self._turns.router.show(self._turns.of(self._connection, self.person), page)


def noor(connection: Connection, now: datetime) -> Talk:
    return Talk(connection, now, Person(add_person(connection, "Noor"), "Noor", "en"))


def begun(connection: Connection, talk: Talk) -> int:
    page = talk.do(BeginApplication("Salon Noor"))
    assert isinstance(page, OpenApplicationKinds)
    return page.application


async def test_too_many_words_are_asked_for_again(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        talk = noor(connection, now)
        with pytest.raises(TooLong) as long:
            talk.do(BeginApplication("n" * 121))
        assert (long.value.longest, long.value.again) == (120, OpenApplying())
        made = begun(connection, talk)
        with pytest.raises(TooLong) as long:
            talk.do(GiveApplicationAddress(made, "a" * 201))
        assert (long.value.longest, long.value.again) == (200, OpenApplicationAddress(made))
        assert talk.do(GiveApplicationAddress(made, "a" * 200)) == OpenApplicationKinds(made)

    await database.write(work)


async def test_what_says_nothing_is_asked_for_again(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        talk = noor(connection, now)
        assert talk.do(BeginApplication(" \u202e ")) == OpenApplying()
        made = begun(connection, talk)
        again = talk.do(GiveApplicationName(made, "\n"))
        assert "What is your place called?" in talk.sees(again)
        assert talk.do(GiveApplicationAddress(made, "\t")) == OpenApplicationAddress(made)
        nowhere = talk.do(GiveApplicationPlace(made, "Nowhereville"))
        assert nowhere == OpenApplicationPlace(made, again=True)

    await database.write(work)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Kallionkuja 4", "Kallionkuja 4"),
        ("kallionkuja 4, 00500 Helsinki", "kallionkuja 4, 00500 Helsinki"),
        ("Kallionkuja", None),
        ("Kallionkuj 4", None),
        ("Kallio 4", None),
    ],
)
async def test_a_street_with_its_number_is_the_address(
    database: Database, now: datetime, typed: str, address: str | None
) -> None:
    def work(connection: Connection) -> None:
        street = Named(PlaceKind.STREET, "Kallionkuja", "Helsinki")
        district = Named(PlaceKind.DISTRICT, "Kallio", "Helsinki")
        learn(connection, [(each, HELSINKI, 6) for each in (street, district)])
        talk = noor(connection, now)
        made = begun(connection, talk)
        assert talk.do(ChooseApplicationKind(made, "cafe")) == OpenApplicationPlace(made)
        following = talk.do(GiveApplicationPlace(made, typed))
        said = recall(connection, made, talk.person.id)
        assert said.point is not None
        assert said.address == address
        assert following == (
            OpenApplicationHours(made) if address else OpenApplicationAddress(made)
        )

    await database.write(work)


async def test_of_several_places_one_is_chosen_and_no_other(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        street = Named(PlaceKind.STREET, "Kallionkuja", "Helsinki")
        district = Named(PlaceKind.DISTRICT, "Kallio", "Helsinki")
        learn(connection, [(each, HELSINKI, 6) for each in (street, district)])
        talk = noor(connection, now)
        made = begun(connection, talk)
        talk.do(ChooseApplicationKind(made, "cafe"))
        assert talk.do(GiveApplicationPlace(made, "Kall 4")) == OpenApplicationPlaces(made)
        assert "Kallionkuja" in talk.sees(OpenApplicationPlaces(made))
        with pytest.raises(PageOutdated):
            talk.do(ChooseApplicationPlace(made, 999))
        with pytest.raises(PageOutdated):
            talk.sees(OpenApplication(made))

    await database.write(work)


async def test_two_taps_are_one_and_what_was_asked_for_stays(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        talk = noor(connection, now)
        made = begun(connection, talk)
        with pytest.raises(ApplicationIncomplete):
            talk.do(AskApproval(made))
        made = described(connection, talk.person.id, now)
        assert "Ask for approval" in talk.sees(OpenApplication(made))
        assert talk.do(AskApproval(made)) == talk.do(AskApproval(made)) == OpenApplication(made)
        assert len(lists.claims_of(connection, talk.person.id)) == 1
        assert "Thank you!" in talk.sees(OpenApplication(made))
        with pytest.raises(ApplicationSent):
            talk.do(GiveApplicationName(made, "Another"))
        with pytest.raises(PageOutdated):
            talk.sees(OpenApplicationKinds(made))
        assert "Continue with" not in talk.sees(OpenApplying())

    await database.write(work)


@pytest.mark.parametrize(
    ("decide", "words"),
    [(claiming.approve, "It's approved"), (claiming.refuse, "It wasn't approved")],
    ids=["approved", "refused"],
)
async def test_its_page_says_what_was_decided(
    database: Database, now: datetime, decide: object, words: str
) -> None:
    def work(connection: Connection) -> None:
        talk, operator = noor(connection, now), add_person(connection, operator=True)
        made = described(connection, talk.person.id, now)
        waiting = applying.ask(connection, made, talk.person.id, now)
        assert callable(decide)
        decide(connection, waiting, operator, now)
        assert words in talk.sees(OpenApplication(made))

    await database.write(work)


async def test_only_who_approves_sees_it_before(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        talk, guest = noor(connection, now), noor(connection, now)
        boss = add_person(connection, operator=True)
        operator = Talk(
            connection, now, Person(boss, "Olli", "en", rights=granted({}, Role.OPERATOR))
        )
        merchant = merchant_of(connection, asked(connection, talk.person.id, now))
        for page in (OpenMerchant(merchant), OpenDirections(merchant, 1), OpenClaim(merchant)):
            for person in (talk, guest):
                with pytest.raises(PageOutdated):
                    person.sees(page)
        seen = operator.sees(OpenMerchant(merchant))
        assert "Salon Noor" in seen
        assert "Is this yours?" not in seen

    await database.write(work)


async def test_nobody_elses_is_shown(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        talk, other = noor(connection, now), noor(connection, now)
        made = described(connection, talk.person.id, now)
        with pytest.raises(ApplicationUnknown):
            other.sees(OpenApplication(made))
        with pytest.raises(ApplicationUnknown):
            other.do(AskApproval(made))
        with pytest.raises(ApplicationUnknown):
            other.do(GiveApplicationPlace(made, "Nowhereville"))

    await database.write(work)
