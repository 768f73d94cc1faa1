"""A long job takes on as much at once as keeps its transactions short."""

from datetime import datetime
from itertools import count
from pathlib import Path

from catalog.importing import ImportRun
from catalog.pacing import FEWEST, FIRST, LONGEST, MOST, Pace
from database.door import Database
from tests.catalog.test_importing import feature, write


def test_who_is_quick_takes_twice_as_many_and_who_is_slow_at_once_as_few_as_fit() -> None:
    pace = Pace()
    pace.took(FIRST, LONGEST / 10)
    assert pace.size == 2 * FIRST
    pace.took(MOST, 4 * LONGEST)
    assert pace.size == MOST // 4


def test_there_are_never_too_many_and_always_some() -> None:
    pace = Pace()
    for _ in range(10):
        pace.took(pace.size, 0.0)
    assert pace.size == MOST
    pace.took(MOST, 1e6)
    assert pace.size == FEWEST


async def test_a_slow_machine_imports_in_small_transactions(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = write(tmp_path, *(feature(number) for number in range(FIRST + 2 * FEWEST)))
    hours = map(float, count(0, 3600))
    run = ImportRun(path, now, pace=Pace(lambda: next(hours)))
    assert await sizes(database, run) == [FIRST, FEWEST, FEWEST]
    assert run.report.new == FIRST + 2 * FEWEST


async def sizes(database: Database, run: ImportRun) -> list[int]:
    found = []
    for unit in run.units():
        tally = await database.write(unit)
        run.count(tally)
        found.append(tally.taken)
    return [each for each in found if each]
