"""What a page of the console costs with a million orders in the database, on both engines."""

import time
from collections.abc import Sequence
from statistics import median

from sqlalchemy import Connection

from benchmarks.engines import postgres, sqlite
from benchmarks.filling import NOW, fill
from benchmarks.past import Past
from benchmarks.report import Section
from benchmarks.sizes import size
from bot.console_links import ConsoleLinks
from bot.turn_factory import TurnFactory
from bot.workers.figures import Figures
from chat.links import Links
from chat.turn import Market, Person, Turn
from console.asking import Ask, Shows, View
from console.market import (
    audit,
    campaigns,
    categories,
    claims,
    looks,
    merchants,
    orders,
    overview,
    payouts,
    people,
    refunds,
    settlements,
    stuck,
)
from console.merchant import (
    bookings,
    calendar,
    guests,
    history,
    reviews,
    sales,
    services,
    statements,
    today,
)
from console.rendering import Pages
from database.door import Database, open_database
from handlers.router import make_router
from people.rights import GRANTS, Role
from tests.languages import spoken
from tests.player.talking import TurnableClock
from wording.kinds import kind_name

ORDERS = size(1_000_000, 2_000, "ORDERS")
ROUNDS = size(9, 1)
BOUND = 50
INTRO = (
    f"Each page of the operators' desk and of one of the merchants, read and rendered, with {ORDERS:,} orders of two years in the "
    f"database and its days reckoned: median milliseconds of {ROUNDS}. CPU is this process's, which "
    f"on SQLite is all there is; a page may take {BOUND} ms of it. PostgreSQL works elsewhere: beside "
    "its CPU here stands how long the page took in all."
)
HEADER = ("", "SQLite, CPU ms", "PostgreSQL, CPU ms", "PostgreSQL, ms in all")

Asked = tuple[str, Shows, dict[str, str], dict[str, int]]


def of_merchant() -> Sequence[Asked]:
    """Pages of somebody who runs one of the merchants; each has ten thousand orders."""
    pages: tuple[tuple[str, Shows, dict[str, str]], ...] = (
        ("a merchant's day", today.today_page, {}),
        ("a merchant's bookings", bookings.bookings_page, {}),
        ("a merchant's past bookings", bookings.bookings_page, {"show": "past"}),
        ("a merchant's bookings by a word", bookings.bookings_page, {"show": "past", "q": "Aino"}),
        (
            "a merchant's bookings by a word of nobody",
            bookings.bookings_page,
            {"show": "past", "q": "Nobody"},
        ),
        ("a merchant's day as a calendar", calendar.calendar_page, {}),
        ("a merchant's week", calendar.calendar_page, {"view": "week"}),
        ("a merchant's guests", guests.guests_page, {}),
        ("a merchant's guests who stay away", guests.guests_page, {"show": "away"}),
        ("a merchant's guests by a name of nobody", guests.guests_page, {"q": "Nobody"}),
        ("a merchant's reviews", reviews.reviews_page, {}),
        ("a merchant's sales of 90 days", sales.sales_page, {"days": "90"}),
        ("a merchant's settlements", statements.statements_page, {}),
        ("a merchant's changes", history.history_page, {}),
        ("a merchant's services", services.services_page, {}),
    )
    return [(name, shows, query, {"merchant": 1}) for name, shows, query in pages]


def asked(past: Past) -> Sequence[Asked]:
    """A page by its name, with what stands in its address."""
    guest = past.clients[len(past.clients) // 2]
    return (
        ("overview, 14 days", overview.overview_page, {}, {}),
        ("overview, 90 days", overview.overview_page, {"days": "90"}, {}),
        ("merchants", merchants.merchants_page, {}, {}),
        ("merchants, by a word", merchants.merchants_page, {"q": "past"}, {}),
        ("a merchant and how it serves", merchants.merchant_page, {}, {"merchant": 1}),
        ("to approve", claims.claims_page, {}, {}),
        ("an order by its number", orders.finding_page, {"q": str(past.orders // 2)}, {}),
        ("an order", orders.order_page, {}, {"order": past.orders // 2 + 7}),
        ("a person by number", people.finding_page, {"q": str(guest)}, {}),
        ("a person by name", people.finding_page, {"q": "Aino"}, {}),
        ("a person by a name of nobody", people.finding_page, {"q": "Nobody"}, {}),
        ("a person", people.person_page, {}, {"person": guest}),
        ("refunds", refunds.refunds_page, {}, {}),
        ("disputes", refunds.disputes_page, {}, {}),
        ("stuck", stuck.stuck_page, {}, {}),
        ("campaigns", campaigns.campaigns_page, {}, {}),
        ("settlements", settlements.settlements_page, {}, {}),
        ("payouts", payouts.payouts_page, {}, {}),
        ("categories", categories.categories_page, {}, {}),
        ("looks", looks.looks_page, {}, {}),
        ("audit", audit.audit_page, {}, {}),
        *of_merchant(),
    )


async def section() -> Section:
    async with sqlite() as path:
        here = await measured(f"sqlite:///{path}")
    async with postgres() as url:
        there = await measured(url)
    rows = [
        (name, f"{cpu:.1f}", f"{there[name][0]:.1f}", f"{there[name][1]:.1f}")
        for name, (cpu, _) in here.items()
    ]
    return Section("The console", INTRO, HEADER, rows)


async def measured(url: str) -> dict[str, tuple[float, float]]:
    """(milliseconds of CPU, of time) of each page."""
    past = await fill(url, ORDERS)
    pages, languages = Pages("Hereabouts"), spoken()
    router = make_router()
    facts = Market("Hereabouts", "EUR", "sandbox", languages.codes, "UTC")
    links = Links(router.codec.pack, "https://t.me/bench?start=")
    turns = TurnFactory(languages, facts, links, "telegram", key=b"of benchmarks")
    found: dict[str, tuple[float, float]] = {}
    async with open_database(url) as database:
        await Figures(database, TurnableClock(NOW), "UTC").work()
        for each in asked(past):
            found[each[0]] = await cost(database, pages, turns, each)
    return found


async def cost(
    database: Database, pages: Pages, turns: TurnFactory, page: Asked
) -> tuple[float, float]:
    _, shows, query, place = page
    ask = Ask("/market", place, query, {})

    def work(connection: Connection) -> tuple[float, float]:
        worked, began = time.process_time(), time.perf_counter()
        turn = operator(turns, connection)
        view = shows(turn, ask)
        assert isinstance(view, View)
        pages.page(turn, view, **around(turn, ask))
        return (time.process_time() - worked) * 1000, (time.perf_counter() - began) * 1000

    await database.read(work)  # what is compiled once
    rounds = [await database.read(work) for _ in range(ROUNDS)]
    return median(each[0] for each in rounds), median(each[1] for each in rounds)


def operator(turns: TurnFactory, connection: Connection) -> Turn:
    person = Person(1, "Olga", "en", {None: GRANTS[Role.OPERATOR], 1: GRANTS[Role.OWNER]})
    texts = turns.languages.texts("en")
    return Turn(connection, person, NOW, texts, turns.market, turns.links, "telegram")


def around(turn: Turn, ask: Ask) -> dict[str, object]:
    return {
        "csrf": "",
        "path": ask.path,
        "root": "/console",
        "session": 1,
        "query": ask.query,
        "kind_name": lambda category: kind_name(turn, category),
        "links": ConsoleLinks(),
        "errors": {},
    }
