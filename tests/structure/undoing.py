"""Tries that are taken back: in savepoints of our own, in which SQLite's plans are used as in life.

Within a savepoint that SQLAlchemy knows of, it runs every statement the long way.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """Whatever is done within has not been done afterwards."""
    if connection.dialect.name != "sqlite":  # where an error is to be undone by SQLAlchemy
        savepoint = connection.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()
        return
    connection.exec_driver_sql("SAVEPOINT tried")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK TO tried")
        connection.exec_driver_sql("RELEASE tried")


@contextmanager
def whole(connection: Connection) -> Iterator[None]:
    """All of what is done within, or nothing where it is refused."""
    if connection.dialect.name != "sqlite":
        with connection.begin_nested():
            yield
        return
    connection.exec_driver_sql("SAVEPOINT whole")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK TO whole")
        raise
    finally:
        connection.exec_driver_sql("RELEASE whole")
