"""What those who run the market do at their desk: approve, change, find, suspend, bring in."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.logs import make_log
from bot.workers.figures import Figures, begins_of
from bot.workers.importing import Importing
from catalog import import_files, queries
from catalog.changes import history
from catalog.commissioning import set_commission
from catalog.errors import FileRefused
from catalog.import_files import FileState
from database.money import unlimited
from orders import queries as orders
from orders import scoring
from people import looking
from people.looking import Place
from tests.console.conftest import Browser, Cast, House
from tests.making import Market
from tests.player.talking import TurnableClock
from tests.refusing import refuses

CSV = (
    "name,latitude,longitude,category\n"
    "Kioski Ranta,60.16,24.94,cafe\n"
    ",60.17,24.95,cafe\n"
    "Kahvila Piha,nowhere,24.95,cafe\n"
)


async def operator(house: House, people: Cast) -> Browser:
    return await house.sign_in(people.operator)


async def test_commission_is_changed_for_what_is_ordered_from_then_on(
    house: House, people: Cast
) -> None:
    browser, page = await operator(house, people), f"/market/merchants/{people.barber}"
    asked = await browser.get(f"{page}?ask=commission&commission=12,5")
    assert "12.5%" in asked.text
    stale = await browser.press(page, f"{page}/commission", commission="12.5", was="1")
    assert stale.status == 422
    for wrong in ("101", "-1", "12.555", "x", ""):
        refused = await browser.press(page, f"{page}/commission", commission=wrong, was="1000")
        assert refused.status == 422, wrong
    done = await browser.press(page, f"{page}/commission", commission="12.5", was="1000")
    assert done.status == 303
    merchant = await house.database.read(lambda c: queries.merchant(c, people.barber))
    assert merchant is not None
    assert merchant.commission_basis_points == 1250
    order = await house.database.read(lambda c: orders.order(c, people.order))
    assert order is not None
    assert order.terms.commission_basis_points == 1000
    assert "12.5%" in (await browser.get(page)).text


async def test_what_operators_change_is_on_record(house: House, people: Cast) -> None:
    browser, page = await operator(house, people), f"/market/merchants/{people.sushi}"
    for verb, given in (
        ("badge/give", {}),
        ("badge/take", {}),
        ("words", {"name": "Sushi Eleven", "description": "Raw", "category": "bar"}),
        ("suspend", {}),
    ):
        assert (await browser.press(page, f"{page}/{verb}", **given)).status == 303, verb
    found = await house.database.read(lambda c: history(c, people.sushi, 10))
    changed = [dict(each.after) for each in found if each.by == people.operator]
    assert changed == [
        {"state": "suspended"},
        {"category": "bar"},
        {"name": "Sushi Eleven", "description": "Raw"},
        {"badge": False},
        {"badge": True},
    ]
    shown = await browser.get(page)
    assert "Suspended" in shown.text
    blank = await browser.press(page, f"{page}/words", name=" ", description="")
    assert blank.status == 422


@pytest.mark.parametrize("verb", ["approve", "refuse"])
async def test_a_claim_is_decided_once(house: House, people: Cast, verb: str) -> None:
    browser, page = await operator(house, people), f"/market/claims/{people.claim}"
    assert "Otto" in (await browser.get(page)).text
    assert (await browser.press(f"{page}?ask={verb}", f"{page}/{verb}")).status == 303
    shown = await browser.get(page)
    assert f"{verb}d" in shown.text.replace("refuseed", "refused").lower()
    again = await browser.press("/browsers", f"{page}/approve")
    assert again.status == 409


async def test_who_is_looked_at_is_on_record(house: House, people: Cast) -> None:
    helper = await house.sign_in(people.support)
    order, person = f"/market/orders/{people.order}", f"/market/people/{people.guest}"
    for place in (order, person, "/market/people?q=ann", "/market/people?q=nobody"):
        assert (await helper.get(place)).status == 200
    found = await house.database.read(lambda c: looking.latest(c, 10))
    assert [(each.operator, each.person, each.place, each.subject_id) for each in found] == [
        ("Sue", "Ann", Place.SEARCH, None),
        ("Sue", "Ann", Place.PERSON, None),
        ("Sue", "Ann", Place.ORDER, people.order),
    ]
    listed = await (await operator(house, people)).get("/market/looks")
    assert listed.text.count("Sue") == len(found)
    assert (await helper.get("/market/looks")).status == 404


async def test_a_person_is_found_by_number_and_name(house: House, people: Cast) -> None:
    helper = await house.sign_in(people.support)
    for words in ("An", f"%23{people.guest}", str(people.guest)):
        assert "Ann" in (await helper.get(f"/market/people?q={words}")).text, words
    shown = await helper.get(f"/market/people/{people.guest}")
    assert "Haircut" in shown.text
    assert (await helper.get("/market/people/999")).status == 404


async def test_the_last_of_many_merchants_is_reached(house: House, people: Cast) -> None:
    def many(market: Market) -> list[int]:
        return [market.merchant(f"Many {each}", state="listed").merchant for each in range(120)]

    await house.database.write(lambda c: many(Market(c, house.now)))
    browser, place, seen = await operator(house, people), "/market/merchants?q=", 0
    while place:
        shown = (await browser.get(place)).text
        seen += shown.count('href="/console/market/merchants/')
        _, _, link = shown.partition('rel="next" href="')
        place = "/market/merchants" + link.partition('"')[0].replace("&amp;", "&") if link else ""
    assert seen == 120 + 3


async def test_a_file_is_read_in_the_background_and_reported(house: House, people: Cast) -> None:
    made = await house.database.write(
        lambda c: import_files.send(c, "new.csv", CSV.encode(), people.operator, house.now)
    )
    browser = await operator(house, people)
    assert "It is being read" in (await browser.get(f"/market/imports/{made}")).text
    log = make_log("json")
    await Importing(house.database, TurnableClock(house.now), log, unlimited).work()
    await Importing(house.database, TurnableClock(house.now), log, unlimited).work()
    file = await house.database.read(lambda c: import_files.one(c, made))
    assert file is not None
    assert (file.state, file.report and file.report["new"]) == (FileState.DONE, 1)
    shown = (await browser.get(f"/market/imports/{made}")).text
    assert "no name" in shown
    download = await browser.get(f"/market/imports/{made}/refused")
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert "bad_coordinates" in download.text
    listed = (await browser.get("/market/merchants?q=ranta")).text
    assert "Kioski Ranta" in listed
    assert "Listed" in listed


async def test_what_is_no_file_of_merchants_is_refused(house: House, people: Cast) -> None:
    given = (people.operator, house.now)
    for name, content in (("a.exe", b"x"), ("a.csv", b""), ("a.csv", b"x" * (12 * 1024**2 + 1))):
        with pytest.raises(FileRefused):
            await house.database.write(
                lambda c, n=name, x=content: import_files.send(c, n, x, *given)
            )
    await house.database.write(
        lambda c: refuses(c, import_files.send, "a.csv", b"x", people.support, now=house.now)
    )


async def test_only_an_operator_sets_a_commission(house: House, people: Cast) -> None:
    for person in (people.support, people.analyst, people.owner, people.guest):
        await house.database.write(
            lambda c, by=person: refuses(c, set_commission, people.barber, 0, by, now=house.now)
        )


async def test_days_that_are_over_are_kept_by_the_worker(house: House, people: Cast) -> None:
    later = house.now + timedelta(days=2)
    worker = Figures(house.database, TurnableClock(later), "Europe/Helsinki")
    before = (await (await operator(house, people)).get("/market")).text
    for _ in range(2):
        await worker.work()
    kept = await house.database.read(scoring.of_market)
    assert kept is not None
    assert kept.score.orders == 3, "a bill is one, too"
    after = (await (await operator(house, people)).get("/market")).text
    assert body(after) == body(before)


def body(page: str) -> str:
    return page.partition("<main")[2]


def test_a_day_of_the_clocks_change_is_whole() -> None:
    begins = begins_of(datetime.fromisoformat("2026-03-30T12:00:00+00:00"), "Europe/Helsinki", 3)
    hours = [(end - begin) / timedelta(hours=1) for begin, end in pairwise(begins)]
    assert hours == [24, 23, 24]
