"""The console over a real HTTP server, on a small town with people in every role."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from sqlalchemy import Connection

from bot.console_links import ConsoleLinks
from bot.telegram.init_data import opener
from bot.turn_factory import TurnFactory
from catalog import claiming, import_files, paying, staffing
from catalog.closing import Bookings, Closed
from catalog.menu import items, sections
from catalog.menu.item_fields import ItemField
from catalog.tables import keeping
from catalog.visits import serving
from catalog.visits.serving import NewArea
from catalog.whose import Whose
from chat.links import Links
from chat.turn import Market as Facts
from console.application import make_console
from console.desk import Desk
from console.incoming import PREFIX
from console.tokens import COOKIE
from database.door import Database
from handlers.papers import Papers
from handlers.refusals import explain
from handlers.router import make_router
from orders import (
    Wrong,
    bill_holds,
    bills,
    clearing,
    complaining,
    complaint_answers,
    counter_lists,
    placing,
)
from people import signing_in
from people.joining import Membership, join
from people.rights import Role
from queueing import queues, waiting
from tests.building import Once
from tests.languages import spoken
from tests.making import Market, Shop
from tests.structure.served import paid_for
from wording.kinds import kind_name

BOT = "42:token-of-tests"
FORM_TOKEN = re.compile(r'name="csrf" value="(\w+)"')


@dataclass
class House:
    """The served console and its database."""

    url: str
    database: Database
    now: datetime
    wakes: list[int]

    async def sign_in(self, person: int) -> "Browser":
        """A browser in which the person is signed in."""
        token = await self.database.write(
            lambda c: signing_in.begin(c, person, "A browser of tests", self.now)
        )
        return Browser(self.url, token)


@dataclass
class Answer:
    """What came back, not followed further."""

    status: int
    text: str
    headers: Mapping[str, str]
    content: bytes = b""

    @property
    def place(self) -> str:
        return self.headers.get("Location", "").removeprefix(PREFIX)


@dataclass
class Browser:
    """One that sends a session's cookie itself, as real ones do only over TLS or at home."""

    url: str
    session: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, place: str) -> Answer:
        return await self._ask("GET", place, None, {})

    async def post(self, place: str, given: Mapping[str, str], **headers: str) -> Answer:
        return await self._ask("POST", place, given, headers)

    async def send(self, place: str, photo: bytes, given: Mapping[str, str]) -> Answer:
        """A form with a picture."""
        form = aiohttp.FormData(dict(given))
        form.add_field("photo", BytesIO(photo), filename="photo.png", content_type="image/png")
        return await self._ask("POST", place, form, {"Origin": self.url})

    async def press(self, page: str, place: str, **given: str) -> Answer:
        """Sends the form of a page as it stands there, with its token."""
        shown = await self.get(page)
        found = FORM_TOKEN.search(shown.text)
        token = found[1] if found is not None else ""
        return await self.post(place, {"csrf": token, **given}, Origin=self.url)

    async def form_token(self) -> str:
        """The token of this session's forms, off a page that everybody has."""
        found = FORM_TOKEN.search((await self.get("/browsers")).text)
        return "" if found is None else found[1]

    async def _ask(self, method: str, place: str, given: Any, headers: Mapping[str, str]) -> Answer:
        cookie = {"Cookie": f"{COOKIE}={self.session}"} if self.session else {}
        async with connections().request(
            method,
            f"{self.url}{PREFIX}{place}",
            data=given,
            headers={**self.headers, **cookie, **headers},
            allow_redirects=False,
        ) as answer:
            content = await answer.read()
            return Answer(answer.status, content.decode(errors="replace"), answer.headers, content)


AXE = "/axe.js"


@cache
def connections() -> aiohttp.ClientSession:
    """To the houses of all tests, as browsers keep theirs; cookies are sent by each browser itself."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())


AREA = NewArea(500, 2000, "EUR", 5_000)


@dataclass(frozen=True)
class Cast:
    """Who is there, by what they are."""

    barber: int
    sushi: int
    owner: int
    clerk: int
    other: int
    guest: int
    operator: int
    support: int
    analyst: int
    order: int
    others_order: int
    place: int
    service: int
    resource: int
    closure: int
    ticket: int
    section: int
    item: int
    table: int
    bill: int
    area: int
    settlement: int
    invitation: int
    claim: int
    file: int
    complaint: int
    others_complaint: int


def cast(connection: Connection, now: datetime) -> Cast:
    """Kim owns the barber's, Dora is at its desk, Otto owns another place; Ann booked at both."""
    market = Market(connection, now)
    people = {
        name: market.guest(name) for name in ("Kim", "Dora", "Otto", "Ann", "Olga", "Sue", "Ada")
    }
    barber = market.merchant("Barber Kuosmanen", auto_confirm=False)
    sushi = market.merchant("Sushi Ten")
    for name, membership in (
        ("Kim", Membership(Role.OWNER, barber.merchant)),
        ("Dora", Membership(Role.DESK, barber.merchant)),
        ("Otto", Membership(Role.OWNER, sushi.merchant)),
        ("Olga", Membership(Role.OPERATOR, None)),
        ("Sue", Membership(Role.SUPPORT, None)),
        ("Ada", Membership(Role.ANALYST, None)),
    ):
        join(connection, people[name], membership, now)
    haircut = market.service(barber, name="Haircut & shave", price=0)
    table = market.service(sushi, name="Table", price=0)
    order, others = (
        _booked(connection, people["Ann"], each, market.start(), now) for each in (haircut, table)
    )
    said, unsolved = _complained(connection, people, (order, others), now)
    section, item = _menu(connection, barber.location, people["Kim"], now)
    return Cast(
        section=section,
        item=item,
        table=keeping.add(connection, barber.location, "9", 4, people["Kim"], now)[0],
        area=serving.add(connection, barber.location, AREA, 25, people["Kim"], now),
        bill=_billed(connection, barber, people, now),
        complaint=said,
        others_complaint=unsolved,
        barber=barber.merchant,
        sushi=sushi.merchant,
        owner=people["Kim"],
        clerk=people["Dora"],
        other=people["Otto"],
        guest=people["Ann"],
        operator=people["Olga"],
        support=people["Sue"],
        analyst=people["Ada"],
        order=order,
        others_order=others,
        place=barber.location,
        service=haircut,
        resource=market.resource(barber, name="Left chair"),
        closure=_closed(connection, barber.location, people["Kim"], now),
        settlement=market.settlement(barber, number=7),
        claim=claiming.claim(
            connection, market.merchant("Kiosk", state="listed").merchant, people["Otto"], "", now
        ),
        file=import_files.send(connection, "more.csv", b"name\n", people["Olga"], now),
        ticket=_queued(connection, barber.location, people, now),
        invitation=staffing.invite(
            connection, Membership(Role.DESK, barber.merchant), people["Kim"], KEY, now
        ),
    )


cast_once = Once(cast)


def _complained(
    connection: Connection, people: Mapping[str, int], booked: tuple[int, int], now: datetime
) -> tuple[int, int]:
    """One waits for the barber's answer, one for the market's decision."""
    said, unsolved = (
        complaining.complain(connection, each, people["Ann"], Wrong.LATE, "An hour", now)
        for each in booked
    )
    complaint_answers.answer(connection, unsolved, people["Otto"], "Sorry", None, now)
    complaining.is_not_solved(connection, unsolved, people["Ann"], "", now)
    return said, unsolved


def _billed(connection: Connection, shop: Shop, people: Mapping[str, int], now: datetime) -> int:
    """A bill of 18 that Dora shows and Ann has paid."""
    paying.set_takes_bills(connection, shop.merchant, people["Kim"], now, on=True)
    given = (shop.merchant, 1800, "EUR", people["Dora"], now)
    key = bills.show(connection, *given, location_id=shop.location)
    order = bill_holds.hold(connection, people["Ann"], key, None, now)
    paid_for(connection, people["Ann"], order, now)
    return counter_lists.id_of(connection, key)


def _menu(connection: Connection, location: int, owner: int, now: datetime) -> tuple[int, int]:
    """A section, and what stands in it."""
    section = sections.begin(connection, location, "Coffee", owner, now)
    item = items.begin(connection, section, "Flat white", "EUR", owner, now)
    items.change(connection, item, {ItemField.PRICE: 420}, owner, now)
    items.set_active(connection, item, owner, now, active=True)
    return section, item


def _queued(connection: Connection, location: int, people: Mapping[str, int], now: datetime) -> int:
    queues.open_queue(connection, location, people["Dora"], now)
    return waiting.take_number(connection, people["Ann"], location, 2, now)


def _closed(connection: Connection, location: int, owner: int, now: datetime) -> int:
    day = now.date() + timedelta(days=20)
    closed = Closed(Whose(location), day, day)
    return clearing.close(connection, closed, Bookings.KEEP, 0, owner, now)


def _booked(
    connection: Connection, guest: int, service: int, start: datetime, now: datetime
) -> int:
    order = placing.hold(connection, guest, service, start, 1, None, now)
    placing.place_free(connection, order, guest, now)
    return order


KEY = b"of tests"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""The smallest there is: one point that one can see through."""


class Templates(BytecodeCache):
    """What templates were compiled to, for the consoles of all tests."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def _templates() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        remembering = partial(Environment, bytecode_cache=Templates())
        patch.setattr("console.rendering.Environment", remembering)
        yield


@pytest.fixture(scope="session", autouse=True)
async def _connections() -> AsyncIterator[None]:
    yield
    await connections().close()


@pytest.fixture
async def people(database: Database, now: datetime) -> Cast:
    return await database.write(lambda c: cast_once(c, now))


async def axe(_request: web.Request) -> web.Response:
    """The script that looks for what is out of somebody's reach; browsers keep it."""
    kept = {"Cache-Control": "max-age=3600"}
    return web.Response(text=Axe().axe_script, content_type="text/javascript", headers=kept)


@pytest.fixture
async def house(database: Database, now: datetime) -> AsyncIterator[House]:
    languages, router, wakes = spoken(), make_router(), [0]
    facts = Facts("Hereabouts", "EUR", "sandbox", languages.codes, "Europe/Helsinki")
    links = Links(router.codec.pack, "https://t.me/hereabouts_bot?start=")
    turns = TurnFactory(languages, facts, links, "telegram", key=KEY)
    desk = Desk(
        database=database,
        turns=turns,
        languages=languages,
        channel="telegram",
        now=lambda: now,
        explain=lambda turn, error: explain(turn, error).words,
        proved=opener(BOT),
        changed=lambda: wakes.append(1),
        market="Hereabouts",
        links=ConsoleLinks(),
        papers=Papers(),
        kind=kind_name,
        key=KEY,
    )
    app = web.Application()
    app.add_subapp(PREFIX, make_console(desk))
    app.router.add_get(AXE, axe)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield House(f"http://127.0.0.1:{port}", database, now, wakes)
    await runner.cleanup()
