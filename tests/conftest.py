"""What every test may ask for: a moment, and a fresh database on each engine with every table.

A test that asks for `database` or `database_url` runs twice, on SQLite and on PostgreSQL.
"""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from bot.commands.shell import quick_loop
from bot.zone_rules import take_shipped
from database.door import Database, open_database
from tests.calendars import ask_here
from tests.compiling import compile_once
from tests.databases import PostgresServer, SqliteFiles, make_folder, remove_folder
from tests.engines import leave_out, runs_all
from tests.in_memory import write_to_memory
from tests.lasting import Lasting
from tests.reusing import Reused
from tests.thoroughness import THOROUGH, have_patience

take_shipped()
settings.register_profile(
    "shared",
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
    phases=set(Phase) - {Phase.explain},  # takes minutes to say what the shortest example shows
)
settings.load_profile("shared")
# the machine may be doing something else: how long an example takes proves nothing


CONSTANTS = "hypothesis.internal.conjecture.providers.is_local_module_file"
"""Whose files each worker parses before its first test, to try at times what is written in them."""


LONGEST = (
    *("torture/test_storm.py", "torture/test_full_disk.py"),
    *("journeys/test_demo.py", "journeys/test_strangers.py"),
    *("structure/test_forged.py", "structure/test_rights.py", "structure/test_pages.py"),
    *("console/test_axe.py", "transcripts/test_talks_by_telegram.py"),
)
"""Each of them takes a worker ten seconds and more: no worker gets them all."""


def is_long(item: pytest.Item) -> bool:
    return item.path.as_posix().endswith(LONGEST)


def spread(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Each worker begins with its part of them in a row: with its share of the longest."""
    longest = [item for item in items if is_long(item)]
    others = [item for item in items if not is_long(item)]
    spread_out: list[pytest.Item] = []
    for number in range(workers):
        head = longest[number::workers]
        size = (len(items) - len(spread_out)) // (workers - number)
        room = max(0, size - len(head))
        spread_out += [*head, *others[:room]]
        del others[:room]
    return spread_out + others


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for another program."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tells a worker whether all tests are run."""
    node.workerinput["whole"] = runs_all(node.config)
    node.workerinput["number"] = int(node.gateway.id[2:])


def pytest_sessionstart(session: pytest.Session) -> None:
    """Each worker begins to compile elsewhere, and then finds what the others compiled."""
    given = getattr(session.config, "workerinput", {})
    if given.get("whole") and not sys.dont_write_bytecode:
        tests = sorted(Path(__file__).parent.rglob("test_*.py"))
        first = given["number"] * len(tests) // given["workercount"]
        for each in (*tests[first:], *tests[:first]):
            import_module(".".join(each.relative_to(session.config.rootpath).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """What is loaded stays, and what of it is garbage: that is not looked for, and in new things rarely."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    """The longest first: a run shall not end with one worker busy."""
    leave_out(items, config)
    have_patience(items)
    given = getattr(config, "workerinput", {})
    items[:] = spread(items, given.get("workercount", 1))


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until all is loaded
    compile_once()
    if not THOROUGH:
        pytest.MonkeyPatch().setattr(CONSTANTS, lambda _file: False)
        ask_here()
    if not is_worker(config):
        if not THOROUGH:  # a slow disk leaves those time who are killed before they commit
            write_to_memory()
        make_folder()


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """What is kept is not taken apart. Nobody would hear what a worker then finds in its garbage."""
    if is_worker(config) or config.pluginmanager.has_plugin("dsession"):
        gc.freeze()
    if not is_worker(config):
        remove_folder()


@pytest.fixture(scope="session", autouse=True)
def _garbage() -> Iterator[None]:
    """Looked for a last time while the last test of a worker can still fail for what is in it."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def _asyncio_loop_factory() -> Any:
    """What pytest-asyncio makes its loops with: the program's own, which is also quicker."""
    return quick_loop()


@pytest.fixture(scope="session")
def sqlite_files(lasting: Lasting) -> Iterator[SqliteFiles]:
    reused = Reused(lasting.loop)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("database.sqlite_door.open_sqlite", reused.open)
        yield SqliteFiles(reused)
    reused.end()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Any]:
    """One for all tests of a worker: starting it takes longer than most of them."""
    from tests.browsing import launched

    async with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
async def lasting() -> Lasting:
    return Lasting(asyncio.get_running_loop())


@pytest.fixture(scope="session")
def postgres_server(lasting: Lasting) -> Iterator[PostgresServer]:
    server = PostgresServer(lasting)
    server.fill()
    with lasting.at_work():
        yield server
    server.close()


@pytest.fixture
def now() -> datetime:
    """A Wednesday; tests that need another moment count from it."""
    return datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def maker(request: pytest.FixtureRequest, dialect: str) -> SqliteFiles | PostgresServer:
    name = "sqlite_files" if dialect == "sqlite" else "postgres_server"
    made: SqliteFiles | PostgresServer = request.getfixturevalue(name)
    return made


@pytest.fixture
def database_url(maker: SqliteFiles | PostgresServer) -> Iterator[str]:
    with maker.clean() as url:
        yield url


@pytest.fixture
def empty_url(maker: SqliteFiles | PostgresServer, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    with maker.empty(tmp_path) as url:
        yield url


@pytest.fixture
def former_url(
    request: pytest.FixtureRequest, maker: SqliteFiles | PostgresServer, tmp_path: Path
) -> Iterator[str]:
    """What the former version left that the test's module describes in `left`, brought up to date."""
    with maker.brought_up(request.module.left, tmp_path) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """For what only PostgreSQL can show."""
    with postgres_server.clean() as url:
        yield url


@pytest.fixture
async def database(database_url: str, now: datetime) -> AsyncIterator[Database]:
    """Its clock stands at `now`."""
    async with open_database(database_url, clock=lambda: now) as opened:
        yield opened
