"""A copy of the market holds people and codes: it is for the eyes of whoever runs it."""

import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app

OWNER_ONLY = 0o600


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_backup_is_its_owners_alone_from_the_first_byte(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", database_url)
    copy, rights = tmp_path / "copy.db", list[int]()
    connect = sqlite3.connect

    def watched(name: str | Path, **more: Any) -> sqlite3.Connection:
        rights.extend(stat.S_IMODE(each.stat().st_mode) for each in tmp_path.glob("copy.db*"))
        return connect(name, **more)

    monkeypatch.setattr(sqlite3, "connect", watched)
    before = os.umask(0)
    try:
        made = CliRunner().invoke(app, ["backup", str(copy)])
    finally:
        os.umask(before)

    assert made.exit_code == 0
    assert set(rights) == {OWNER_ONLY}
    assert stat.S_IMODE(copy.stat().st_mode) == OWNER_ONLY
