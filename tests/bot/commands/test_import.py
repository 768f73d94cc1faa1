"""An import says what it took, what it refused and what would help."""

import csv
import json
from pathlib import Path

from bot.commands.import_report import TO_DO
from catalog.candidate import Reason
from tests.bot.commands.conftest import hereabouts


def test_an_import_reports_what_was_refused_and_why(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "places.geojson"
    file.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "node/1",'
        ' "geometry": {"type": "Point", "coordinates": [24.94, 60.17]},'
        ' "properties": {"name": "Kahvila", "amenity": "cafe"}},'
        ' {"type": "Feature", "id": "node/2",'
        ' "geometry": {"type": "Point", "coordinates": [24.94, 60.17]},'
        ' "properties": {"amenity": "cafe"}}]}'
    )

    first = hereabouts("import", str(file), "--report", "refused.csv")
    second = hereabouts("import", str(file))

    assert "1 merchants: 1 new" in first.stdout
    assert "Refused 1 × no name" in first.stdout
    assert "no_name" in (tmp_path / "refused.csv").read_text()
    assert "0 new, 0 changed, 1 as before" in second.stdout


def test_an_import_takes_only_prices_that_people_can_pay(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "merchants.csv"
    file.write_text(
        "name,category,latitude,longitude,service,price,currency\n"
        "Salon Kim,barber,60.17,24.94,Haircut,35,EUR\n"
        "Salon Kim,barber,60.17,24.94,Beard,20000,XAF\n"
        "Salon Kim,barber,60.17,24.94,Advice,0,XAF\n"
    )

    imported = hereabouts("import", str(file), "--report", "refused.csv")

    assert (
        "Refused 1 × bad currency (the rest of the row was taken): Telegram takes no payments"
        in (imported.stdout)
    )
    assert "3 · Salon Kim · bad currency · Beard XAF" in imported.stdout
    (_, row) = (tmp_path / "refused.csv").read_text().splitlines()
    assert row.startswith("3,Salon Kim,bad_currency,Beard XAF,")
    assert "EUR" in row


def test_a_broken_file_ends_with_1_and_what_could_be_read_is_taken(
    database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "merchants.csv"
    file.write_text(
        "name,latitude,longitude,description\n"
        'Open,60.17,24.94,"never closed\n'
        "Salon Kim,60.18,24.94,fine\n"
    )

    imported = hereabouts("import", str(file))

    assert imported.exit_code == 1
    assert "1 merchants: 1 new" in imported.stdout
    assert "Refused 1 × broken row" in imported.stdout
    assert "Parts of merchants.csv could not be read" in imported.stderr


def test_a_guessed_encoding_is_said_with_names_that_show_it(
    database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "merchants.csv"
    text = "name,latitude,longitude\nКофейня Ёлка,55.75,37.61\nСалон,55.76,37.61\n"
    file.write_bytes(text.encode("windows-1251"))

    guessed = hereabouts("import", str(file))
    told = hereabouts("import", str(file), "--encoding", "windows-1252")
    unknown = hereabouts("import", str(file), "--encoding", "wingdings")

    assert "Read as Windows-1251, which is a guess" in guessed.stdout
    assert "“Кофейня Ёлка”, “Салон”" in guessed.stdout
    assert "Read as Windows-1252" in told.stdout
    assert "wingdings is no encoding that we know" in unknown.stderr


def test_no_cell_of_the_report_is_a_formula(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "merchants.csv"
    lines = [
        "id,name,latitude,longitude,phone,website",
        '=1,"=HYPERLINK(""http://evil.example"")",60.17,24.94,=1+2,@evil',
        "2,-name,60.18,24.94,+,",
        "=3,,,,,",
    ]
    file.write_text("\n".join(lines))

    hereabouts("import", str(file), "--report", "refused.csv")

    rows = csv.reader((tmp_path / "refused.csv").read_text().splitlines())
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_rows_that_are_shown_are_some_of_each_kind_that_can_be_mended(
    database_url: str, tmp_path: Path
) -> None:
    """A thousand telephones do not hide the one price, and benches are only counted."""
    shop = {"type": "Point", "coordinates": [24.94, 60.17]}
    wrong: list[dict[str, str]] = [{"amenity": "bench", "name": "Bench"}] * 50
    wrong += [{"shop": "bakery", "name": f"B{each}", "phone": "call"} for each in range(50)]
    wrong += [{"shop": "bakery", "name": "Last", "website": "none"}]
    features = [
        {"type": "Feature", "id": f"node/{number}", "geometry": shop, "properties": tags}
        for number, tags in enumerate(wrong)
    ]
    file = tmp_path / "places.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))

    said = hereabouts("import", str(file)).stdout

    assert "Refused 50 × bad phone" in said
    assert "node/100 · Last · bad website" in said
    assert said.count(" · bad phone · ") == 19
    assert "Refused 50 × not a merchant" in said
    assert "Bench ·" not in said
    assert "… and 31 more that can be mended" in said


def test_every_refusal_of_an_import_says_what_helps() -> None:
    assert set(TO_DO) == set(Reason)


def test_an_import_of_nothing_says_so(database_url: str) -> None:
    refused = hereabouts("import", "nowhere.geojson")

    assert refused.exit_code == 1
    assert "nowhere.geojson cannot be read" in refused.stderr


def test_an_import_of_noise_fails_with_a_sentence(database_url: str, tmp_path: Path) -> None:
    noise = tmp_path / "noise.geojson"
    noise.write_bytes(bytes(range(256)) * 4)

    told = hereabouts("import", str(noise))

    assert told.exit_code == 1
    assert "Nothing in noise.geojson could be taken" in told.stderr


def test_a_folder_is_no_file_to_import(database_url: str, tmp_path: Path) -> None:
    told = hereabouts("import", str(tmp_path))
    assert (told.exit_code, "cannot be read" in told.stderr) == (1, True)
