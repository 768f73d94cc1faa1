"""A merchant's shop, changed at the desk: each form done well, done badly, and what stays typed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from catalog import closing, equipping, keeping, queries
from catalog.change_models import changes
from catalog.menu import addons
from catalog.models import services
from catalog.service_fields import BOUNDS, ServiceField
from catalog.service_lists import own_services
from catalog.weekly import Span
from catalog.whose import Whose
from orders import regulars
from tests.console.conftest import PICTURE, Answer, Browser, Cast, House

F = ServiceField


def shown(text: str, name: str) -> str:
    """What stands in a field of a page."""
    begin = text.index(f'name="{name}"')
    return (
        text[text.rindex("<", 0, begin) : text.index(">", begin)]
        .partition('value="')[2]
        .partition('"')[0]
    )


async def form_of(browser: Browser, place: str) -> dict[str, str]:
    """Every field of a service's form as it stands."""
    text = (await browser.get(place)).text
    found = {}
    for field in F:
        found[f"was-{field}"] = shown(text, f"was-{field}")
        found[field.value] = found[f"was-{field}"]
    return {name: value for name, value in found.items() if value or not name.startswith("unused")}


async def owner_of(house: House, people: Cast) -> Browser:
    return await house.sign_in(people.owner)


async def service_row(house: House, service: int) -> Any:
    query = select(services).where(services.c.id == service)
    return await house.database.read(lambda c: c.execute(query).one())


async def number_of_changes(house: House) -> int:
    query = select(func.count()).select_from(changes)
    return await house.database.read(lambda c: int(c.execute(query).scalar_one()))


async def test_a_service_is_added_with_its_name_its_length_and_its_price(
    house: House, people: Cast
) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/services"
    given = {"name": "Beard", "lasts": "45", "price": "25", "was-price": "-"}
    made = await owner.press(f"{base}/new", f"{base}/add", **given)
    assert made.status == 303
    row = await service_row(house, int(made.place.rpartition("/")[2].partition("?")[0]))
    assert (row.name, row.duration_minutes, row.step_minutes) == ("Beard", 45, 45)
    assert (row.price, row.active) == (2500, False)


async def test_a_new_service_that_will_not_do_keeps_what_was_typed(
    house: House, people: Cast
) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/services"
    before = await number_of_changes(house)
    given = {"name": " ", "lasts": "long", "price": "cheap", "was-price": "-"}
    made = await owner.press(f"{base}/new", f"{base}/add", **given)
    assert made.status == 422
    for words in ("name that can be read", "whole number", "only the price"):
        assert words in made.text
    assert 'value="long"' in made.text
    assert 'value="cheap"' in made.text
    assert await number_of_changes(house) == before


async def test_every_field_of_a_service_is_set_in_one_form(house: House, people: Cast) -> None:
    owner, place = await owner_of(house, people), f"/m/{people.barber}/services/{people.service}"
    wanted = {
        F.NAME: ("Cut", "Cut"),
        F.DESCRIPTION: ("With a wash.", "With a wash."),
        F.PRICE: ("30.50", 3050),
        F.WAS_PRICE: ("35", 3500),
        F.DURATION: ("1:30", 90),
        F.STEP: ("30", 30),
        F.BUFFER_BEFORE: ("5", 5),
        F.BUFFER_AFTER: ("10", 10),
        F.CAPACITY: ("4", 4),
        F.MAX_SEATS: ("2", 2),
        F.LEAD: ("2 hours", 120),
        F.HORIZON: ("60", 60),
        F.USES: ("1", 1),
        F.VALID_DAYS: ("90", 90),
        F.CANCEL_FREE: ("1 day", 1440),
        F.LATE_CANCEL: ("25", 25),
        F.NO_SHOW: ("75%", 75),
        F.REFUND_UNUSED: ("", False),
        F.DEPOSIT: ("10", 1000),
    }
    given = await form_of(owner, place) | {name.value: text for name, (text, _) in wanted.items()}
    saved = await owner.press(place, f"{place}/save", **given)
    assert saved.status == 303, saved.text
    row = await service_row(house, people.service)
    assert {each: getattr(row, BOUNDS[each].column) for each in wanted} == {
        each: value for each, (_, value) in wanted.items()
    }
    history = await owner.get(f"/m/{people.barber}/history")
    assert "With a wash." in history.text
    page = await owner.get(f"{place}?saved=1")
    undo = page.text.partition('name="change" value="')[2].partition('"')[0]
    assert (await owner.press(place, f"{place}/undo", change=undo)).status == 303
    assert (await service_row(house, people.service)).name == "Haircut & shave"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("name", "", "name that can be read"),
        ("name", "x" * 61, "limit is 60"),
        ("price", "-3", "only the price"),
        ("price", "9999999999999", "only the price"),
        ("was", "0", "higher than the price now"),
        ("lasts", "4", "from 5 minutes"),
        ("seats", "0", "anything from 1"),
        ("party", "two", "whole number"),
        ("horizon", "181", "anything from 1 day to 180 days"),
        ("late", "101", "0% to 100%"),
        ("part", "100", "1% to 99%"),
    ],
)
async def test_what_a_field_cannot_be_is_told_beside_it(
    house: House, people: Cast, field: str, text: str, words: str
) -> None:
    owner, place = await owner_of(house, people), f"/m/{people.barber}/services/{people.service}"
    before = await service_row(house, people.service)
    given = await form_of(owner, place) | {field: text, "about": "typed before"}
    saved = await owner.press(place, f"{place}/save", **given)
    assert saved.status == 422
    told = saved.text.partition(f'id="e-{field}">')[2].partition("<")[0]
    assert words in told, told
    assert "typed before" in saved.text
    assert await service_row(house, people.service) == before


async def test_what_a_colleague_changed_meanwhile_stays(house: House, people: Cast) -> None:
    owner, place = await owner_of(house, people), f"/m/{people.barber}/services/{people.service}"
    old = await form_of(owner, place)
    await owner.press(place, f"{place}/save", **(old | {"price": "20"}))
    await owner.press(place, f"{place}/save", **(old | {"name": "Cut"}))
    row = await service_row(house, people.service)
    assert (row.name, row.price) == ("Cut", 2000)


async def test_services_are_ordered_paused_copied_taken_off_and_put_back(
    house: House, people: Cast
) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/services"
    place = f"{base}/{people.service}"
    copied = await owner.press(place, f"{place}/copy", among="1")
    made = int(copied.place.rpartition("/")[2].partition("?")[0])
    twice = await owner.press(place, f"{place}/copy", among="1")
    assert (copied.status, twice.status) == (303, 409)
    await owner.press(base, f"{base}/{made}/move", to="0")
    assert [each.id for each in await listed(house, people)] == [made, people.service]
    await owner.press(base, f"{place}/pause", list="1")
    assert not (await service_row(house, people.service)).active
    await owner.press(place, f"{place}/offer")
    await owner.press(place, f"{place}/off")
    assert "taken off" in (await owner.get(place)).text
    assert [each.id for each in await listed(house, people)] == [made]
    await owner.press(place, f"{place}/back")
    assert len(await listed(house, people)) == 2


async def listed(house: House, people: Cast) -> Any:
    return await house.database.read(lambda c: own_services(c, people.barber))


async def test_who_gives_a_service_is_chosen_on_its_page(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/services"
    given = {"name": "Beard", "lasts": "45", "price": "25", "was-price": "-"}
    made = await owner.press(f"{base}/new", f"{base}/add", **given)
    place = made.place.partition("?")[0]
    chair = f"gives-{people.resource}"
    both = await form_of(owner, place)
    assert (await owner.press(place, f"{place}/save", **both, **{chair: "1"})).status == 303
    found = await house.database.read(lambda c: equipping.resource(c, people.resource))
    assert found.gives == (int(place.rpartition("/")[2]),)
    nobody = await owner.press(place, f"{place}/save", **both, **{f"was-{chair}": "1"})
    assert (nobody.status, "Nobody else gives this service" in nobody.text) == (422, True)


@pytest.mark.parametrize("of", ["services", "settings"])
async def test_a_photo_is_shown_and_taken_away(house: House, people: Cast, of: str) -> None:
    owner = await owner_of(house, people)
    place = f"/m/{people.barber}/{of}" + (f"/{people.service}" if of == "services" else "")
    token = {"csrf": await owner.form_token()}
    assert (await owner.send(f"{place}/photo", b"no picture", token)).status == 409
    assert (await owner.get(f"{place}/picture")).status == 404
    assert (await owner.send(f"{place}/photo", PICTURE, token)).status == 303
    assert (await owner.get(f"{place}/picture")).content.startswith(b"\xff\xd8")
    assert (await owner.press(place, f"{place}/photo/drop")).status == 303
    assert (await owner.get(f"{place}/picture")).status == 404


async def test_a_picture_that_is_too_large_is_refused(house: House, people: Cast) -> None:
    owner = await owner_of(house, people)
    place = f"/m/{people.barber}/settings/photo"
    large = await owner.send(place, bytes(13 * 1024 * 1024), {"csrf": "x"})
    assert large.status == 413


async def week_form(browser: Browser, place: str) -> dict[str, str]:
    text = (await browser.get(place)).text
    return {f"was-{day}": shown(text, f"was-{day}") for day in range(7)} | {
        f"{side}-{day}-0": shown(text, f"{side}-{day}-0")
        for day in range(7)
        for side in ("opens", "closes")
    }


async def week(house: House, whose: Whose) -> Any:
    return await house.database.read(lambda c: keeping.week_of(c, whose, house.now))


async def test_a_week_has_breaks_and_goes_past_midnight(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/places/{people.place}"
    given = await week_form(owner, f"{base}/hours") | {
        "opens-0-0": "09:00", "closes-0-0": "13:00", "opens-0-1": "14:00", "closes-0-1": "18:00",
        "opens-5-0": "20:00", "closes-5-0": "02:00", "opens-6-0": "", "closes-6-0": "",
        "opens-4-0": "00:00", "closes-4-0": "00:00",
    }  # fmt: skip
    assert (await owner.press(f"{base}/hours", f"{base}/hours/save", **given)).status == 303
    found = await week(house, Whose(people.place))
    assert found[0] == (Span(540, 780), Span(840, 1080))
    assert found[5] == (Span(1200, 1560),)
    assert found[6] == ()
    assert found[4] == (Span(0, 1440),)
    assert found[1] == (Span(540, 1260),)
    page = await owner.get(f"{base}/hours?saved=1")
    change = page.text.partition('name="change" value="')[2].partition('"')[0]
    assert (await owner.press(f"{base}/hours", f"{base}/hours/undo", change=change)).status == 303
    assert (await week(house, Whose(people.place)))[6] == (Span(540, 1260),)


@pytest.mark.parametrize(
    "times", [("09:00", ""), ("", "18:00"), ("9", "later"), ("25:00", "26:00")]
)
async def test_hours_that_cannot_be_are_told_beside_their_day(
    house: House, people: Cast, times: tuple[str, str]
) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/places/{people.place}"
    before = await week(house, Whose(people.place))
    given = await week_form(owner, f"{base}/hours")
    given |= {"opens-2-0": times[0], "closes-2-0": times[1], "opens-3-0": "10:15"}
    saved = await owner.press(f"{base}/hours", f"{base}/hours/save", **given)
    assert saved.status == 422
    assert "read that as hours" in saved.text.partition('id="e-day-2">')[2].partition("<")[0]
    assert 'value="10:15"' in saved.text
    assert await week(house, Whose(people.place)) == before


async def test_monday_is_copied_to_every_day(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/places/{people.place}"
    given = await week_form(owner, f"{base}/hours") | {"opens-0-0": "08:00", "copy": "all"}
    await owner.press(f"{base}/hours", f"{base}/hours/save", **given)
    assert set((await week(house, Whose(people.place))).values()) == {(Span(480, 1260),)}


async def test_a_chair_has_hours_of_its_own_or_those_of_the_place(
    house: House, people: Cast
) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/resources/{people.resource}"
    whose = Whose(people.place, people.resource)
    given = await week_form(owner, f"{base}/hours") | {"opens-0-0": "12:00"}
    await owner.press(f"{base}/hours", f"{base}/hours/save", **given)
    assert (await week(house, whose))[0] == (Span(720, 1260),)
    nothing = {name: "" for name in given if name.startswith(("opens", "closes"))}
    never = await owner.press(f"{base}/hours", f"{base}/hours/save", **(given | nothing))
    assert (never.status, "no working day" in never.text) == (422, True)
    await owner.press(f"{base}/hours", f"{base}/hours/follow")
    assert (await week(house, whose))[0] == (Span(540, 1260),)


async def test_days_are_closed_over_bookings_and_opened_again(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/places/{people.place}"
    day = (house.now + timedelta(days=1)).date().isoformat()
    asked = await owner.get(f"{base}/closing?first={day}")
    assert "1 booking is there" in asked.text
    assert "Ann" in asked.text
    wanted = {"first": day, "last": day, "bookings": "cancel"}
    unseen = await owner.press(f"{base}/closing?first={day}", f"{base}/close", **wanted, seen="0")
    assert (unseen.status, "1 booking is there now" in unseen.text) == (422, True)
    done = await owner.press(f"{base}/closing?first={day}", f"{base}/close", **wanted, seen="1")
    assert done.status == 303
    page = await owner.get(done.place)
    assert "still being cancelled" in page.text
    assert (await owner.press(done.place, f"{done.place}/reopen")).status == 303
    assert "Open again" in (await owner.get(done.place)).text


@pytest.mark.parametrize(
    "query",
    ["first=", "first=tomorrow", "first=2020-01-01", "first=2026-03-09&last=2020-01-01",
     "block=2020-01-01&opens=10:00&closes=11:00", "block=&opens=10:00&closes=11:00"],
)  # fmt: skip
async def test_days_that_cannot_be_closed_are_told(house: House, people: Cast, query: str) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/places/{people.place}"
    asked = await owner.get(f"{base}/closing?{query}")
    assert asked.status == 422
    assert 'class="mistake"' in asked.text


async def test_a_time_is_blocked(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/resources/{people.resource}"
    day = (house.now + timedelta(days=3)).date()
    query = {"block": day.isoformat(), "opens": "12:00", "closes": "13:30"}
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    assert (await owner.get(f"{base}/closing?{asked}")).status == 200
    done = await owner.press(
        f"{base}/closing?{asked}", f"{base}/close", **query, bookings="keep", seen="0"
    )
    assert done.status == 303
    whose = Whose(people.place, people.resource)
    found = await house.database.read(lambda c: closing.closures_of(c, whose, house.now.date()))
    assert [each.closed.times for each in found] == [Span(720, 810)]


async def test_a_day_has_other_hours(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/places/{people.place}"
    day = (house.now + timedelta(days=5)).date()
    given = {"day": day.isoformat(), "opens-x-0": "10:00", "closes-x-0": "14:00"}
    assert (await owner.press(f"{base}/special", f"{base}/special/save", **given)).status == 303
    special = await house.database.read(lambda c: closing.special(c, Whose(people.place), day))
    assert special == (Span(600, 840),)
    bad = await owner.press(f"{base}/special", f"{base}/special/save", **(given | {"day": "soon"}))
    assert bad.status == 422
    await owner.press(f"{base}/special?day={day}", f"{base}/special/drop", day=day.isoformat())
    assert await house.database.read(lambda c: closing.special(c, Whose(people.place), day)) is None


async def test_a_chair_is_added_named_and_retired(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/resources"
    empty = await owner.press(base, f"{base}/add", name=" ", location=str(people.place))
    assert empty.status == 422
    made = await owner.press(base, f"{base}/add", name="Right chair", location=str(people.place))
    elsewhere = await owner.press(base, f"{base}/add", name="X", location="999")
    assert (made.status, elsewhere.status) == (303, 404)
    assert (await owner.press(made.place, f"{made.place}/save", name="Window")).status == 303
    await owner.press(made.place, f"{made.place}/retire")
    assert "retired" in (await owner.get(base)).text
    await owner.press(made.place, f"{made.place}/back")
    assert "Window" in (await owner.get(base)).text


async def test_a_colleague_is_invited_by_a_link(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}"
    made = await owner.press(f"{base}/people", f"{base}/invite", invited="manager")
    shown_once = await owner.get(made.place)
    assert "https://t.me/hereabouts_bot?start=" in shown_once.text
    assert (await owner.press(f"{base}/people", f"{base}/invite", invited="operator")).status == 404
    calendar = f"{base}/people/{people.clerk}/calendar"
    given = await owner.press(f"{base}/people", calendar, resource=str(people.resource))
    assert given.status == 303


async def test_guests_are_found_and_noted(house: House, people: Cast) -> None:
    clerk, base = await house.sign_in(people.clerk), f"/m/{people.barber}/guests"
    place = f"{base}/{people.guest}"
    noted = await clerk.press(place, f"{place}/note", words="Likes tea", tags="vegan, обед")
    assert noted.status == 303
    for words in ("ann", "vegan", "Обед"):
        assert "Ann" in (await clerk.get(f"{base}?q={words}")).text, words
    assert "Nobody was found" in (await clerk.get(f"{base}?q=nobody")).text
    file = await clerk.get(f"{base}/file")
    assert file.headers["Content-Disposition"] == 'attachment; filename="guests.csv"'
    assert '"vegan, обед",Likes tea' in file.text
    long = await clerk.press(place, f"{place}/note", words="x" * 1001, tags="")
    assert (long.status, "limit is 1,000" in long.text) == (422, True)
    await clerk.press(place, f"{place}/note", words="", tags="")
    card = await house.database.read(
        lambda c: regulars.card(c, people.barber, people.guest, house.now)
    )
    assert (card.words, card.tags) == ("", ())


async def test_a_merchant_says_who_it_is(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}"
    place = f"{base}/settings"
    await owner.press(place, f"{place}/words", name="Barber K", description="Since 1990.")
    await owner.press(place, f"{place}/answering", minutes="2 hours")
    how = {"bills": "1", "discount": "15", "tips": "1", "no_shows": "3"}
    assert (await owner.press(place, f"{place}/paying", **how)).status == 303
    here = f"{base}/places/{people.place}/contact"
    given = {"address": "Kasarmikatu 2", "phone": "+358 9 1234567", "website": "barber.example"}
    assert (await owner.press(here, f"{here}/save", **given)).status == 303
    found = await house.database.read(lambda c: queries.merchant(c, people.barber))
    assert found is not None
    assert (found.name, found.description, found.confirm_minutes) == (
        "Barber K",
        "Since 1990.",
        120,
    )
    paid = (found.takes_bills, found.bill_discount_percent, found.takes_tips, found.max_no_shows)
    assert paid == (True, 15, True, 3)
    assert found.locations[0].address == "Kasarmikatu 2"
    assert found.locations[0].website == "https://barber.example"


@pytest.mark.parametrize(
    ("form", "given", "field"),
    [
        ("settings/words", {"name": "", "description": "typed"}, "name"),
        ("settings/words", {"name": "K", "description": "x" * 501}, "description"),
        ("settings/answering", {"minutes": "1"}, "minutes"),
        ("settings/answering", {"minutes": "8 days"}, "minutes"),
        ("settings/paying", {"bills": "1", "discount": "91", "no_shows": "2"}, "discount"),
        ("settings/paying", {"bills": "1", "discount": "a lot", "no_shows": "2"}, "discount"),
        ("settings/paying", {"discount": "5", "no_shows": "0"}, "no_shows"),
        ("contact/save", {"address": "", "phone": ""}, "address"),
        ("contact/save", {"address": "A 1", "phone": "call me"}, "phone"),
        ("contact/save", {"address": "A 1", "website": "javascript:alert(1)"}, "website"),
    ],
)
async def test_settings_that_will_not_do(
    house: House, people: Cast, form: str, given: dict[str, str], field: str
) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}"
    before = await number_of_changes(house)
    where = f"{base}/places/{people.place}" if form.startswith("contact") else base
    answer: Answer = await owner.press(f"{base}/settings", f"{where}/{form}", **given)
    assert (answer.status, f'id="e-{field}"' in answer.text) == (422, True)
    assert await number_of_changes(house) == before


async def test_a_dismissed_manager_s_open_form_does_nothing(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}"
    dora = f"{base}/people/{people.clerk}"
    await owner.press(f"{base}/people", f"{dora}/role", role="manager")
    manager = await house.sign_in(people.clerk)
    place = f"{base}/services/{people.service}"
    given = await form_of(manager, place) | {"name": "Mine", "csrf": await manager.form_token()}
    await owner.press(f"{base}/people", f"{dora}/remove")
    saved = await manager.post(f"{place}/save", given, Origin=house.url)
    assert (saved.status, "not yours to see" in saved.text) == (404, True)
    assert (await service_row(house, people.service)).name == "Haircut & shave"


async def test_sales_and_statements_are_files_and_pages(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}"
    file = await owner.get(f"{base}/sales/file?days=30")
    assert "Haircut & shave" in file.text
    assert "Haircut &amp; shave" in (await owner.get(f"{base}/sales")).text
    assert (await owner.get(f"{base}/statements/{people.settlement}")).status == 200


async def test_what_is_offered_along_with_a_service_is_ticked(house: House, people: Cast) -> None:
    owner, place = await owner_of(house, people), f"/m/{people.barber}/services/{people.service}"
    assert "Offered with it" in (await owner.get(place)).text

    async def chosen() -> frozenset[int]:
        return await house.database.read(lambda c: addons.chosen(c, people.service))

    ticked = {f"with-{people.item}": "1", f"was-with-{people.item}": ""}
    assert (await owner.press(place, f"{place}/with", **ticked)).status == 303
    assert await chosen() == {people.item}
    assert f'name="with-{people.item}" value="1" checked' in (await owner.get(place)).text
    unticked = {f"was-with-{people.item}": "1"}
    assert (await owner.press(place, f"{place}/with", **unticked)).status == 303
    assert await chosen() == frozenset()
