"""Of a hundred things in a list the last can be reached, by pressing what leads on."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from chat.action import Action, Page
from chat.screen import Button, Screen
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import (
    OpenBooking,
    OpenBookings,
    OpenCategories,
    OpenDirections,
    OpenFavourites,
    OpenMerchant,
    OpenResults,
    OpenReviews,
    OpenService,
)
from handlers.guest.categories import SHOWN, LookForKind
from handlers.guest.choosing import OpenGivers
from handlers.guest.merchant import OpenHours
from handlers.guest.privacy import OpenForgetting
from handlers.guest.service import HoldSlot
from handlers.guest.times import AT_ONCE
from handlers.merchant.actions import (
    OpenDay,
    OpenDayGivers,
    OpenDesk,
    OpenDesks,
    OpenGuest,
    OpenGuests,
    OpenPeople,
    OpenSettlement,
    OpenSettlements,
    OpenStaffBooking,
    OpenUnanswered,
    OpenWritingIn,
)
from handlers.merchant.complaint_actions import OpenOwnComplaint, OpenOwnComplaints
from handlers.merchant.counter import OpenCounterGivers, OpenFreeTimes
from handlers.merchant.people_actions import GiveCalendar, OpenCalendars, OpenColleague
from handlers.merchant.resources import Gives
from handlers.merchant.service_actions import (
    AskNewService,
    OpenNewPlaces,
    OpenOwnService,
    OpenServices,
)
from handlers.merchant.service_place import GiveBy, OpenServiceGivers
from handlers.merchant.shop_actions import (
    OpenGives,
    OpenResource,
    OpenResources,
    OpenShopHours,
    OpenShopPlaces,
)
from handlers.operator.actions import (
    OpenCampaign,
    OpenCampaigns,
    OpenClaimCase,
    OpenClaims,
    OpenDeserted,
    OpenDispute,
    OpenDisputes,
    OpenMerchantCard,
    OpenMerchants,
    OpenOperators,
    OpenOrder,
    OpenParked,
    OpenPayout,
    OpenPayouts,
    OpenPerson,
    OpenRefund,
    OpenRefunds,
    OpenTalkOf,
    OpenTalks,
)
from handlers.operator.aiming import AimAtKind, OpenTargetKinds
from handlers.operator.aiming_places import (
    AimAtService,
    OpenTargetMerchants,
    OpenTargetServices,
)
from handlers.operator.complaint_actions import OpenComplaintCase, OpenComplaints
from handlers.operator.conversation_actions import (
    OpenReportedConversation,
    OpenReportedConversations,
)
from handlers.operator.dead import OpenDead
from handlers.operator.operators import OpenRemoving
from handlers.operator.parked import OpenGivenBack
from handlers.operator.staffing import OpenDismissing, OpenStaff
from people.rights import Role, granted
from tests.making import Market
from tests.structure import hundred
from tests.structure.hundred import HUNDRED, NAMES, Hundred
from tests.structure.hundred_complaints import complain
from tests.structure.turns import Turns

LEADS_ON = ("Next ›", "Night ", "Morning ", "Afternoon ", "Evening ", "More categories ›")


class Reader:
    """Presses on to the end of a list, as one of the people in the market."""

    def __init__(self, connection: Connection, now: datetime, person: Person) -> None:
        self._turns = Turns(now)
        self._turn = self._turns.of(connection, person)

    def pages(self, start: Page) -> list[Screen]:
        waiting, seen = [start], {start}
        screens: list[Screen] = []
        while waiting:
            screen = self._turns.router.show(self._turn, waiting.pop())
            screens.append(screen)
            for each in buttons(screen):
                on = each.action
                if each.label.startswith(LEADS_ON) and isinstance(on, Page) and on not in seen:
                    seen.add(on)
                    waiting.append(on)
        return screens

    def actions(self, start: Page, kind: type[Action]) -> set[Action]:
        """Everything of a kind that the pages of a list lead to."""
        found = (each.action for screen in self.pages(start) for each in buttons(screen))
        return {each for each in found if isinstance(each, kind)}


def buttons(screen: Screen) -> Iterator[Button]:
    return (each for row in screen.rows for each in row if isinstance(each, Button))


async def test_the_last_of_a_hundred_can_be_reached_in_every_list(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> dict[str, int]:
        made = hundred.build(connection, now)
        complain(connection, made, now)
        return {
            f"{type(start).__name__} {kind.__name__}": len(
                Reader(connection, now, person).actions(start, kind)
            )
            for person, lists in lists_of(made)
            for start, kind in lists
        }

    found = await database.write(look)

    kinds = ("OpenCategories LookForKind", "OpenTargetKinds AimAtKind")
    assert {each: found.pop(each) for each in kinds} == {
        kinds[0]: len(SHOWN) + 1,
        kinds[1]: len(SHOWN),
    }
    assert found.pop("OpenDay OpenStaffBooking") == 3 * HUNDRED  # two of three come any time
    assert {name: count for name, count in found.items() if count < HUNDRED} == {}


async def test_what_is_only_told_is_told_to_the_end(database: Database, now: datetime) -> None:
    def look(connection: Connection) -> list[str]:
        made = hundred.build(connection, now)
        guest = Reader(connection, now, Person(made.guest, "Guest", "en"))
        screens = guest.pages(OpenReviews(made.shop.merchant))
        return [str(each.text) for each in screens]

    told = " ".join(await database.write(look))

    assert [each for each in NAMES if each not in told] == []


async def test_every_start_of_a_day_that_is_always_open_is_offered_once(
    database: Database, now: datetime
) -> None:
    def look(connection: Connection) -> tuple[int, int]:
        made = hundred.build(connection, now)
        wish = OpenService(made.often, Market(connection, now).start(days=2).date())
        guest = Reader(connection, now, Person(made.guest, "Guest", "en"))
        shown = ([each.action for each in buttons(page)] for page in guest.pages(wish))
        most = max(sum(isinstance(each, HoldSlot) for each in page) for page in shown)
        return len(guest.actions(wish, HoldSlot)), most

    assert await database.write(look) == (12 * 12, AT_ONCE)


def lists_of(made: Hundred) -> Iterator[tuple[Person, list[tuple[Page, type[Action]]]]]:
    shop = made.shop.merchant
    everywhere = frozenset(range(1, 1000))
    yield (
        Person(made.guest, "Guest", "en"),
        [
            (OpenMerchant(shop), OpenService),
            (OpenHours(shop), OpenDirections),
            (OpenResults(made.search), OpenMerchant),
            (OpenGivers(made.chosen), OpenService),
            (OpenFavourites(), OpenMerchant),
            (OpenCategories(), LookForKind),
            (OpenBookings(), OpenBooking),
            (OpenBookings(past=True), OpenBooking),
            (OpenForgetting(), OpenBooking),
        ],
    )
    yield (
        Person(made.clerk, "Kim", "en", rights=granted(dict.fromkeys(everywhere, Role.OWNER))),
        [
            (OpenDay(shop), OpenStaffBooking),
            (OpenUnanswered(shop), OpenStaffBooking),
            (OpenDayGivers(shop), OpenDay),
            (OpenCounterGivers(made.chosen), OpenFreeTimes),
            (OpenSettlements(shop), OpenSettlement),
            (OpenOwnComplaints(shop, past=True), OpenOwnComplaint),
            (OpenOwnComplaints(shop), OpenOwnComplaint),
            (OpenDesks(), OpenDesk),
            (OpenServices(shop), OpenOwnService),
            (OpenNewPlaces(shop), AskNewService),
            (OpenShopPlaces(shop), OpenShopHours),
            (OpenResources(made.shop.location), OpenResource),
            (OpenGives(made.giver), Gives),
            (OpenServiceGivers(made.chosen), GiveBy),
            (OpenWritingIn(shop), OpenFreeTimes),
            (OpenPeople(shop), OpenColleague),
            (OpenCalendars(shop, made.clerk), GiveCalendar),
            (OpenGuests(shop), OpenGuest),
        ],
    )
    yield (
        Person(made.operator, "Max", "en", rights=granted({}, Role.OPERATOR)),
        [
            (OpenMerchants(), OpenMerchantCard),
            (OpenDeserted(), OpenMerchantCard),
            (OpenOperators(), OpenRemoving),
            (OpenStaff(shop), OpenDismissing),
            (OpenClaims(), OpenClaimCase),
            (OpenRefunds(), OpenRefund),
            (OpenComplaints(decided=True), OpenComplaintCase),
            (OpenComplaints(), OpenComplaintCase),
            (OpenDisputes(), OpenDispute),
            (OpenPayouts(), OpenPayout),
            (OpenParked(), OpenGivenBack),
            (OpenParked(), OpenDead),
            (OpenTalks(), OpenTalkOf),
            (OpenReportedConversations(), OpenReportedConversation),
            (OpenPerson(made.guest), OpenOrder),
            (OpenCampaigns(), OpenCampaign),
            (OpenTargetMerchants(made.campaign), OpenTargetServices),
            (OpenTargetServices(made.campaign, shop), AimAtService),
            (OpenTargetKinds(made.campaign), AimAtKind),
        ],
    )
