"""Every action, by everybody, in every way: who may is done its wish, all others change and learn nothing."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from chat.action import Action, Page
from chat.screen import Button, DeepLinkButton, Screen, ShareButton
from database.door import Database
from handlers.complaint_actions import OpenComplaintPhoto
from handlers.console import EndSession, MakeConsoleLink, ShowConsoleLink
from handlers.courier.actions import (
    AcceptDelivery,
    AskCollection,
    AskDoorCode,
    AskDoorPhoto,
    AskGiveUp,
    BeginShift,
    CollectFromGuest,
    DeclineDelivery,
    EndShift,
    GiveDoorCode,
    GiveDoorPhoto,
    GiveItUp,
    HandToGuest,
    LeaveWithIt,
    NobodyOpens,
    OpenCourierDesk,
    OpenCourierOffer,
    OpenEarnings,
    OpenJob,
    OpenJobMap,
    StillThere,
    TakeItBack,
)
from handlers.guest.actions import OpenMeant, OpenThere
from handlers.guest.address_actions import ChooseAddress
from handlers.guest.application_actions import OpenLookalikes
from handlers.guest.bill_actions import (
    AskBill,
    GiveBill,
    GiveTip,
    OpenBill,
    OpenBillPlaces,
    OpenTip,
    PayBill,
    PayRest,
    PressTip,
)
from handlers.guest.claiming import MakeClaim, OpenClaim, OpenClaimMade
from handlers.guest.collection_times import ChooseCollection
from handlers.guest.delivery_actions import (
    FetchMyself,
    HaveMoneyBack,
    LeaveAtDoor,
    OpenDelivery,
)
from handlers.guest.full_days import OpenFullDays, WaitForDay
from handlers.guest.lookalikes import SetApart
from handlers.guest.menu_actions import OpenCollectionTimes, OrderAgain
from handlers.guest.noting import KeepNote
from handlers.guest.privacy import ForgetMe, OpenForgotten
from handlers.guest.repeating import OpenCartAgain, OpenOrderAgain
from handlers.guest.replacement import AcceptReplacement, DeclineReplacement, OpenReplacement
from handlers.guest.review_actions import SayHelpful
from handlers.guest.table_actions import SitDown
from handlers.guest.waitlist import OpenTaken, WaitFor
from handlers.invitation import AcceptInvitation, OpenJoining
from handlers.merchant.account import GiveAccount
from handlers.merchant.actions import OpenConsole, OpenRedemption
from handlers.merchant.bill import AskOwnBill, OpenOwnBillPlaces, ShowBill
from handlers.merchant.counter_day import OpenCounterDay
from handlers.merchant.counter_payment import AskWriteOff, RecordCounterPayment, WriteOff
from handlers.merchant.delivery_actions import (
    AskFetchCode,
    AskRefundLost,
    GiveFetchCode,
    ReceiveCollected,
    RefundLost,
    SendAnother,
    SetCollecting,
)
from handlers.merchant.hours import FollowPlace
from handlers.merchant.photos import DropServicePhoto
from handlers.merchant.replacing import WithdrawReplacement
from handlers.merchant.service_fields import UndoChange
from handlers.merchant.shop_actions import OpenShopPlaces
from handlers.merchant.special import DropSpecial
from handlers.merchant.visit_actions import CentreOnPlace, GiveAreaCentre
from handlers.operator.actions import OpenDeserted, OpenMarketCouriers
from handlers.operator.couriers import (
    OpenMarketCourierPayment,
    PayMarketCourier,
    TakeMarketCourierPaymentBack,
)
from handlers.operator.deliveries import RefundLostFor, SendAnotherFor
from handlers.operator.merchant import OpenReinstating, Reinstate
from handlers.operator.operators import RemoveOperator
from handlers.qr import qr
from orders import Means, codes
from tests.structure import cast
from tests.structure.beginning import beginnings
from tests.structure.brought import FETCH_CODE, OfMarket, cart_to_collect, of_market, to_collect
from tests.structure.cast import MARK, Cast, Role, as_known
from tests.structure.crawling import Crawl
from tests.structure.rights import GUEST_S_DATA, rights
from tests.structure.trying import BOOK, DIALOGUE, Refusing, Tried, Way, tries
from tests.structure.turns import Turns
from tests.structure.undoing import undone
from tests.thoroughness import THOROUGH

KINDS = {kind.__name__: kind for kind in (*BOOK.pages, *BOOK.moves)}
MAY = rights()
OWNERS = {"guest": Role.GUEST, "merchant": Role.STAFF, "operator": Role.OPERATOR}
"""Who is offered what by pressing on: by the folder of handlers."""
SPARED = frozenset({"ForgetMe", "Dismiss", "GiveRole", "HandOver", "RemoveColleague"})
"""Would end the walk; they are tried, and not done."""
OFTEN = 8
FIRST_AREA = 1
"""Of the barber's, where its guests are visited."""


class Trials:
    """Tries each action when it is offered to whom it is meant for, until those who may have done it.

    The others try it where it can be done: what nobody can do proves nothing about them.
    """

    def __init__(self, turns: Turns, everybody: Cast) -> None:
        self._turns = turns
        self._refusing = Refusing(DIALOGUE)
        self._codes = {code: signs_of(turns, code) for code in everybody.busy.codes}
        self._did: dict[str, set[Role]] = defaultdict(set)
        self._left = {folder: [*names_of(folder)] for folder in OWNERS}
        self.wrong: list[str] = []

    def is_done(self, folder: str) -> bool:
        """Whether everything of a folder of handlers was done by all who may."""
        left = self._left[folder]
        while left and not MAY[left[-1]] - self._did[left[-1]]:
            left.pop()
        return not left

    def missing(self) -> list[str]:
        return [
            f"{name}: {who - self._did[name]}" for name, who in MAY.items() if who - self._did[name]
        ]

    def put(self, connection: Connection, action: Action) -> None:
        name = type(action).__name__
        waiting = MAY[name] - self._did[name]
        if not waiting:
            return
        self._try_by(waiting, connection, action)
        if THOROUGH or waiting & self._did[name]:
            self._try_by(set(Role) - waiting, connection, action)

    def _try_by(self, roles: AbstractSet[Role], connection: Connection, action: Action) -> None:
        name = type(action).__name__
        for role in sorted(roles):
            for tried in tries(connection, self._turns, role, action, self._refusing):
                self.wrong += [
                    f"{action} by {role} ({tried.way}): {what}"
                    for what in self._faults(action, tried)
                ]
                if tried.done and tried.way is not Way.LINK:
                    self._did[name].add(role)

    def _faults(self, action: Action, tried: Tried) -> Iterator[str]:
        may = tried.role in MAY[tried.meant.__name__]
        page = isinstance(action, Page)
        if tried.done and not (may and (page or tried.way is not Way.LINK)):
            yield "was done"
        if tried.written and (page or not may):
            yield f"wrote {tried.written} rows"
        secret = tried.role is Role.OPERATOR and tried.done and MARK.lower() in said(tried.screen)
        if secret and not tried.screen.shows:
            yield "showed the guest's data without a record of it"
        yield from self._secrets(tried.role, tried.screen, has_code=carries_code(action))

    def read(self, role: Role, screen: Screen) -> None:
        """News that somebody got."""
        self.wrong += [f"news of {role}: {what}" for what in self._secrets(role, screen)]

    def _secrets(self, role: Role, screen: Screen, *, has_code: bool = False) -> Iterator[str]:
        shown = said(screen)
        if MARK.lower() in shown and role not in GUEST_S_DATA:
            yield "showed the guest's data"
        if role is not Role.GUEST and not has_code:
            found = (code for code, signs in self._codes.items() if any(s in shown for s in signs))
            yield from (f"showed the code {code}" for code in found)


def names_of(folder: str) -> Iterator[str]:
    """The actions of a folder of handlers."""
    return (name for name, kind in KINDS.items() if is_of(folder, kind))


def is_of(folder: str, kind: type[Action]) -> bool:
    return kind.__module__.startswith(f"handlers.{folder}.")


def signs_of(turns: Turns, code: str) -> tuple[str, ...]:
    """How a screen would give a code away."""
    picture = qr(turns.of(None).link(OpenRedemption(code))).key
    return code.lower(), codes.spaced(code).lower(), picture


def carries_code(action: Action) -> bool:
    return any(hasattr(action, name) for name in ("voucher", "text"))


def said(screen: Screen) -> str:
    """Everything on a screen: words, what its buttons say and carry, what is attached."""
    buttons = [each for row in screen.rows for each in row]
    actions = [
        each.action for each in buttons if isinstance(each, Button | DeepLinkButton | ShareButton)
    ]
    packed = [BOOK.codec.pack(each) for each in (*actions, screen.asks) if each]
    photo = screen.photo.key if screen.photo else ""
    attached = screen.document.content.decode(errors="replace") if screen.document else ""
    rest = (screen.toast or "", screen.invoice, screen.venue)
    return " ".join(map(str, (screen.text, buttons, packed, photo, attached, rest))).lower()


AGAIN = (OrderAgain, OpenOrderAgain, OpenCartAgain)


def by_hand(everybody: Cast) -> Iterator[Action]:
    """What nobody is offered who walks about in this market."""
    town = everybody.busy.town
    yield from (
        OpenClaim(town.florist),
        MakeClaim(town.florist, "It is mine"),
        OpenClaimMade(town.cafe),
    )
    yield from (ForgetMe(), OpenForgotten())
    yield from (OpenJoining(everybody.invitation), AcceptInvitation(everybody.invitation))
    yield from (OpenReinstating(everybody.suspended), Reinstate(everybody.suspended))
    yield from (OpenConsole(), MakeConsoleLink())
    yield from (ShowConsoleLink(each) for each in everybody.links)
    yield from (EndSession(each) for each in everybody.sessions)
    yield from (OpenDeserted(), RemoveOperator(everybody.other_operator))
    yield from (OpenShopPlaces(town.barber), DropSpecial(everybody.barber, everybody.day))
    yield FollowPlace(everybody.barber, everybody.chair)
    yield from typed(everybody)
    yield SayHelpful(everybody.busy.reviewed, yes=True)
    yield from (UndoChange(town.haircut, 1), DropServicePhoto(town.haircut))
    yield from (OpenLookalikes(everybody.alike), SetApart(everybody.alike))
    yield OpenComplaintPhoto(everybody.busy.complained)
    yield OpenTaken(town.table, everybody.busy.taken.date())
    yield WaitFor(town.table, everybody.busy.taken)
    painting, day = everybody.busy.full
    yield from (OpenFullDays(painting), WaitForDay(painting, day))
    yield from (each(everybody.busy.eaten) for each in AGAIN)
    asked = everybody.busy.asked
    yield from (OpenReplacement(asked), AcceptReplacement(asked), DeclineReplacement(asked))
    yield WithdrawReplacement(asked)
    yield SitDown(everybody.busy.table)
    yield ChooseAddress(everybody.busy.address)
    billed = everybody.busy.billed
    yield RecordCounterPayment(billed.left, Means.CASH)
    yield from (AskWriteOff(billed.old), WriteOff(billed.old))
    yield from (OpenBill(billed.key), PayBill(billed.key), AskBill(town.barber))
    yield from (
        GiveBill(town.barber, text="18"),
        AskOwnBill(town.barber),
        ShowBill(town.barber, text="18"),
    )
    yield from (OpenBillPlaces(town.barber), OpenOwnBillPlaces(town.barber))
    yield OpenCounterDay(town.barber)
    yield from (PayRest(billed.left), OpenTip(billed.left), PressTip(billed.left, 0))
    yield GiveTip(billed.left, "3")
    yield GiveAccount(town.barber, "A bank, account 123")
    yield SitDown(everybody.busy.table)
    yield from (CentreOnPlace(FIRST_AREA), GiveAreaCentre(FIRST_AREA, text="60.19, 24.93"))
    yield from of_couriers(everybody)


def typed(everybody: Cast) -> Iterator[Action]:
    """Where only words that were typed lead."""
    yield OpenThere(everybody.busy.town.barber, everybody.search)
    hold = (everybody.free_hold, everybody.search)
    yield from (OpenMeant(*hold), KeepNote(*hold))


def of_couriers(everybody: Cast) -> Iterator[Action]:
    """What couriers do is offered to nobody in the other folders."""
    found = everybody.busy.brought
    code = found.code
    yield ChooseAddress(found.address)
    yield from (OpenCourierDesk(), OpenEarnings(), BeginShift(), EndShift())
    yield from (OpenCourierOffer(found.offer), DeclineDelivery(found.offer))
    yield AcceptDelivery(found.taken)
    for kind in (OpenJob, LeaveWithIt, AskDoorCode, AskDoorPhoto, NobodyOpens, TakeItBack):
        yield kind(found.mine)
    for kind in (StillThere, AskGiveUp, GiveItUp, OpenJobMap):
        yield kind(found.mine)
    yield from (GiveDoorCode(found.mine, code), HandToGuest(code))
    yield GiveDoorPhoto(found.mine, "seed:barber")
    yield from (AskFetchCode(found.accepted), GiveFetchCode(found.accepted, int(FETCH_CODE)))
    yield SetCollecting(found.location, on=True)
    yield from (SendAnother(found.lost), AskRefundLost(found.lost), RefundLost(found.lost))
    yield from (SendAnotherFor(found.lost), RefundLostFor(found.lost))
    yield from (FetchMyself(found.untaken), HaveMoneyBack(found.untaken))
    yield from (OpenDelivery(found.untaken), LeaveAtDoor(found.untaken, at_the_door=True))


def of_market_couriers(found: OfMarket, day: date) -> Iterator[Action]:
    """What whoever pays for the market does where it has couriers."""
    monday = day - timedelta(days=day.weekday())
    yield OpenMarketCouriers()
    yield PayMarketCourier(found.merchant, found.courier, monday, 1)
    yield OpenMarketCourierPayment(found.payment)
    yield TakeMarketCourierPaymentBack(found.payment)


def of_collecting(everybody: Cast, cart: int) -> Iterator[Action]:
    """What the clerk brings is something to collect first, and so is what is in the guest's cart."""
    mine = everybody.busy.brought.mine
    yield OpenCollectionTimes(everybody.busy.brought.location)
    yield ChooseCollection(cart, None)
    yield from (AskCollection(mine), CollectFromGuest(mine, FETCH_CODE), ReceiveCollected(mine))


def test_every_action_has_its_row() -> None:
    assert set(KINDS) == set(MAY)
    assert len(KINDS) == len(BOOK.pages) + len(BOOK.moves), "two actions of one name"


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_everybody_may_what_the_table_says_and_nothing_else(
    database: Database, now: datetime
) -> None:
    turns = Turns(now)

    def try_all(connection: Connection) -> Trials:
        everybody = cast.build(connection, now)
        trials = Trials(turns, everybody)
        for action in by_hand(everybody):
            trials.put(connection, action)
        with undone(connection):
            to_collect(connection, everybody.busy.brought)
            cart = cart_to_collect(connection, everybody.busy.brought, now)
            for action in of_collecting(everybody, cart):
                trials.put(connection, action)
        with undone(connection):
            for action in of_market_couriers(of_market(connection, now), everybody.day):
                trials.put(connection, action)
        for folder in OWNERS:
            with undone(connection):
                walk(connection, turns, trials, everybody, folder)
        return trials

    trials = await database.write(try_all)

    assert "\n".join(trials.wrong) == ""
    assert "\n".join(trials.missing()) == ""


def walk(
    connection: Connection, turns: Turns, trials: Trials, everybody: Cast, folder: str
) -> None:
    person = as_known(connection, OWNERS[folder])

    def meet(action: Action) -> None:
        if is_of(folder, type(action)):
            trials.put(connection, action)

    def read(screen: Screen, _payload: object) -> None:
        trials.read(OWNERS[folder], screen)

    typed = everybody.busy.codes[0] if person.merchants else "Kall"
    crawl = Crawl(BOOK, lambda *_: None, typed, meet=meet, often=OFTEN, spared=SPARED)
    crawl.begin(beginnings(turns, connection, person, everybody.busy, read))
    crawl.go_on(
        connection,
        lambda connection: turns.of(connection, person),
        lambda: not THOROUGH and trials.is_done(folder),
    )
