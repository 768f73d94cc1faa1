"""Where a place comes to its guests, at the desk: by distance or drawn, and how fast its people travel."""

from catalog.visits import serving
from tests.console.conftest import Cast, House

SQUARE = "60.10, 24.90\n60.10, 25.00\n60.20, 25.00\n60.20, 24.90"


async def test_an_area_is_added_by_distance_and_drawn(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    page, place = f"/m/{people.barber}/visits", str(people.place)
    assert "up to 5 km: €5, for €20 or more" in (await browser.get(page)).text
    far = {"location": place, "radius": "7,5", "fee": "9.50", "least": "", "ring": "", "name": ""}
    assert (await browser.press(page, f"{page}/add", **far)).status == 303
    drawn = {**far, "radius": "", "ring": SQUARE, "name": "Harbour <1", "fee": ""}
    assert (await browser.press(page, f"{page}/add", **drawn)).status == 303
    shown = (await browser.get(page)).text
    assert "up to 7.5 km: €9.50" in shown
    assert "Harbour &lt;1: free" in shown
    assert "<polygon" in shown
    areas = await house.database.read(lambda c: serving.areas_of(c, people.place))
    assert [each.radius for each in areas] == [None, 5_000, 7_500]
    assert len(areas[0].ring) == 4


async def test_what_cannot_be_read_is_said_beside_it(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    page, place = f"/m/{people.barber}/visits", str(people.place)
    for given, words in (
        ({"radius": "far"}, "as kilometres or as an area"),
        ({"ring": "60.1, 24.9\n60.2, 24.9"}, "an area of 3 to 200 corners"),
        ({"radius": "500"}, "from 100 m to 100 km"),
        ({"radius": "90"}, "takes more than 2 hours"),
        ({"radius": "5", "fee": "much"}, "read that amount"),
    ):
        form = {"location": place, "radius": "", "ring": "", "name": "", "fee": "", "least": ""}
        answer = await browser.press(page, f"{page}/add", **form | given)
        assert (answer.status, words in answer.text) == (422, True), (given, answer.text)
    slow = await browser.press(page, f"{page}/speed", location=place, speed="1")
    assert slow.status == 422
    areas = await house.database.read(lambda c: serving.areas_of(c, people.place))
    assert [each.id for each in areas] == [people.area]


async def test_it_is_changed_and_removed_and_both_are_on_record(house: House, people: Cast) -> None:
    browser = await house.sign_in(people.owner)
    page = f"/m/{people.barber}/visits"
    own = f"{page}/{people.area}"
    new = {"radius": "3", "ring": "", "name": "", "fee": "4", "least": "30"}
    assert (await browser.press(own, f"{own}/save", **new)).status == 303
    assert "up to 3 km: €4, for €30 or more" in (await browser.get(own)).text
    place = str(people.place)
    assert (await browser.press(page, f"{page}/speed", location=place, speed="15")).status == 303
    assert (await browser.press(f"{own}?ask=drop", f"{own}/drop")).status == 303
    assert (await browser.get(own)).status == 404
    history = (await browser.get(f"/m/{people.barber}/history")).text
    assert "Visits to guests" in history
    assert "15 km/h" in history
