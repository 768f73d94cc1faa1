"""Runs a batch of units in one SQLite transaction, each under its own savepoint, one COMMIT for all.

A unit that fails is rolled back to its savepoint and the others go on. SQLite may end the whole
transaction under a unit (RAISE(ROLLBACK), disk full, an I/O error), and COMMIT may fail for the sake
of one: then nothing of the batch stands, and every unit is run again in a transaction of its own.
"""

import sqlite3
import time
from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError

from database.errors import TransactionLost, TransactionMisused
from database.sqlite_connection import Prepared
from database.sqlite_unit import Outcome, Unit, is_busy

BATCH_SECONDS = 0.03
"""After this a batch commits, so that other processes get their turn."""


class BatchLostError(Exception):
    """Nothing of the batch stands; each unit is to run alone."""


class Batches:
    """Lives in the writer's thread."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.execute = prepared.execute

    def run(self, units: Sequence[Unit]) -> list[Outcome]:
        self.prepared.end()  # whatever went wrong before, this batch begins clean
        if len(units) == 1:
            return [self.run_alone(units[0])]
        try:
            return self.run_batch(units)
        except (BatchLostError, sqlite3.Error):
            self.prepared.end()
            return [self.run_alone(unit) for unit in units]

    def run_batch(self, units: Sequence[Unit]) -> list[Outcome]:
        self.execute("BEGIN IMMEDIATE")
        outcomes = self.run_together(units)
        self.execute("COMMIT")
        return outcomes

    def run_together(self, units: Sequence[Unit]) -> list[Outcome]:
        enough = time.monotonic() + BATCH_SECONDS
        outcomes = [self.run_saved(units[0])]
        for unit in units[1:]:
            late = time.monotonic() > enough
            outcomes.append(Outcome(again=True) if late else self.run_saved(unit))
        return outcomes

    def run_saved(self, unit: Unit) -> Outcome:
        self.execute("SAVEPOINT unit")
        outcome = unit.run(self.prepared.connection)
        if not self.prepared.stands():
            raise BatchLostError
        if not outcome.stands:
            self.execute("ROLLBACK TO unit")
        self.execute("RELEASE unit")
        return outcome

    def run_alone(self, unit: Unit) -> Outcome:
        try:
            self.execute("BEGIN IMMEDIATE")
            outcome = unit.run(self.prepared.connection)
            if outcome.stands and self.prepared.stands():
                self.execute("COMMIT")
                return outcome
            if outcome.stands:
                outcome = Outcome(error=self.misuse())
        except sqlite3.Error as error:
            told = DBAPIError.instance("COMMIT", (), error, sqlite3.Error)
            outcome = Outcome(error=told, again=is_busy(error))
        self.prepared.end()
        return outcome

    def misuse(self) -> Exception:
        return TransactionMisused() if self.prepared.raw.in_transaction else TransactionLost()
