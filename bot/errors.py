"""What goes wrong around the conversation, told apart by what is to be done about it."""

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError

from database.errors import DatabaseError


class WrongSettings(Exception):
    """Settings that are missing or wrong, each with a sentence that says what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class CannotDo(Exception):
    """A command that cannot be carried out, with a sentence that says why and what to do."""


class Unavailable(Exception):
    """Database or disk are in trouble: nothing happened, and the channel may deliver again."""


_OTHER_SIDE = ("08", "53", "57P", "58", "40", "55P03")
"""SQLSTATE: connection, resources, shutdown, system, conflicts that outlived all retries."""


def is_trouble(error: BaseException) -> bool:
    """Whether database or disk failed us, rather than our own statement being wrong."""
    if isinstance(error, IntegrityError):
        return False
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _trouble_of_driver(error.orig)
    return isinstance(error, DatabaseError | OSError) or _trouble_of_driver(error)


def _trouble_of_driver(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR
    state = getattr(error, "sqlstate", None)
    return isinstance(error, OSError) or (bool(state) and str(state).startswith(_OTHER_SIDE))
