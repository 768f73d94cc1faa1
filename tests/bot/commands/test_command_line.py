"""The command line: what it prints, how it ends, and a sentence for whatever is not right."""

import asyncio
import re
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection
from telegram.error import RetryAfter

from bot.commands.shell import carry_out
from database.door import open_database
from orders import auditing
from people import arriving, joining
from people.arriving import Newcomer
from people.joining import Membership
from people.rights import Role
from tests.bot.commands.conftest import hereabouts


@pytest.mark.both_engines
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


def test_a_link_into_the_console_ends_what_is_printed(database_url: str, telegram: None) -> None:
    hereabouts("seed")
    merchant = hereabouts("merchants").stdout.split("\t")[0]

    for words, sentence in (
        (("operator",), "Nobody runs the market yet"),
        (("merchant", merchant), "has no owner yet"),
        (("merchant", "4711"), "There is no merchant 4711"),
    ):
        refused = hereabouts("console", *words)
        assert refused.exit_code == 1
        assert sentence in refused.stderr

    asyncio.run(employ(database_url, int(merchant)))
    for words in (("operator",), ("merchant", merchant)):
        made = hereabouts("console", *words)
        assert made.exit_code == 0, made.stderr
        link = made.stdout.splitlines()[-1]
        assert re.fullmatch(r"http://127\.0\.0\.1:8000/console/in/[\w-]{43}", link)


async def employ(url: str, merchant: int) -> None:
    """Somebody runs the market, and owns a place."""
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)

    def write(connection: Connection) -> None:
        kim = Newcomer("telegram", "2001", "2001", "Kim", None, "en")
        person = arriving.welcome(connection, kim, now).id
        for membership in (Membership(Role.OPERATOR, None), Membership(Role.OWNER, merchant)):
            joining.join(connection, person, membership, now)

    async with open_database(url) as database:
        await database.write(write)


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


def test_a_telegram_that_wants_a_pause_is_no_crash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    async def asked_too_often() -> None:
        raise RetryAfter(1)

    with pytest.raises(SystemExit) as ended:
        carry_out(asked_too_often)

    assert ended.value.code == 1
    assert "asked too often" in capsys.readouterr().err


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


def test_an_unknown_database_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", "mysql://localhost/market")

    refused = hereabouts("merchants")

    assert refused.exit_code == 1
    assert "HEREABOUTS_DATABASE_URL names no database" in refused.stderr


def test_a_taken_port_says_how_to_choose_another(tmp_path: Path) -> None:
    """In a process of its own, which the demo takes over."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        demo = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--no-browser"]
        refused = subprocess.run(demo, check=False, capture_output=True, text=True)

    assert refused.returncode == 1
    assert f"Port {port} is taken" in refused.stderr


def test_a_file_that_is_no_database_is_explained(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes.db").write_text("Milk, bread, and something for the cat. " * 50)
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/notes.db")
    told = hereabouts("audit")
    assert (told.exit_code, "file is not a database" in told.stderr) == (1, True)


def test_an_id_that_cannot_be_is_refused() -> None:
    assert hereabouts("invite", "merchant", str(2**70)).exit_code == 2
