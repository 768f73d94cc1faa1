"""Makes SQLite refuse values of the wrong type: every table STRICT, every column a strict type.

STRICT accepts only INTEGER, REAL, TEXT and BLOB, so the portable types are spelt as those here;
days and times of day are ISO text. Types that SQLite would keep loosely are refused.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Double,
    Enum,
    Float,
    Integer,
    Numeric,
    SmallInteger,
    String,
    Text,
    Time,
    Unicode,
    UnicodeText,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.compiler import DDLCompiler, TypeCompiler
from sqlalchemy.types import TypeEngine


@compiles(CreateTable, "sqlite")
def create_strict_table(create: CreateTable, compiler: DDLCompiler, **keywords: Any) -> str:
    create.element.dialect_options["sqlite"]["strict"] = True
    ddl: str = compiler.visit_create_table(create, **keywords)  # type: ignore[no-untyped-call]
    return ddl


@compiles(Boolean, "sqlite")
@compiles(Integer, "sqlite")
@compiles(BigInteger, "sqlite")
@compiles(SmallInteger, "sqlite")
def as_integer(_type: TypeEngine[Any], _compiler: TypeCompiler, **_keywords: Any) -> str:
    return "INTEGER"


@compiles(Float, "sqlite")
@compiles(Double, "sqlite")
def as_real(_type: TypeEngine[Any], _compiler: TypeCompiler, **_keywords: Any) -> str:
    return "REAL"


@compiles(String, "sqlite")
@compiles(Text, "sqlite")
@compiles(Unicode, "sqlite")
@compiles(UnicodeText, "sqlite")
@compiles(Enum, "sqlite")
@compiles(JSON, "sqlite")
@compiles(Date, "sqlite")
@compiles(Time, "sqlite")
def as_text(_type: TypeEngine[Any], _compiler: TypeCompiler, **_keywords: Any) -> str:
    return "TEXT"


@compiles(DateTime, "sqlite")
@compiles(Numeric, "sqlite")
def refused(kind: TypeEngine[Any], _compiler: TypeCompiler, **_keywords: Any) -> str:
    raise TypeError(f"{kind!r} is not exact on SQLite: use Instant, or whole minor units")
