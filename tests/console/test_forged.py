"""Every address of the console, asked for and pressed by everybody whose it is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from console.rooms import ROOMS
from database.door import Database
from tests import refusing
from tests.console.conftest import PICTURE, Answer, Browser, Cast, House

SECRETS = ("Haircut", "Dora", "Sue")
"""Nobody reads them who may not: what a guest booked, a clerk, one of support."""

OWN = {"clerk": "Dora"}
OPEN = {"", "/", "/browsers"}
"""Everybody who is signed in has their own."""

REPORTED = (
    *("/market/reviews/", "/market/conversations/", "/market/complaints/"),
    "/market/orders/",
)
"""What support decides about, and gives money back of."""

SELF = {"/browsers/{session}/end"}
MARKS = {"sessions", "sign_in_links"}
"""What signing in writes is no change of the market."""


@dataclass(frozen=True)
class Address:
    """A route with numbers that exist."""

    path: str
    move: bool
    market: bool
    photo: bool = False

    async def sent(self, browser: Browser, given: Mapping[str, str]) -> Answer:
        """The form, with a picture where it brings one."""
        if self.photo:
            return await browser.send(self.path, PICTURE, given)
        return await browser.post(self.path, given, Origin=browser.url)


def addresses(people: Cast) -> Iterator[Address]:
    numbers = {
        "merchant": people.barber,
        "order": people.order,
        "person": people.clerk,
        "settlement": people.settlement,
        "service": people.service,
        "place": people.place,
        "resource": people.resource,
        "closure": people.closure,
        "ticket": people.ticket,
        "section": people.section,
        "item": people.item,
        "table": people.table,
        "bill": people.bill,
        "guest": people.guest,
        "invitation": people.invitation,
        "claim": people.claim,
        "file": people.file,
        "complaint": people.complaint,
        "area": people.area,
        **dict.fromkeys(
            ("refund", "event", "message", "update", "receipt", "courier", "payment"), 1
        ),
        "session": 1,
    }
    for room in ROOMS:
        for paths, move in ((room.pages, False), (room.moves, True)):
            for path in paths:
                if path not in OPEN | SELF:
                    here = path.format(**numbers)
                    yield Address(
                        here, move, path.startswith("/market"), path in room.photos | room.files
                    )


async def everything(database: Database) -> dict[str, object]:
    """All rows there are."""
    found = await database.read(refusing.everything)
    return {name: rows for name, rows in found.items() if name not in MARKS}


def wrong(people: Cast, address: Address) -> dict[str, int]:
    """Who is not to get in there."""
    if address.market:
        return {"guest": people.guest, "owner": people.owner, "clerk": people.clerk}
    return {
        "guest": people.guest,
        "another owner": people.other,
        "operator": people.operator,
        "analyst": people.analyst,
    }


async def test_the_wrong_people_learn_and_change_nothing(house: House, people: Cast) -> None:
    before = await everything(house.database)
    signed_in = dict[int, tuple[Browser, str]]()
    for address in addresses(people):
        for who, person in wrong(people, address).items():
            if person not in signed_in:
                browser = await house.sign_in(person)
                signed_in[person] = browser, await browser.form_token()
            browser, token = signed_in[person]
            given = {"csrf": token, "role": "owner", "start": ""}
            answer = (
                await address.sent(browser, given)
                if address.move
                else await browser.get(address.path)
            )
            assert answer.status == 404, (who, address, answer.text)
            read = [each for each in SECRETS if each in answer.text and each != OWN.get(who)]
            assert not read, (who, address)
    assert await everything(house.database) == before


async def test_strangers_learn_and_change_nothing(house: House, people: Cast) -> None:
    before = await everything(house.database)
    strangers = [Browser(house.url), Browser(house.url, "made-up")]
    for address in addresses(people):
        for browser in strangers:
            asked = await browser.get(address.path)
            if not address.move:
                assert asked.status == 401, address
            pressed = await address.sent(browser, {"csrf": "made-up"})
            assert pressed.status in {401 if address.photo else 403, 405}, address
            for answer in (asked, pressed):
                assert not [each for each in SECRETS if each in answer.text], address
    assert await everything(house.database) == before


@pytest.mark.parametrize("kind", ["none", "wrong", "of another", "from elsewhere"])
async def test_a_form_that_is_not_ours_changes_nothing(
    house: House, people: Cast, kind: str
) -> None:
    owner, other = await house.sign_in(people.owner), await house.sign_in(people.other)
    tokens = {
        "none": None,
        "wrong": "0" * 64,
        "of another": await other.form_token(),
        "from elsewhere": await owner.form_token(),
    }
    token = tokens[kind]
    given = {"role": "manager"} | ({} if token is None else {"csrf": token})
    origin = "https://evil.example" if kind == "from elsewhere" else house.url
    before = await everything(house.database)
    for address in addresses(people):
        if address.move and not address.market:
            answer = (
                await owner.post(address.path, given, Origin=origin)
                if origin != house.url
                else await address.sent(owner, given)
            )
            assert answer.status == 403, address
    assert await everything(house.database) == before


NUMBERS = ("order", "guest", "complaint", "place", "table", "bill")
MAY: dict[str, set[str]] = {
    "clerk": {
        "",
        "/calendar",
        "/calendar/new",
        "/bookings",
        "/bookings/{order}",
        "/bookings/{order}/move",
        "/bookings/{order}/messages",
        "/reviews",
        "/guests",
        "/guests/{guest}",
        "/guests/file",
        "/queue",
        "/queue/{place}",
        "/queue/{place}/wall",
        "/deliveries",
        "/counter",
        "/counter/{bill}",
        "/receipts/1",
        "/menu",
        "/places/{place}/menu",
        "/tables",
        "/tables/{table}",
    },
    "support": {
        *("/market", "/market/categories", "/market/orders", "/market/orders/{order}"),
        *("/market/people", "/market/people/2", "/market/refunds", "/market/disputes"),
        "/market/reviews",
        *("/market/complaints", "/market/complaints/{complaint}"),
        "/market/conversations",
        "/market/stuck",
        "/market/deliveries",
        *("/market/receipts", "/market/receipts/1"),
    },
    "analyst": {"/market", "/market/categories"},
}


@pytest.mark.parametrize("role", sorted(MAY))
async def test_each_role_has_its_pages_and_no_other(house: House, people: Cast, role: str) -> None:
    browser = await house.sign_in(getattr(people, role))
    base = f"/m/{people.barber}" if role == "clerk" else ""
    numbers = {name: getattr(people, name) for name in NUMBERS}
    wanted = {base + each.format(**numbers) for each in MAY[role]}
    for address in addresses(people):
        if not address.move:
            shown = await browser.get(address.path)
            assert shown.status == (200 if address.path in wanted else 404), address


async def test_an_analyst_reads_no_name(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.analyst)
    for address in addresses(people):
        if not address.move:
            shown = await browser.get(address.path)
            assert not [each for each in (*SECRETS, "Ann") if each in shown.text], address


@pytest.mark.parametrize("role", ["support", "analyst"])
async def test_who_helps_or_counts_runs_nothing(house: House, people: Cast, role: str) -> None:
    browser = await house.sign_in(getattr(people, role))
    given = {"csrf": await browser.form_token(), "commission": "5", "was": "1000", "name": "Mine"}
    before = await everything(house.database)
    for address in addresses(people):
        decides = role == "support" and address.path.startswith(REPORTED)
        if address.move and address.market and not decides:
            answer = await address.sent(browser, given)
            assert answer.status == 404, address
    assert await everything(house.database) == before


async def test_an_order_of_another_place_is_not_there(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    place = f"/m/{people.barber}/bookings/{people.others_order}"
    assert (await browser.get(place)).status == 404
    token = await browser.form_token()
    for verb in ("confirm", "decline", "cancel"):
        pressed = await browser.post(f"{place}/{verb}", {"csrf": token}, Origin=house.url)
        assert pressed.status == 404
