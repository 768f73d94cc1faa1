"""Benchmarks run, in small, and what they found is on the page: one of them, and with KILLS set all."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.__main__ import SECTIONS
from benchmarks.page import write
from benchmarks.plot import curves
from benchmarks.report import Section

NAMES = [module.__name__.rpartition(".")[2] for module in SECTIONS]
QUICKEST = "door"
TODAY = date(2026, 3, 4)
SIZES = {"10,000": "2.5", "1,000,000": "3.5"}
SEARCHES = Section(
    "Searches",
    "At each size.",
    ("", "10,000", "100,000", "1,000,000"),
    [("open now", "1.5 ms", "1.6 ms", "1.7 ms"), ("a <name>", "10 ms", "12 ms", "90 ms")],
)


@pytest.mark.long
@pytest.mark.parametrize(
    "name", [each for each in NAMES if os.environ.get("KILLS") or each == QUICKEST]
)
def test_a_section_runs_and_is_written(name: str, tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    subprocess.run(
        [sys.executable, "-m", "benchmarks", "--page", str(page), name],
        env={**os.environ, "QUICK": "1"},
        check=True,
    )

    assert f"<!-- {name} -->" in page.read_text("utf-8")


def test_a_section_takes_the_place_of_what_it_found_before(tmp_path: Path) -> None:
    page, order = tmp_path / "performance.md", ["finding", "rush"]
    for name, title in (("rush", "A rush"), ("finding", "Old"), ("finding", "New")):
        write(page, name, Section(title, "So.", ("", "p50"), [("a | b", "1")]), order, TODAY)

    written = page.read_text("utf-8")
    assert [line for line in written.splitlines() if line.startswith("## ")] == [
        "## New",
        "## A rush",
    ]
    assert r"| a \| b | 1 |" in written
    assert "2026-03-04, " in written
    assert "SQLite" in written
    assert "PostgreSQL" in written


def test_what_grows_is_drawn_by_size(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    write(page, "finding", SEARCHES, ["finding"], TODAY)

    assert "![Searches](pictures/finding.svg)" in page.read_text("utf-8")
    picture = (tmp_path / "pictures/finding.svg").read_text("utf-8")
    assert picture.count("<polyline") == 4  # two curves, and two in the legend
    assert "1,000,000" in picture
    assert "a &lt;name&gt;" in picture


def test_rows_of_one_name_are_one_curve() -> None:
    header = ("engine", "places", "looking for", "median", "p99")
    rows = [("SQLite", size, "open now", "1.0", cost) for size, cost in SIZES.items()]

    (curve,) = curves(Section("Finding", "", header, rows))

    assert curve.name == "SQLite, open now"
    assert curve.points == [(10_000, 2.5), (1_000_000, 3.5)]


def test_a_table_without_sizes_is_not_drawn() -> None:
    assert curves(Section("A rush", "", ("", "p50 ms"), [("got a seat", "4")])) == []
