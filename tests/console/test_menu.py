"""A merchant's menu at the desk: added, changed, ordered, sold out by the clerk, taken off and put back."""

import re
from html import unescape

from catalog.changes import history
from catalog.menu import delivering
from catalog.menu.own_menu import OwnItem, own_item, own_items, own_sections
from catalog.menu.pickup import Pickup, pickup_of
from tests.console.conftest import PICTURE, Answer, Browser, Cast, House

FIELD = re.compile(r'<input[^>]*name="(?P<name>[^"]+)"[^>]*?value="(?P<value>[^"]*)"', re.DOTALL)
WAS = "was-"


async def owner_of(house: House, people: Cast) -> Browser:
    return await house.sign_in(people.owner)


async def item_of(house: House, number: int) -> OwnItem:
    found = await house.database.read(lambda c: own_item(c, number, house.now))
    assert found is not None
    return found


async def names(house: House, people: Cast) -> list[str]:
    found = await house.database.read(
        lambda c: own_items(c, [people.section], house.now)[people.section]
    )
    return [each.name for each in found]


async def save(browser: Browser, place: str, **given: str) -> Answer:
    """The form as it stands, with these fields typed over."""
    text = (await browser.get(place)).text
    was = {
        each["name"]: unescape(each["value"])
        for each in FIELD.finditer(text)
        if each["name"].startswith(WAS)
    }
    stands = {name.removeprefix(WAS): value for name, value in was.items()}
    return await browser.press(place, f"{place}/save", **was, **(stands | given))


async def test_sections_and_items_are_added(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}"
    menu = f"{base}/places/{people.place}/menu"
    assert (await owner.press(menu, f"{menu}/add", section="Cake")).status == 303
    found = await house.database.read(lambda c: own_sections(c, people.place))
    cake = found[-1]
    section = f"{base}/menu/sections/{cake.id}"
    made = await owner.press(section, f"{section}/add", item="Bun", costs="3,90")
    bun = await item_of(house, int(made.place.rpartition("/")[2].partition("?")[0]))
    assert (bun.name, bun.price, bun.active, bun.section_id) == ("Bun", 390, True, cake.id)
    assert "Bun" in (await owner.get(menu)).text


async def test_what_will_not_do_is_told_and_nothing_is_made(house: House, people: Cast) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}/menu"
    section = f"{base}/sections/{people.section}"
    told = await owner.press(section, f"{section}/add", item="Bun", costs="cheap")
    assert (told.status, "mistake" in told.text, "Bun" in told.text) == (422, True, True)
    served = await owner.press(section, f"{section}/save", section="Coffee", served="soon")
    assert (served.status, "07:00-11:30" in served.text) == (422, True)
    place = f"{base}/{people.item}"
    before = await item_of(house, people.item)
    wrong = {"costs": "1.234", "options": "Milk", "stock": "0", "tax": "much"}
    refused = await save(owner, place, **wrong)
    assert (refused.status, refused.text.count('class="mistake"')) == (422, 4)
    assert await item_of(house, people.item) == before
    assert await names(house, people) == ["Flat white"]


async def test_every_field_of_an_item_is_set_in_one_form(house: House, people: Cast) -> None:
    owner, place = await owner_of(house, people), f"/m/{people.barber}/menu/{people.item}"
    given = {
        "item": "Cortado",
        "text": "Small",
        "costs": "4,50",
        "options": "Milk (1): whole* | oat +0.60\r\nExtras (0-2): shot +0.90",
        "diets-vegetarian": "1",
        "allergens-milk": "1",
        "stock": "12",
        "tax": "13,5",
    }
    saved = await save(owner, place, **given)
    assert (saved.status, saved.place) == (303, f"{place}?saved=1")
    item = await item_of(house, people.item)
    assert (item.name, item.description, item.price) == ("Cortado", "Small", 450)
    assert item.options == "Milk (1): whole* | oat +0.60; Extras (0-2): shot +0.90"
    assert (item.diets, item.allergens) == ("vegetarian", "milk")
    assert (item.daily_stock, item.tax_basis_points) == (12, 1350)
    changed = await house.database.read(lambda c: len(history(c, people.barber, 100)))
    again = await save(owner, place, **{"diets-vegetarian": "1", "allergens-milk": "1"})
    assert again.status == 303
    assert await house.database.read(lambda c: len(history(c, people.barber, 100))) == changed


async def test_the_clerk_sells_out_and_changes_nothing_else(house: House, people: Cast) -> None:
    clerk, base = await house.sign_in(people.clerk), f"/m/{people.barber}/menu"
    place = f"{base}/{people.item}"
    assert "New section" not in (await clerk.get(base)).text
    assert (await clerk.press(base, f"{place}/out")).status == 303
    assert (await item_of(house, people.item)).sold_out
    assert (await clerk.press(base, f"{place}/some")).status == 303
    assert not (await item_of(house, people.item)).sold_out
    for move in ("off", "pause", "save", "move"):
        assert (await clerk.press(base, f"{place}/{move}", to="0")).status == 404, move
    assert (await clerk.get(place)).status == 404


async def test_items_and_sections_are_ordered_taken_off_and_put_back(
    house: House, people: Cast
) -> None:
    owner, base = await owner_of(house, people), f"/m/{people.barber}"
    menu, section = f"{base}/menu", f"{base}/menu/sections/{people.section}"
    await owner.press(section, f"{section}/add", item="Bun", costs="3")
    place = f"{menu}/{people.item}"
    assert '<span class="sr">Move up or down</span>' in (await owner.get(menu)).text
    await owner.press(menu, f"{place}/move", to="1")
    assert await names(house, people) == ["Bun", "Flat white"]
    await owner.press(place, f"{place}/off")
    assert await names(house, people) == ["Bun"]
    assert "Flat white" in (await owner.get(f"{menu}?show=off")).text
    await owner.press(place, f"{place}/back")
    await owner.press(place, f"{place}/offer")
    assert (await item_of(house, people.item)).active
    await owner.press(section, f"{section}/off")
    assert await house.database.read(lambda c: own_sections(c, people.place)) == ()
    await owner.press(f"{menu}?show=off", f"{section}/back")
    await owner.press(section, f"{section}/save", section="Drinks", served="7-11:30")
    (drinks,) = await house.database.read(lambda c: own_sections(c, people.place))
    assert (drinks.name, drinks.from_minute, drinks.until_minute) == ("Drinks", 420, 690)


async def test_pick_up_is_set(house: House, people: Cast) -> None:
    owner = await owner_of(house, people)
    menu = f"/m/{people.barber}/places/{people.place}/menu"
    given = {"active": "1", "kitchen": "8", "ready-in": "5", "call-off": "0"}
    given |= {"ahead": "25%", "table-ahead": "0", "unpaid": "9"}
    assert (await owner.press(menu, f"{menu}/pickup", **given)).status == 303
    for wrong in ({"kitchen": "0"}, {"ahead": "101"}, {"table-ahead": "x"}, {"unpaid": "0"}):
        told = await owner.press(menu, f"{menu}/pickup", **(given | wrong))
        assert told.status == 422
    found = await house.database.read(lambda c: pickup_of(c, people.place))
    said = {"prepaid_percent": 25, "table_prepaid_percent": 0, "most_unpaid": 9}
    assert found == Pickup(active=True, items_per_window=8, lead_minutes=5, **said)


async def test_how_many_are_collected_at_once_is_asked_where_anything_is(
    house: House, people: Cast
) -> None:
    owner = await owner_of(house, people)
    menu = f"/m/{people.barber}/places/{people.place}/menu"
    given = {"active": "1", "kitchen": "8", "ready-in": "5", "call-off": "0", "collected": "2"}
    given |= {"ahead": "100", "table-ahead": "100", "unpaid": "20"}
    assert 'name="collected"' not in (await owner.get(menu)).text
    await owner.press(menu, f"{menu}/pickup", **given)
    assert (
        await house.database.read(lambda c: pickup_of(c, people.place))
    ).collections_per_window == 0
    await house.database.write(
        lambda c: delivering.set_collects(c, people.place, people.owner, house.now, collects=True)
    )
    assert 'name="collected"' in (await owner.get(menu)).text
    assert (await owner.press(menu, f"{menu}/pickup", **given)).status == 303
    assert (
        await owner.press(menu, f"{menu}/pickup", **(given | {"collected": "many"}))
    ).status == 422
    assert (
        await house.database.read(lambda c: pickup_of(c, people.place))
    ).collections_per_window == 2


async def test_a_photo_is_shown_and_taken_away(house: House, people: Cast) -> None:
    owner, place = await owner_of(house, people), f"/m/{people.barber}/menu/{people.item}"
    given = {"csrf": await owner.form_token()}
    assert (await owner.send(f"{place}/photo", PICTURE, given)).status == 303
    assert (await owner.get(f"{place}/picture")).status == 200
    await owner.press(place, f"{place}/photo/drop")
    assert (await owner.get(f"{place}/picture")).status == 404


async def test_what_is_another_place_s_is_not_there(house: House, people: Cast) -> None:
    other = await house.sign_in(people.other)
    for place in (f"menu/{people.item}", f"menu/sections/{people.section}"):
        assert (await other.get(f"/m/{people.sushi}/{place}")).status == 404
    here = await owner_of(house, people)
    assert (await here.get(f"/m/{people.barber}/places/999999/menu")).status == 404
