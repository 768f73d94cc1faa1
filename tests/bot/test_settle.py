"""`hereabouts settle`: what it prints and writes, and two of them at once."""

import asyncio
import csv
import re
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.commands.payouts import COLUMNS
from database.door import open_database
from database.money import in_digits
from orders.money import goodwill
from people.queries import staff_of
from tests.orders.conftest import Desk
from tests.orders.settled import PRICE, redeem
from tests.thoroughness import many

NAMES = ("=Kulma", "Ilta")


@pytest.fixture
def market(
    database_url: str, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Two merchants, each with one code redeemed at `now`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", database_url)
    asyncio.run(serve_everywhere(database_url, now, NAMES))
    return database_url


async def serve_everywhere(url: str, now: datetime, names: tuple[str, ...]) -> None:
    async with open_database(url, clock=lambda: now) as database:
        desk = Desk(database, now)
        for name in names:
            shop = await desk.make(lambda m, name=name: m.merchant(name))
            guest, service = await desk.make(
                lambda m, shop=shop: (m.guest(), m.service(shop, duration_minutes=None))
            )
            await redeem(desk, shop.clerk, await desk.place(guest, service, None))


def hereabouts(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_it_prints_a_table_and_writes_a_file(market: str) -> None:
    settled = hereabouts("settle", "--csv", "march.csv")

    assert settled.exit_code == 0, settled.output
    assert "Ilta" in settled.stdout
    assert "18.00 EUR" in settled.stdout
    assert "To be paid out: 36.00 EUR" in settled.stdout
    written = rows(Path("march.csv"))
    assert tuple(written[0]) == COLUMNS
    assert [(each["earned"], each["commission"], each["payout"]) for each in written] == [
        ("20.00", "2.00", "18.00")
    ] * 2


async def give_back(url: str, now: datetime, amount: int) -> None:
    """By the first shop's owner, of its only order."""
    async with open_database(url, clock=lambda: now) as database:
        desk = Desk(database, now)
        order = await desk.order(1)
        (owner,) = await desk.see(lambda c: staff_of(c, order.merchant_id))
        await desk.do(goodwill.give_back, order.id, owner, amount, 0, now)


def test_what_it_prints_of_a_merchant_adds_up(market: str, now: datetime) -> None:
    """Also where some of it went back to a guest."""
    asyncio.run(give_back(market, now, 500))

    settled = hereabouts("settle", "--csv", "march.csv")

    (line,) = (each for each in settled.stdout.splitlines() if "Kulma" in each)
    *parts, payout = (Decimal(each) for each in re.findall(r"-?\d+\.\d\d", line))
    assert (sum(parts), payout) == (Decimal("13.50"), Decimal("13.50"))


def test_a_name_is_no_formula(market: str) -> None:
    hereabouts("settle", "--csv", "march.csv")

    assert rows(Path("march.csv"))[0]["merchant"] == "'=Kulma"


def test_a_second_run_says_so_and_leaves_no_file(market: str, tmp_path: Path) -> None:
    hereabouts("settle", "--csv", "march.csv")
    again = hereabouts("settle")

    assert (again.exit_code, again.stdout) == (0, "Nothing to settle.\n")
    assert [path.name for path in tmp_path.glob("*.csv")] == ["march.csv"]


def test_without_a_name_the_file_is_called_by_the_moment(market: str, tmp_path: Path) -> None:
    hereabouts("settle")

    (written,) = tmp_path.glob("settlement-20*.csv")
    assert len(rows(written)) == 2


def test_what_came_after_the_day_is_left_for_the_next_run(market: str) -> None:
    assert "Nothing to settle" in hereabouts("settle", "--until", "2026-03-03").stdout
    assert "36.00 EUR" in hereabouts("settle", "--until", "2026-03-04").stdout


def test_it_lists_again_what_was_settled_on_a_day(market: str) -> None:
    hereabouts("settle", "--csv", "march.csv")
    day = rows(Path("march.csv"))[0]["at"][:10]

    again = hereabouts("settle", "--again", day, "--csv", "again.csv")

    assert "36.00 EUR" in again.stdout
    assert Path("again.csv").read_text() == Path("march.csv").read_text()
    assert (
        "Nothing was settled on 2026-01-01" in hereabouts("settle", "--again", "2026-01-01").stdout
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--until", "soon"), "'soon' is no day: give year, month and day, as 2026-11-22"),
        (("--until", "2026-02-30"), "'2026-02-30' is no day"),
        (("--until", "2999-01-01"), "2999-01-01 is still to come"),
        (("--again", "yesterday"), "'yesterday' is no day"),
        (("--again", "2026-03-04", "--until", "2026-03-04"), "give either"),
        (("--csv", "nowhere/march.csv"), "nowhere/march.csv cannot be written"),
        (("--csv", "there.csv"), "there.csv is there already"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_settled(
    market: str, words: tuple[str, ...], sentence: str
) -> None:
    Path("there.csv").write_text("kept")

    refused = hereabouts("settle", *words)

    assert refused.exit_code == 1
    assert sentence in refused.stderr
    assert Path("there.csv").read_text() == "kept"
    assert "36.00 EUR" in hereabouts("settle").stdout


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"][: many(1, 2)])
def test_two_programs_at_once_settle_each_merchant_once(
    market: str, now: datetime, tmp_path: Path
) -> None:
    names = tuple(f"Shop {n}" for n in range(20))
    asyncio.run(serve_everywhere(market, now, names))
    command = [sys.executable, "-m", "bot", "settle", "--csv"]

    runs = [
        subprocess.Popen([*command, f"{n}.csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for n in range(2)
    ]
    for run in runs:
        _, complaint = run.communicate(timeout=60)
        assert (run.returncode, complaint) == (0, b"")

    written = [row for path in tmp_path.glob("?.csv") for row in rows(path)]
    assert sorted(row["merchant"].removeprefix("'") for row in written) == sorted(names + NAMES)
    assert {row["earned"] for row in written} == {f"{PRICE / 100:.2f}"}
    assert hereabouts("audit").exit_code == 0


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [(123450, "EUR", "1234.50"), (-5, "EUR", "-0.05"), (500, "JPY", "500"), (7, "XTR", "7")],
)
def test_amounts_are_exact(minor: int, currency: str, shown: str) -> None:
    assert in_digits(minor, currency) == shown
