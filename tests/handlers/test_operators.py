"""The operators' pages are theirs alone, and what is decided there is decided once."""

import pkgutil
from dataclasses import fields
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import Connection, select

import handlers.operator
from catalog import claiming
from catalog.errors import ClaimDecided, MerchantUnknown
from catalog.models import merchants
from chat.action import GIVEN, Action
from chat.errors import NotAllowed, PageOutdated
from chat.screen import CopyButton, ShareButton
from chat.turn import Person
from database.door import Database
from handlers.invitation import AcceptInvitation, OpenJoining
from handlers.merchant.actions import OpenDesk
from handlers.operator import news
from handlers.operator.actions import (
    OpenClaimCase,
    OpenMerchantCard,
    OpenMerchants,
    OpenOperatorDesk,
    OpenRefund,
)
from handlers.operator.claims import ApproveClaim, RefuseClaim
from handlers.operator.inviting import InviteStaff
from handlers.operator.merchant import OpenSuspending, Suspend
from handlers.operator.merchants import FindMerchants, link_safe
from handlers.operator.refunds import OpenRefundDone, RefundIsDone
from handlers.operator.staffing import Dismiss, OpenDismissing, OpenStaff
from orders.booking import placing
from orders.course import suspending as calling_off
from orders.errors import RefundSettled
from orders.models import orders
from payments.models import refunds
from people import queries
from people.models import staff
from people.rights import Role, granted
from tests.handlers.operating import Presses, actions_on, paid
from tests.making import Market
from tests.structure.turns import Turns


@pytest.fixture
async def desk(database: Database, now: datetime) -> Presses:
    olli = await database.write(lambda c: Market(c, now).operator())
    return Presses(
        database, Turns(now), Person(olli, "Olli", "en", rights=granted({}, Role.OPERATOR))
    )


def every_action() -> list[type[Action]]:
    modules = (
        import_module(f"handlers.operator.{found.name}")
        for found in pkgutil.iter_modules(handlers.operator.__path__)
    )
    flows = [module.flow for module in modules if hasattr(module, "flow")]
    return [kind for flow in flows for kind in (*flow.pages, *flow.moves)]


def some(kind: type[Action]) -> Action:
    values: dict[str, Any] = {
        "kind": "sauna",
        "token": "A" * 20,
        "at": datetime(2026, 3, 5, 9, 0, tzinfo=UTC),
    }
    needed = [each for each in fields(kind) if GIVEN not in each.metadata]
    return kind(**{each.name: values.get(each.name, 1) for each in needed})


@pytest.mark.parametrize("kind", every_action(), ids=lambda kind: kind.__name__)
async def test_nobody_else_gets_in(kind: type[Action], now: datetime) -> None:
    turns = Turns(now)
    turn = turns.of(None, Person(1, "Guest", "en", rights=granted(dict.fromkeys({1}, Role.OWNER))))
    act = turns.router.moves.get(kind) or turns.router.pages[kind]
    with pytest.raises(NotAllowed):
        act(turn, some(kind))


async def test_an_operator_whose_right_was_withdrawn_is_a_guest_with_the_next_press(
    desk: Presses,
) -> None:
    former = Person(desk.person.id, "Olli", "en")
    with pytest.raises(NotAllowed):
        await desk.press(OpenOperatorDesk(), former)


async def test_a_quiet_desk_has_nothing_waiting(desk: Presses) -> None:
    screen = await desk.page(OpenOperatorDesk())
    assert "Nothing to do right now" in screen.text
    assert not {label for label in actions_on(screen) if label[0] in "🙋💸⚠"}


def claimed(connection: Connection, now: datetime) -> tuple[int, int]:
    market = Market(connection, now)
    shop = market.merchant("Kulma", state="listed").merchant
    connection.execute(staff.delete().where(staff.c.merchant_id == shop))
    guest = market.guest("Aino")
    return shop, claiming.claim(connection, shop, guest, "I am the owner <b>", now)


async def test_a_claim_is_brought_to_the_desk_and_approved_once(
    desk: Presses, database: Database, now: datetime
) -> None:
    shop, claim = await database.write(lambda c: claimed(c, now))
    assert "🙋 1 claim" in actions_on(await desk.page(OpenOperatorDesk()))
    case = await desk.page(OpenClaimCase(claim))
    assert "I am the owner &lt;b&gt;" in case.text

    decided = await desk.page(ApproveClaim(claim))

    assert "Approved" in decided.text
    assert not decided.rows
    with pytest.raises(ClaimDecided):
        await desk.press(RefuseClaim(claim))
    state = select(merchants.c.state).where(merchants.c.id == shop)
    assert await database.read(lambda c: c.execute(state).scalar_one()) == "active"


async def test_news_of_a_claim_says_so_once_it_is_decided(
    desk: Presses, database: Database, now: datetime
) -> None:
    _, claim = await database.write(lambda c: claimed(c, now))

    async def told() -> Any:
        payload = {"claim": claim}
        return await database.read(lambda c: news.claim(desk.turns.of(c, desk.person), payload))

    assert "✅ Approve" in actions_on(await told())
    await desk.press(RefuseClaim(claim))
    assert "✅ Approve" not in actions_on(await told())
    assert "Refused" in (await told()).text


def refund(connection: Connection, now: datetime) -> int:
    order, payment = paid(connection, now, returned=2000)
    market = Market(connection, now)
    money = {"amount": 2000, "currency": "EUR", "reason": "guest", "state": "by_hand"}
    key = {"idempotency_key": "key", "requested_at": now}
    return market.add(refunds, payment_id=payment, order_id=order, **money, **key)


async def test_a_refund_by_hand_shows_the_charge_to_copy_and_is_done_once(
    desk: Presses, database: Database, now: datetime
) -> None:
    number = await database.write(lambda c: refund(c, now))
    assert "💸 1 refund by hand" in actions_on(await desk.page(OpenOperatorDesk()))
    page = await desk.page(OpenRefund(number))
    copied = [each.text for row in page.rows for each in row if isinstance(each, CopyButton)]
    assert copied == ["psp_42"]
    sure = await desk.page(OpenRefundDone(number))
    assert "€20" in sure.text

    done = await desk.page(RefundIsDone(number))

    assert "by Olli" in done.text
    assert not done.rows
    with pytest.raises(RefundSettled):
        await desk.press(RefundIsDone(number))


async def test_a_suspended_merchants_guests_get_everything_back(
    desk: Presses, database: Database, now: datetime
) -> None:
    def booked(connection: Connection) -> tuple[int, int]:
        market = Market(connection, now)
        shop, guest = market.merchant(), market.guest()
        service = market.service(shop, duration_minutes=None, price=0)
        order = placing.hold(connection, guest, service, None, 1, None, now)
        placing.place_free(connection, order, guest, now)
        return order, shop.merchant

    order, shop = await database.write(booked)
    assert "1 open booking will be cancelled" in (await desk.page(OpenSuspending(shop))).text

    suspended = await desk.page(Suspend(shop))

    assert "Suspended" in suspended.text
    assert "1 booking is still to be cancelled" in suspended.text
    assert "Reactivate" not in actions_on(suspended)
    assert await database.write(lambda c: calling_off.call_off(c, now, 25)) == 1
    assert "Reactivate" in actions_on(await desk.page(OpenMerchantCard(shop)))
    state = select(orders.c.state).where(orders.c.id == order)
    assert await database.read(lambda c: c.execute(state).scalar_one()) == "cancelled"


async def test_an_invitation_is_a_link_to_copy_and_share_that_makes_one_person_staff(
    desk: Presses, database: Database, now: datetime
) -> None:
    shop, _ = await database.write(lambda c: claimed(c, now))
    guest = await database.write(lambda c: Market(c, now).guest("Kim"))
    page = await desk.page(InviteStaff(shop))
    copy, share = page.rows[0]
    assert isinstance(copy, CopyButton)
    assert isinstance(share, ShareButton)
    assert isinstance(share.action, OpenJoining)
    token = share.action.token
    assert copy.text.endswith(token)
    kim = Person(guest, "Kim", "en")
    offered = await desk.press(share.action, kim)
    assert "Olli invites you" in offered.text
    assert "Kulma" in offered.text
    assert "No staff yet" in (await desk.page(OpenMerchantCard(shop))).text

    after = await desk.press(AcceptInvitation(token), kim)

    assert after == OpenDesk(shop)
    card = await desk.page(OpenMerchantCard(shop))
    assert "Staff: Kim" in card.text
    assert "Active" in card.text


async def test_who_is_dismissed_is_staff_no_more(
    desk: Presses, database: Database, now: datetime
) -> None:
    shop = await database.write(lambda c: Market(c, now).merchant())
    staff_page = await desk.page(OpenStaff(shop.merchant))
    assert actions_on(staff_page) == {"Kim": OpenDismissing(shop.merchant, shop.clerk)}
    assert "Kim" in (await desk.page(OpenDismissing(shop.merchant, shop.clerk))).text

    after = await desk.page(Dismiss(shop.merchant, shop.clerk))

    assert not actions_on(after)
    known = await database.read(lambda c: queries.known(c, shop.clerk))
    assert known.merchants == frozenset()


async def test_a_list_of_many_merchants_is_leafed_through(
    desk: Presses, database: Database, now: datetime
) -> None:
    def many(connection: Connection) -> None:
        market = Market(connection, now)
        for number in range(10):
            market.merchant(f"Shop {number}")

    await database.write(many)
    first = actions_on(await desk.page(OpenMerchants()))
    second = actions_on(await desk.page(first["Next ›"]))
    assert len([label for label in first if "Shop" in label]) == 8
    assert len([label for label in second if "Shop" in label]) == 2
    assert second["‹ Previous"] == OpenMerchants(0)


async def test_nonsense_in_a_search_finds_everything_rather_than_failing(desk: Presses) -> None:
    assert await desk.press(FindMerchants("!?")) == OpenMerchants(0, None)


@pytest.mark.parametrize("typed", ["Café Töölö & Co", "寿司", "a" * 100, "_-_", "x" * 19 + " y"])
def test_what_is_typed_fits_a_button(typed: str, now: datetime) -> None:
    codec = Turns(now).router.codec
    action = OpenMerchants(10_000, link_safe(typed))
    assert codec.unpack(codec.pack(action)) == (action, None)


async def test_a_merchant_that_is_gone_leads_back_to_the_list(desk: Presses) -> None:
    with pytest.raises(PageOutdated) as outdated:
        await desk.press(OpenMerchantCard(404))
    assert outdated.value.fresh == OpenMerchants()


@pytest.mark.parametrize(
    ("press", "refusal"), [(InviteStaff(99), MerchantUnknown), (RefundIsDone(99), PageOutdated)]
)
async def test_what_is_not_there_is_refused_in_words(
    desk: Presses, press: Action, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await desk.press(press)
