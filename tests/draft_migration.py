"""Drafts the next migration from the models of all packages; it is then read, corrected and kept.

    .venv/bin/python -m tests.draft_migration "merchants have a phone number"

It compares with a real PostgreSQL that has all migrations so far. There are no downgrades: a backup
is the way back.
"""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.autogenerate import renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import CreateTableOp, MigrateOperation, MigrationScript
from sqlalchemy import Connection

from database import migrating
from database.metadata import Instant
from tests.databases import PostgresServer, import_models, make_folder, remove_folder


class Protect(MigrateOperation):
    """Makes a table immutable, as its models.py says."""

    def __init__(self, table: str, only: tuple[str, ...]) -> None:
        self.table = table
        self.only = only


@renderers.dispatch_for(Protect)
def render_protection(context: AutogenContext, protect: Protect) -> str:
    context.imports.add("from database.immutable import make_immutable")
    return f"make_immutable(op.get_bind(), {protect.table!r}, {protect.only!r})"


def add_protections(_context: Any, _revision: Any, scripts: list[MigrationScript]) -> None:
    upgrade = scripts[0].upgrade_ops
    assert upgrade is not None
    upgrade.ops += [
        Protect(made.table_name, made.info["immutable"])
        for made in upgrade.ops
        if isinstance(made, CreateTableOp) and "immutable" in made.info
    ]


def render_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A migration says what it does without our classes, which may change after it."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Instant) else False


def draft(connection: Connection, message: str) -> Path:
    config = migrating.config_for(connection)
    config.attributes["drafting"] = {
        "compare_type": True,
        "render_item": render_type,
        "process_revision_directives": add_protections,
    }
    number = int(migrating.newest() or 0) + 1
    script = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    assert script is not None
    assert not isinstance(script, list)
    return Path(script.path)


async def draft_on(server: PostgresServer, message: str) -> Path:
    await server.execute("CREATE DATABASE draft")
    await migrating.upgrade(server.url("draft"))
    return await migrating.on_connection(server.url("draft"), lambda c: draft(c, message))


def main(message: str) -> None:
    import_models()
    make_folder()
    server = PostgresServer()
    try:
        path = asyncio.run(draft_on(server, message))
    finally:
        server.close()
        remove_folder()
    for tidy in (("check", "--fix"), ("check", "--add-noqa"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *tidy, "--silent", path], check=False)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
