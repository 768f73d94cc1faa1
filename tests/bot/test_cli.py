"""The command line: what it prints, how it ends, and a sentence for whatever is not right."""

import asyncio
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.commands.import_report import TO_DO
from catalog.candidate import Reason
from orders import auditing
from sandbox.server import Sandbox, running
from sandbox.settings import Settings as SandboxSettings


@pytest.fixture(autouse=True)
def _installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    if "database_url" in request.fixturenames:
        url = request.getfixturevalue("database_url")
        monkeypatch.setenv("HEREABOUTS_DATABASE_URL", url)


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Telegram that knows the bot, in a loop of its own."""
    import threading

    loop, up = asyncio.new_event_loop(), threading.Event()
    stop = asyncio.Event()

    async def serve() -> None:
        async with running(Sandbox(SandboxSettings())) as url:
            monkeypatch.setenv("HEREABOUTS_TELEGRAM_API_URL", url)
            up.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    up.wait(10)
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_TOKEN", SandboxSettings().token)
    yield
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def hereabouts(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_an_upgrade_makes_every_table(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", empty_url)

    first, second = hereabouts("db", "upgrade"), hereabouts("db", "upgrade")

    assert first.stdout.startswith("The database is at ")
    assert second.stdout == "The database is up to date.\n"
    assert hereabouts("audit").exit_code == 0


def test_seeding_twice_adds_the_town_once(database_url: str) -> None:
    first, second = hereabouts("seed"), hereabouts("seed")

    assert re.match(r"\d+ merchants added", first.stdout)
    assert "there already" in second.stdout


def test_merchants_are_listed_one_a_line(database_url: str) -> None:
    hereabouts("seed")

    lines = hereabouts("merchants").stdout.splitlines()

    assert len(lines) >= 20
    assert all(re.fullmatch(r"\d+\t[^\t]+\t[a-z]+", line) for line in lines)


def test_an_invitation_ends_with_its_link(database_url: str, telegram: None) -> None:
    hereabouts("seed")
    merchant = hereabouts("merchants").stdout.split("\t")[0]

    for words in (("merchant", merchant), ("operator",)):
        made = hereabouts("invite", *words)
        assert made.exit_code == 0
        link = made.stdout.splitlines()[-1]
        assert re.fullmatch(r"https://t\.me/hereabouts_bot\?start=join_[A-Za-z0-9]{20}", link)


def test_an_invitation_to_nowhere_is_refused(database_url: str, telegram: None) -> None:
    refused = hereabouts("invite", "merchant", "4711")

    assert refused.exit_code == 1
    assert "There is no merchant 4711" in refused.stderr


@pytest.mark.parametrize("words", [("run",), ("invite", "operator")])
def test_without_a_token_a_sentence_says_where_to_get_one(
    database_url: str, words: tuple[str, ...]
) -> None:
    refused = hereabouts(*words)

    assert refused.exit_code == 2
    assert "HEREABOUTS_TELEGRAM_TOKEN is missing" in refused.stderr
    assert "Traceback" not in refused.output


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


def test_the_audit_passes_on_a_new_town(database_url: str) -> None:
    hereabouts("seed")

    audited = hereabouts("audit")

    assert (audited.exit_code, audited.stdout) == (0, "Every invariant holds.\n")


def test_the_audit_fails_when_something_is_wrong(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "audit", lambda _connection, _now: ["seats: slot 7"])

    audited = hereabouts("audit")

    assert audited.exit_code == 1
    assert "seats: slot 7" in audited.stdout


def test_a_new_town_has_nothing_to_repair(database_url: str) -> None:
    hereabouts("seed")

    repaired = hereabouts("audit", "--repair")

    assert repaired.exit_code == 0
    assert repaired.stdout == "No counter had to be repaired.\nEvery invariant holds.\n"


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_backup_is_a_whole_database_and_overwrites_nothing(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hereabouts("seed")
    copy = tmp_path / "copy.db"

    made, again = hereabouts("backup", str(copy)), hereabouts("backup", str(copy))

    assert made.exit_code == 0
    assert again.exit_code == 1
    before = hereabouts("merchants").stdout
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", f"sqlite+aiosqlite:///{copy}")
    assert hereabouts("merchants").stdout == before


def test_check_names_what_is_missing(database_url: str) -> None:
    checked = hereabouts("check")

    assert checked.exit_code == 1
    assert "✗ HEREABOUTS_TELEGRAM_TOKEN is missing" in checked.stdout


def test_check_passes_where_all_is_well(
    database_url: str, telegram: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEREABOUTS_CURRENCY", "XTR")

    checked = hereabouts("check")

    assert "✓ Telegram knows the bot as @hereabouts_bot" in checked.stdout
    assert checked.exit_code == 0


@pytest.mark.parametrize("currency", ["EUR", "JPY", "UZS", "VND"])
def test_check_has_an_invoice_made_in_any_currency(
    database_url: str, telegram: None, monkeypatch: pytest.MonkeyPatch, currency: str
) -> None:
    monkeypatch.setenv("HEREABOUTS_CURRENCY", currency)
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_PROVIDER_TOKEN", "1:TEST:right")

    checked = hereabouts("check")

    assert f"✓ payments: telegram, in {currency}" in checked.stdout
    assert checked.exit_code == 0


def test_check_tells_a_wrong_provider_token(
    database_url: str, telegram: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_PROVIDER_TOKEN", "1:LIVE:of-another-bot")

    checked = hereabouts("check")

    assert "✗ Telegram does not take HEREABOUTS_TELEGRAM_PROVIDER_TOKEN" in checked.stdout
    assert "of-another-bot" not in checked.output
    assert checked.exit_code == 1


def test_check_says_when_telegram_is_away(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_TOKEN", SandboxSettings().token)
    monkeypatch.setenv("HEREABOUTS_TELEGRAM_PROVIDER_TOKEN", "1:TEST:right")

    checked = hereabouts("check")

    assert "✗ Telegram cannot be asked about invoices" in checked.stdout
    assert checked.exit_code == 1


def test_an_unknown_database_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", "mysql://localhost/market")

    refused = hereabouts("merchants")

    assert refused.exit_code == 1
    assert "HEREABOUTS_DATABASE_URL names no database" in refused.stderr


def test_a_taken_port_says_how_to_choose_another(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        refused = hereabouts("demo", "--port", str(port), "--no-browser")

    assert refused.exit_code == 1
    assert f"Port {port} is taken" in refused.stderr


def test_a_file_that_is_no_database_is_explained(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes.db").write_text("Milk, bread, and something for the cat. " * 50)
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/notes.db")
    told = hereabouts("audit")
    assert (told.exit_code, "file is not a database" in told.stderr) == (1, True)


def test_a_folder_is_no_file_to_import(database_url: str, tmp_path: Path) -> None:
    told = hereabouts("import", str(tmp_path))
    assert (told.exit_code, "cannot be read" in told.stderr) == (1, True)


def test_an_id_that_cannot_be_is_refused() -> None:
    assert hereabouts("invite", "merchant", str(2**70)).exit_code == 2
