"""Values come back as they went in, on both engines, and wrong ones are refused."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Enum,
    LargeBinary,
    MetaData,
    Named,
    Numeric,
    Table,
    TypedColumns,
    create_engine,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError, StatementError

from database.door import Database
from database.metadata import EPOCH, Instant, Json, primary_key, to_microseconds

things_metadata = MetaData()


class thing_columns(TypedColumns):  # noqa: N801 - stands beside its table
    id = primary_key()
    at: Named[datetime] = Column(Instant)
    document: Named[dict[str, Any] | None] = Column(Json)
    share: Named[float] = Column(server_default=text("0.5"))
    sealed: Named[bool] = Column(server_default=text("false"))
    kind: Named[str | None] = Column(
        Enum("a", "b", native_enum=False, create_constraint=True, name="kind")
    )
    raw: Named[bytes | None] = Column(LargeBinary)


things = Table("things", things_metadata, thing_columns)


@pytest.fixture
async def shop(database: Database) -> Database:
    await database.write(things_metadata.create_all)
    return database


async def test_values_come_back(shop: Database, now: datetime) -> None:
    moment = now.astimezone(timezone(timedelta(hours=5))) + timedelta(microseconds=1)
    values = {"at": moment, "document": {"ä": [1, None]}, "kind": "a", "raw": b"\0"}
    await shop.write(lambda connection: connection.execute(insert(things).values(values)))
    [row] = await shop.read(lambda connection: connection.execute(select(things)).all())
    assert row == (1, moment, {"ä": [1, None]}, 0.5, False, "a", b"\0")
    assert row.at.tzinfo is UTC


async def test_moments_sort_and_compare(shop: Database, now: datetime) -> None:
    moments = [now, now + timedelta(microseconds=1), EPOCH - timedelta(days=1)]
    rows = [{"at": moment} for moment in moments]
    await shop.write(lambda connection: connection.execute(insert(things), rows))
    found = select(things.c.at).where(things.c.at > EPOCH).order_by(things.c.at.desc())
    later = await shop.read(lambda connection: connection.scalars(found).all())
    assert later == [moments[1], moments[0]]


async def test_no_document_is_null(shop: Database, now: datetime) -> None:
    none = insert(things).values(at=now, document=None)
    await shop.write(lambda connection: connection.execute(none))
    count = text("SELECT count(*) FROM things WHERE document IS NULL")
    assert await shop.read(lambda connection: connection.execute(count).scalar()) == 1


async def test_a_naive_moment_is_refused(shop: Database) -> None:
    naive = insert(things).values(at=datetime(2026, 3, 4))  # noqa: DTZ001 - that is the point
    with pytest.raises(StatementError, match="time zone"):
        await shop.write(lambda connection: connection.execute(naive))


async def test_a_value_of_the_wrong_type_is_refused(shop: Database) -> None:
    with pytest.raises(DBAPIError):
        await shop.write(
            lambda connection: connection.execute(text("INSERT INTO things (at) VALUES ('noon')"))
        )


@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_is_kept_to_the_microsecond(moment: datetime) -> None:
    moment = moment.astimezone(UTC)
    assert EPOCH + timedelta(microseconds=to_microseconds(moment)) == moment


@pytest.mark.parametrize("loose", [Numeric(10, 2), DateTime(timezone=True)])
def test_types_that_sqlite_keeps_loosely_are_refused(loose: Any) -> None:
    metadata = MetaData()
    Table("loose", metadata, Column("value", loose))
    engine = create_engine("sqlite://")
    with pytest.raises(TypeError, match="not exact"):
        metadata.create_all(engine)
    engine.dispose()


async def test_every_table_is_strict_on_sqlite(database: Database) -> None:
    def loose(connection: Connection) -> list[str]:
        query = "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
        return list(connection.scalars(text(f"{query} AND name NOT LIKE 'sqlite_%'")))

    if database.dialect == "sqlite":
        assert await database.read(loose) == []
