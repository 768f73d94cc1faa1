"""Runs one unit of work in a PostgreSQL transaction and judges how it ended."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from database.errors import OutcomeUnknown, TransactionLost

T = TypeVar("T")

CONFLICTS = frozenset({"40001", "40P01", "55P03"})
"""Serialisation failure, deadlock, lock timeout: the same unit may well succeed a moment later."""

FAILED = "failed outside a savepoint"


def in_transaction(connection: Connection, work: Callable[[Connection], T]) -> T:
    connection.info.pop(FAILED, None)
    transaction = connection.begin()
    try:
        result = work(connection)
    except BaseException:
        transaction.rollback()
        raise
    if FAILED in connection.info:  # COMMIT would quietly undo everything
        transaction.rollback()
        raise TransactionLost
    try:
        transaction.commit()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise OutcomeUnknown from error
        raise
    return result


def in_snapshot(connection: Connection, work: Callable[[Connection], T]) -> T:
    """Every statement sees the moment of the first; it may take its time."""
    with connection.begin():
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        return work(connection)


def remember_failure(context: ExceptionContext) -> None:
    connection = context.connection
    if connection is not None and not connection.in_nested_transaction():
        connection.info[FAILED] = True


def is_conflict(error: DBAPIError) -> bool:
    """Whether to run the unit again: by the state, for the class of error does not tell."""
    return getattr(error.orig, "sqlstate", None) in CONFLICTS
