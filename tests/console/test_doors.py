"""Who gets into the console, by which door, and how they get out again."""

from datetime import timedelta

from people import signing_in
from tests.console.conftest import BOT, Browser, Cast, House
from tests.console.mini_app import init_data


async def link(house: House, person: int) -> str:
    token = await house.database.write(lambda c: signing_in.make_link(c, person, house.now))
    return f"/in/{token}"


def session_of(headers: object) -> str:
    return str(headers["Set-Cookie"]).partition("=")[2].partition(";")[0]  # type: ignore[index]


async def test_a_link_shows_a_button_and_only_the_press_signs_in(
    house: House, people: Cast
) -> None:
    place = await link(house, people.owner)
    browser = Browser(house.url)
    for _ in range(2):  # whatever previews links uses none up
        shown = await browser.get(place)
        assert (shown.status, "Set-Cookie" in shown.headers) == (200, False)
    pressed = await browser.post(place, {}, Origin=house.url)
    assert (pressed.status, pressed.place) == (303, "")
    cookie = pressed.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    home = await Browser(house.url, session_of(pressed.headers)).get("")
    assert (home.status, "Barber Kuosmanen" in home.text) == (200, True)
    assert (await browser.post(place, {}, Origin=house.url)).status == 410


async def test_a_link_is_good_for_ten_minutes(house: House, people: Cast) -> None:
    early = house.now - timedelta(minutes=10)
    token = await house.database.write(lambda c: signing_in.make_link(c, people.owner, early))
    browser = Browser(house.url)
    assert (await browser.get(f"/in/{token}")).status == 410
    assert (await browser.post(f"/in/{token}", {}, Origin=house.url)).status == 410


async def test_no_link_is_pressed_from_another_site(house: House, people: Cast) -> None:
    place = await link(house, people.owner)
    for origin in ("https://evil.example", "null"):
        assert (await Browser(house.url).post(place, {}, Origin=origin)).status == 403
    assert (await Browser(house.url).get(place)).status == 200


async def test_a_session_that_was_ended_is_out(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    other = await house.sign_in(people.owner)
    found = await house.database.read(lambda c: signing_in.sessions_of(c, people.owner, house.now))
    ended = await other.press("/browsers", f"/browsers/{found[-1].id}/end")
    assert ended.status == 303
    statuses = {(await each.get("")).status for each in (browser,)}
    assert statuses == {401}
    assert (await other.get("")).status == 200


async def test_nobody_ends_the_session_of_another(house: House, people: Cast) -> None:
    owner, clerk = await house.sign_in(people.owner), await house.sign_in(people.clerk)
    found = await house.database.read(lambda c: signing_in.sessions_of(c, people.owner, house.now))
    pressed = await clerk.press("/browsers", f"/browsers/{found[0].id}/end")
    assert pressed.status == 404
    assert (await owner.get("")).status == 200


async def test_what_telegram_signed_signs_in(house: House, people: Cast) -> None:
    data = init_data(BOT, people.owner + 1000, house.now)
    pressed = await Browser(house.url).post("/telegram", {"data": data}, Origin=house.url)
    assert pressed.status == 303
    home = await Browser(house.url, session_of(pressed.headers)).get("")
    assert "Barber Kuosmanen" in home.text


async def test_what_telegram_did_not_sign_or_long_ago_does_not(house: House, people: Cast) -> None:
    user = people.owner + 1000
    old = init_data(BOT, user, house.now - timedelta(minutes=11))
    ahead = init_data(BOT, user, house.now + timedelta(minutes=2))
    forged = init_data("43:another-bot", user, house.now)
    changed = init_data(BOT, user, house.now).replace(str(user), str(people.clerk + 1000))
    stranger = init_data(BOT, 999_999, house.now)
    for data in (old, ahead, forged, changed, stranger, "", "hash=", "user=%7B%7D&hash=0"):
        pressed = await Browser(house.url).post("/telegram", {"data": data}, Origin=house.url)
        assert (pressed.status, "Set-Cookie" in pressed.headers) == (403, False), data


async def test_every_answer_has_its_headers(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    places = (
        "",
        f"/m/{people.barber}",
        "/m/99",
        "/nowhere",
        "/static/console.css",
        "/in/" + "x" * 30,
    )
    for place in places:
        headers = (await browser.get(place)).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        kept = "no-cache" if place.startswith("/static") else "no-store"
        assert headers["Cache-Control"] == kept


async def test_large_forms_are_refused(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    place = f"/m/{people.barber}/bookings/{people.order}/confirm"
    large = await browser.post(place, {"csrf": "x" * 40_000}, Origin=house.url)
    assert large.status == 413
    many = await browser.post(place, {str(each): "" for each in range(250)}, Origin=house.url)
    assert many.status == 400


async def test_what_nothing_serves_is_said_on_a_page(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    browser.headers["Accept-Language"] = "ru"
    for place in ("/nowhere", "/m/99999999999999999999", f"/m/{people.barber}/history/"):
        shown = await browser.get(place)
        assert (shown.status, "<h1>Здесь ничего нет</h1>" in shown.text) == (404, True), place
    from_elsewhere = await browser.post("/browsers/1/end", {}, Origin="https://evil.example")
    assert (from_elsewhere.status, "<h1>" in from_elsewhere.text) == (403, True)
    place = f"/m/{people.barber}/bookings/{people.order}/confirm"
    asked = await browser.get(place)
    assert (asked.status, "<h1>" in asked.text) == (405, True)


async def test_an_asset_is_asked_for_once_and_then_only_whether_it_changed(house: House) -> None:
    browser = Browser(house.url)
    first = await browser.get("/static/console.css")
    browser.headers["If-None-Match"] = first.headers["ETag"]
    again = await browser.get("/static/console.css")
    assert (again.status, again.content) == (304, b"")
