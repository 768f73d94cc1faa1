"""What every package's tables share: one MetaData, names for constraints, and the column types.

A package declares its tables in its own models.py, once for both engines and for mypy:

    class order_columns(TypedColumns):
        id = primary_key()                                  # Column[int]
        guest: Named[int] = Column(Identity, ForeignKey("people.id"))
        note: Named[str | None]                             # nullable because of the annotation
        placed_at: Named[datetime] = Column(Instant)        # aware UTC in, aware UTC out
        extra: Named[dict[str, Any]] = Column(Json)

    orders = Table("orders", metadata, order_columns)

    row = connection.execute(select(orders.c.id, orders.c.note)).one()   # Row[int, str | None]

Always write `Column(Instant)` for a moment and `Column(Identity)` for an id of another table: from
the annotation alone SQLAlchemy would choose DateTime and a 32-bit integer.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Dialect, Integer, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from database import strict

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""A CheckConstraint needs a name of its own: CheckConstraint("held >= 0", name="held")."""

Identity = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only a column that is exactly INTEGER; its integers are 64 bits wide anyway."""

Json: TypeEngine[Any] = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

STRICT_TABLES = strict.create_strict_table
"""Named here so that whoever has the metadata also has the rules of strict.py."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """A moment, stored as whole microseconds since 1970: exact, sortable and equal on both engines."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return _stored(value)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        return _read(value)

    def bind_processor(self, _dialect: Dialect) -> Callable[[datetime | None], int | None]:
        """At once: SQLAlchemy's own calls two more for what an integer needs, which is nothing."""
        return _stored

    def result_processor(
        self, _dialect: Dialect, _coltype: object
    ) -> Callable[[int | None], datetime | None]:
        """Likewise."""
        return _read


def _stored(value: datetime | None) -> int | None:
    return None if value is None else to_microseconds(value)


def _read(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + timedelta(microseconds=value)


def to_microseconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {moment!r}")
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_microseconds(value: int) -> datetime:
    return EPOCH + timedelta(microseconds=value)


def primary_key() -> Column[int]:
    """An id that the database counts up."""
    column: Column[Any] = Column(Identity, primary_key=True)
    return column
