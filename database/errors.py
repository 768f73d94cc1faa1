"""What the door itself can refuse, each carrying the objects that a caller needs."""

from collections.abc import Sequence
from datetime import datetime


class Refusal(Exception):
    """The rules of the market say no; the unit of work leaves no trace."""


class DatabaseError(Exception):
    """Anything that the door raises by itself."""


class DeadlinePassed(DatabaseError):
    """The unit was not run: its turn came after its deadline."""

    def __init__(self, deadline: datetime) -> None:
        super().__init__(deadline)
        self.deadline = deadline


class DatabaseClosed(DatabaseError):
    """The door was closed before the unit could run; nothing of it happened."""


class UnknownDatabase(DatabaseError):
    """The address names neither SQLite nor PostgreSQL."""

    def __init__(self, backend: str) -> None:
        super().__init__(backend)
        self.backend = backend


class SettingRefused(DatabaseError):
    """SQLite did not take a setting that our promises rest on (a network disk, an old version)."""

    def __init__(self, name: str, wanted: object, found: object) -> None:
        super().__init__(name, wanted, found)
        self.name = name
        self.wanted = wanted
        self.found = found


class TransactionLost(DatabaseError):
    """The whole transaction had ended under a unit that went on as if nothing had happened."""


class TransactionMisused(DatabaseError):
    """A unit of work tried to end its transaction, or left a savepoint open."""


class DatabaseBusy(DatabaseError):
    """Another process kept SQLite locked for longer than we wait; nothing of the unit happened."""


class DanglingReferences(DatabaseError):
    """A migration would have left rows that point at nothing; it was undone."""

    def __init__(self, references: Sequence[object]) -> None:
        super().__init__(references)
        self.references = references


class ExtensionMissing(DatabaseError):
    """PostgreSQL does not have it, or does not let this role make it."""

    def __init__(self, extension: str) -> None:
        super().__init__(extension)
        self.extension = extension


class OutcomeUnknown(DatabaseError):
    """The connection broke during COMMIT: the unit happened whole, or not at all."""
