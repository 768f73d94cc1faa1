"""Tries that are taken back: in savepoints of our own, of which SQLAlchemy keeps no account."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from database.postgres_unit import FAILED


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """Whatever is done within has not been done afterwards."""
    with again_and_again(connection) as undo:
        try:
            yield
        finally:
            undo()


@contextmanager
def again_and_again(connection: Connection) -> Iterator[Callable[[], None]]:
    """What is done before each call of what is given has not been done afterwards."""
    tell = telling(connection)
    tell("SAVEPOINT tried")
    try:
        yield lambda: take_back(connection, "tried")
    finally:
        tell("RELEASE tried")


@contextmanager
def whole(connection: Connection) -> Iterator[None]:
    """All of what is done within, or nothing where it is refused."""
    tell = telling(connection)
    tell("SAVEPOINT whole")
    try:
        yield
    except BaseException:
        take_back(connection, "whole")
        raise
    finally:
        tell("RELEASE whole")


def take_back(connection: Connection, savepoint: str) -> None:
    """What failed since has not failed, either."""
    telling(connection)(f"ROLLBACK TO {savepoint}")
    connection.info.pop(FAILED, None)


def telling(connection: Connection) -> Callable[[str], object]:
    """What has the database do something; SQLite is told without SQLAlchemy, which takes longer than it."""
    bare = connection.connection.driver_connection
    return bare.execute if isinstance(bare, sqlite3.Connection) else connection.exec_driver_sql
