"""Whether database or disk failed us, or a statement of ours was wrong: only one is worth waiting for."""

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnection

from database.errors import DatabaseError

_OTHER_SIDE = ("08", "25006", "28", "53", "57", "58", "40", "55P03", "XX")
"""SQLSTATE: connection, a standby that may not write, our login, resources, whoever cancels or shuts
down, system, conflicts that outlived all retries, the server's own bugs."""


def is_transient(error: BaseException) -> bool:
    """Whether database or disk failed us, rather than our own statement being wrong."""
    if isinstance(error, IntegrityError):
        return False
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _transient_of_driver(error.orig)
    if isinstance(error, DatabaseError | OSError | NoConnection):
        return True
    return _transient_of_driver(error)


def _transient_of_driver(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR
    state = getattr(error, "sqlstate", None)
    return isinstance(error, OSError) or (bool(state) and str(state).startswith(_OTHER_SIDE))
