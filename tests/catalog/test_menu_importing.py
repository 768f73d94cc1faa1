"""Menus from spreadsheets: taken whole or not at all, told by line, and the same again is nothing new."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import Connection, select, update

from catalog import media
from catalog.candidate import Reason
from catalog.importing import ImportRun, Report
from catalog.menu import items, pickup
from catalog.menu.importing import run_of
from catalog.menu.item_fields import ItemField
from catalog.menu.menu_models import item_options, menu_items, menu_sections, option_groups
from catalog.menu.own_menu import OwnItem, own_items, own_sections
from catalog.models import imports, merchants
from database.door import Database
from database.money import Limits
from tests.making import Market, Shop

DOCS = Path(__file__).parents[2] / "docs" / "importing.md"
HEAD = "id,section,item,price,currency,options,stock,hours\n"


def drawn(kind: str = "JPEG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 48), "peru").save(file, kind)
    return file.getvalue()


def run(path: Path, now: datetime, *, whole: bool = False) -> ImportRun:
    takes = {"EUR": Limits(100, 1_000_000)}.get
    return run_of(path, now, takes=takes, currency="EUR", whole=whole)


async def import_file(
    database: Database, path: Path, now: datetime, *, whole: bool = False
) -> Report:
    made = run(path, now, whole=whole)
    for unit in made.units():
        made.count(await database.write(unit))
    return made.report


def example(shop: Shop) -> str:
    """As the documentation shows it."""
    text = DOCS.read_text()
    lines = text[text.index("    id,section,hours,item") :].splitlines()
    block = [line.strip() for line in lines[: lines.index("")]]
    return "\n".join(block).replace("here:12", f"here:{shop.merchant}") + "\n"


def menu(connection: Connection, shop: Shop, now: datetime) -> dict[str, list[OwnItem]]:
    sections = own_sections(connection, shop.location)
    found = own_items(connection, [each.id for each in sections], now)
    return {each.name: found[each.id] for each in sections}


def rows(connection: Connection) -> list[list[tuple[object, ...]]]:
    tables = (menu_sections, menu_items, option_groups, item_options)
    return [
        [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]
        for table in tables
    ]


async def shop_of(database: Database, now: datetime) -> Shop:
    return await database.write(lambda c: Market(c, now).merchant())


async def test_the_documented_example_is_a_menu(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    shop = await shop_of(database, now)
    path = tmp_path / "menu.csv"
    path.write_text(example(shop))

    report = await import_file(database, path, now)
    found = await database.read(lambda c: menu(c, shop, now))
    before = await database.read(rows)
    again = await import_file(database, path, now)

    assert (report.new, report.refused) == (3, {})
    assert report.unserved == 1, "nobody has let guests order there"
    assert list(found) == ["Breakfast", "Coffee", "From the oven"]
    white = found["Coffee"][0]
    assert (white.name, white.price, white.active) == ("Flat white", 420, True)
    assert white.options.startswith("Milk (1): whole* | oat +0.60; Extras (0-3)")
    assert found["From the oven"][0].daily_stock == 12
    assert found["From the oven"][0].allergens == "gluten eggs milk"
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    assert await database.read(rows) == before
    await database.write(
        lambda c: pickup.set_active(c, shop.location, shop.clerk, now, active=True)
    )
    assert (await import_file(database, path, now)).unserved == 0


async def test_bad_rows_are_told_by_line_and_nothing_of_them_is_stored(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    shop = await shop_of(database, now)
    here = f"here:{shop.merchant}"
    path = tmp_path / "menu.csv"
    path.write_text(
        HEAD
        + f"{here},Coffee,Flat white,4.20,,Milk: oat +0.605,,\n"
        + f"{here},Coffee,Espresso,cheap,,,,\n"
        + f"{here},Coffee,Latte,4.50,,,0,\n"
        + f"{here},Coffee,Tea,3.00,XXX,,,\n"
        + f"{here},Coffee,,3.00,,,,\n"
        + f"{here},Coffee,Mocha,4.80,,,,soon\n"
        + f"{here},Coffee,Filter,3.20,,,,\n"
        + f"{here},,filter,3.30,,,,\n"
        + "here:999999,Coffee,Filter,3.20,,,,\n"
        + ",Coffee,Filter,3.20,,,,\n"
        + f"{here},Coffee,{'x' * 61},3.20,,,,\n"
        + f"{here},Coffee,Gold,99999999,,,,\n"
    )

    report = await import_file(database, path, now)
    found = await database.read(lambda c: menu(c, shop, now))

    assert [(each.where, each.reason) for each in report.problems] == [
        ("2", Reason.BAD_OPTIONS),
        ("3", Reason.BAD_PRICE),
        ("4", Reason.BAD_NUMBER),
        ("5", Reason.BAD_CURRENCY),
        ("6", Reason.NO_NAME),
        ("7", Reason.BAD_SERVED),
        ("9", Reason.DOUBLE_ITEM),
        ("11", Reason.UNKNOWN_PLACE),
        ("12", Reason.TOO_LONG),
        ("13", Reason.UNPAYABLE_PRICE),
        ("10", Reason.UNKNOWN_PLACE),
    ]
    assert [each.name for each in found["Coffee"]] == ["Filter"]
    assert (await database.read(rows))[2:] == [[], []]


@pytest.mark.parametrize("whole", [False, True])
async def test_what_left_the_file_is_taken_off_only_if_asked(
    database: Database, now: datetime, tmp_path: Path, *, whole: bool
) -> None:
    shop = await shop_of(database, now)
    here, path = f"here:{shop.merchant}", tmp_path / "menu.csv"
    path.write_text(HEAD + f"{here},Coffee,Tea,3,,,,\n{here},,Filter,3.20,,,,\n")
    await import_file(database, path, now)
    path.write_text(HEAD + f"{here},Coffee,Filter,3.40,,,,\n{here},,Chai,cheap,,,,\n")

    report = await import_file(database, path, now, whole=whole)
    found = await database.read(lambda c: menu(c, shop, now))

    left = [(each.name, each.price) for each in found["Coffee"]]
    assert left == [*([] if whole else [("Tea", 300)]), ("Filter", 340)]
    assert (report.changed, report.archived) == (1, int(whole))


async def test_what_its_people_took_off_stays_off_unless_the_file_is_all(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    shop = await shop_of(database, now)
    here, path = f"here:{shop.merchant}", tmp_path / "menu.csv"
    path.write_text(HEAD + f"{here},Coffee,Tea,3,,,,\n")
    await import_file(database, path, now)

    def take_off(connection: Connection) -> None:
        item = menu(connection, shop, now)["Coffee"][0]
        items.take_off(connection, item.id, shop.clerk, now)

    await database.write(take_off)
    report = await import_file(database, path, now)
    assert (report.kept, report.new) == (1, 0)
    assert (await database.read(lambda c: menu(c, shop, now)))["Coffee"] == []
    await import_file(database, path, now, whole=True)
    back = (await database.read(lambda c: menu(c, shop, now)))["Coffee"]
    assert [(each.name, each.active) for each in back] == [("Tea", True)]


@pytest.mark.both_engines
async def test_what_the_file_has_no_column_for_stays(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    shop = await shop_of(database, now)
    here, path = f"here:{shop.merchant}", tmp_path / "menu.csv"
    path.write_text(HEAD + f"{here},Coffee,Tea,3,,Size: small* | large +1,9,7-11\n")
    await import_file(database, path, now)

    def describe(connection: Connection) -> None:
        item = menu(connection, shop, now)["Coffee"][0]
        told = {ItemField.DESCRIPTION: "Green"}
        items.change(connection, item.id, told, shop.clerk, now)

    await database.write(describe)
    path.write_text(f"id,section,item,price\n{here},COFFEE,tea,3.10\n")
    report = await import_file(database, path, now)
    (tea,) = (await database.read(lambda c: menu(c, shop, now)))["Coffee"]
    sections = await database.read(lambda c: own_sections(c, shop.location))

    assert report.changed == 1
    assert (tea.price, tea.description, tea.daily_stock) == (310, "Green", 9)
    assert tea.options == "Size (1): small* | large +1.00"
    assert sections[0].from_minute == 420


async def test_rows_name_one_of_several_places(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    def two(connection: Connection) -> tuple[Shop, int]:
        market = Market(connection, now)
        shop = market.merchant()
        return shop, market.location(shop.merchant, name="Kallio")

    shop, kallio = await database.write(two)
    path = tmp_path / "menu.csv"
    path.write_text(
        "id;address;section;item;price\n"
        f"here:{shop.merchant};kallio;Tea;Chai;4,20\n"
        f"here:{shop.merchant};nowhere;Tea;Chai;4,20\n"
    )
    report = await import_file(database, path, now)
    place = await database.read(
        lambda c: c.execute(select(menu_items.c.location_id, menu_items.c.price)).all()
    )
    assert [tuple(each) for each in place] == [(kallio, 420)]
    assert report.refused == {Reason.UNKNOWN_PLACE: 1}


@pytest.mark.both_engines
async def test_a_suspended_merchant_s_menu_is_not_touched(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    shop = await shop_of(database, now)
    await database.write(lambda c: c.execute(update(merchants).values(state="suspended")).rowcount)
    path = tmp_path / "menu.csv"
    path.write_text(HEAD + f"here:{shop.merchant},Coffee,Tea,3,,,,\n")
    report = await import_file(database, path, now)
    assert report.refused == {Reason.UNKNOWN_PLACE: 1}


async def test_the_merchant_of_a_spreadsheet_is_named_as_there(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "merchants.csv"
    path.write_text(
        "id,name,latitude,longitude\n17,Salon Kim,60.1842,24.9497\n,Kulma,60.17,24.94\n"
    )
    await import_file(database, path, now)
    path.write_text(
        "id,name,latitude,longitude,section,item,price\n17,,,,A,Tea,3\n,Kulma,60.17,24.94,A,Tea,3\n"
    )
    report = await import_file(database, path, now)
    kept = await database.read(lambda c: c.execute(select(imports.c.report)).scalars().all())
    assert (report.new, report.refused) == (2, {})
    assert len(kept) == 2


def test_a_file_of_merchants_is_none_of_menus(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "merchants.csv"
    path.write_text("name,latitude,longitude,service,price\n")
    assert type(run(path, now)) is ImportRun
    path.write_bytes("section;item;price\n".encode("utf-16"))
    assert type(run(path, now)) is not ImportRun


@pytest.mark.both_engines
async def test_a_picture_beside_the_file_is_shown_and_kept_once(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    shop = await shop_of(database, now)
    here = f"here:{shop.merchant}"
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "bun.jpg").write_bytes(drawn())
    folder = tmp_path / "menus"
    folder.mkdir()
    (folder / "bun.png").write_bytes(drawn("PNG"))
    outside = f"{here},Bakery,Pie,5.20,../pictures/bun.jpg\n"
    path = folder / "menu.csv"
    head = "id,section,item,price,photo\n"
    path.write_text(head + f"{here},Bakery,Bun,3.90,bun.png\n{here},Bakery,Tea,3.00,\n" + outside)

    report = await import_file(database, path, now)
    again = await import_file(database, path, now)
    bakery = (await database.read(lambda c: menu(c, shop, now)))["Bakery"]

    assert [each.name for each in bakery] == ["Bun", "Tea"]
    assert bakery[0].photo is not None
    assert await database.read(lambda c: media.content(c, bakery[0].photo or ""))
    assert bakery[1].photo is None
    assert [(each.where, each.reason) for each in report.problems] == [("4", Reason.BAD_PHOTO)]
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)

    path.write_text(head + f"{here},Bakery,Bun,3.90,\n{here},Bakery,Cake,4.00,gone.jpg\n")
    left = await import_file(database, path, now)
    assert left.refused == {Reason.BAD_PHOTO: 1}
    bakery = (await database.read(lambda c: menu(c, shop, now)))["Bakery"]
    assert bakery[0].photo is not None, "an empty cell leaves what is there"
    assert "Cake" not in [each.name for each in bakery]


async def test_a_choice_may_not_cost_less_than_nothing(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    shop = await shop_of(database, now)
    here = f"here:{shop.merchant}"
    path = tmp_path / "menu.csv"
    path.write_text(
        HEAD
        + f"{here},A,Small,3.00,,Size: whole | half -3.01,,\n"
        + f"{here},A,Twice,3.00,,Less (0-2): no lid -1.60 | no cup -1.50 | no bag -1,,\n"
        + f"{here},A,Free,3.00,,Size: whole | none -3,,\n"
        + f"{here},A,Once,3.00,,Less (0-1): no lid -1.60 | no cup -1.50,,\n"
    )
    report = await import_file(database, path, now)
    assert [(each.name, each.reason) for each in report.problems] == [
        ("Small", Reason.BAD_OPTIONS),
        ("Twice", Reason.BAD_OPTIONS),
    ]
    assert [each.name for each in (await database.read(lambda c: menu(c, shop, now)))["A"]] == [
        "Free",
        "Once",
    ]


async def test_a_column_of_which_nothing_is_read_is_told(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    shop = await shop_of(database, now)
    path = tmp_path / "menu.csv"
    path.write_text(f"id,section,item,price,calories\nhere:{shop.merchant},A,Tea,3.00,2\n")
    report = await import_file(database, path, now)
    assert report.new == 1
    (told,) = report.problems
    assert (told.reason, told.what) == (Reason.UNKNOWN_COLUMN, "calories")


async def test_columns_that_are_missing_are_told(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "menu.csv"
    path.write_text("id,section,item\nhere:1,A,Tea\n")
    report = await import_file(database, path, now)
    assert report.refused == {Reason.MISSING_COLUMN: 1}
