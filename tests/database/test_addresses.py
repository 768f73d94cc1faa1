"""An address is understood however it is written, and a wrong one is told at once."""

from pathlib import Path

import pytest

from database.addresses import parse
from database.door import open_database
from database.errors import UnknownDatabase


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("sqlite:///market.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///market.db", "sqlite+aiosqlite"),
        ("postgres://market@localhost/market", "postgresql+asyncpg"),
        ("postgresql://market@localhost/market", "postgresql+asyncpg"),
        ("postgresql+asyncpg://market@localhost/market", "postgresql+asyncpg"),
        ("postgresql+psycopg://market@localhost/market", "postgresql+asyncpg"),
    ],
)
def test_the_driver_is_ours_to_choose(written: str, driver: str) -> None:
    assert parse(written).drivername == driver


def test_a_wish_for_encryption_is_passed_on() -> None:
    assert dict(parse("postgres://host/market?sslmode=require").query) == {"ssl": "require"}


@pytest.mark.parametrize("wrong", ["mysql://localhost/market", "market.db", ""])
def test_other_databases_are_refused(wrong: str) -> None:
    with pytest.raises(UnknownDatabase):
        parse(wrong)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
async def test_sqlite_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase):
        async with open_database(url):
            pass


async def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"):
        async with open_database(f"sqlite:///{tmp_path / 'nowhere' / 'market.db'}"):
            pass


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Kim, " * 1000)
    with pytest.raises(Exception, match="not a database"):
        async with open_database(f"sqlite:///{tmp_path / 'letter.txt'}"):
            pass


async def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"No such file|refused|connect"):
        async with open_database(f"postgresql://market@/market?host={tmp_path}"):
            pass
