"""The one place that reaches into aiosqlite: a version that changes it fails here first."""

import asyncio
import sqlite3
import threading
from functools import partial
from pathlib import Path

import pytest

from database.errors import SettingRefused, TransactionLost
from database.plans import Plans
from database.sqlite_connection import READER, WRITER, UnitConnection, prepare, require
from database.sqlite_thread import open_thread


async def test_jobs_run_in_order_in_the_thread_of_the_connection(tmp_path: Path) -> None:
    thread = await open_thread(str(tmp_path / "a.db"))
    order: list[int] = []

    def job(number: int) -> str:
        thread.raw.execute("SELECT 1")  # sqlite3 refuses any other thread
        order.append(number)
        return threading.current_thread().name

    names = await asyncio.gather(*[thread.submit(partial(job, n)) for n in range(5)])
    assert order == list(range(5))
    assert len(set(names)) == 1
    assert names[0] != threading.current_thread().name
    await thread.close()


async def test_an_error_in_a_job_reaches_who_awaits_it(tmp_path: Path) -> None:
    thread = await open_thread(str(tmp_path / "a.db"))
    with pytest.raises(ZeroDivisionError):
        await thread.submit(lambda: 1 // 0)
    await thread.close()


async def test_a_job_runs_though_nobody_waits_any_more(tmp_path: Path) -> None:
    thread = await open_thread(str(tmp_path / "a.db"))
    done = threading.Event()
    thread.submit(done.set).cancel()
    await thread.submit(lambda: None)
    assert done.is_set()
    await thread.close()


@pytest.mark.parametrize("settings", [READER, WRITER])
def test_every_setting_is_taken(tmp_path: Path, settings: dict[str, object]) -> None:
    raw = sqlite3.connect(tmp_path / "a.db", isolation_level=None, factory=UnitConnection)
    prepared = prepare(raw, settings, Plans())
    prepared.execute("BEGIN")
    for name, wanted in settings.items():
        assert prepared.connection.exec_driver_sql(f"PRAGMA {name}").scalar() == wanted
    prepared.end()
    raw.close()


def test_a_setting_that_is_not_taken_is_told() -> None:
    raw = sqlite3.connect(":memory:")
    with pytest.raises(SettingRefused) as caught:
        require(raw, "journal_mode", "wal")
    assert (caught.value.name, caught.value.found) == ("journal_mode", "memory")
    raw.close()


def test_outside_a_transaction_no_statement_commits_by_itself(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "a.db", isolation_level=None, factory=UnitConnection)
    prepared = prepare(raw, WRITER, Plans())
    with pytest.raises(TransactionLost):
        prepared.connection.exec_driver_sql("CREATE TABLE stray (id INTEGER)")
    with pytest.raises(TransactionLost):
        raw.cursor().executemany("SELECT ?", [(1,)])
    raw.close()
