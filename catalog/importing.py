"""An import run: a file becomes short transactions, and a report of what they changed.

    run = ImportRun(path, now)
    for unit in run.units():
        run.count(await database.write(unit))

A unit may run more than once, so it changes nothing but the database; what it did is counted
when it is safely written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, insert

from catalog.candidate import Candidate, Problem, Reason, SeenPlace, Unchanged
from catalog.features import Key, Known
from catalog.gazetteer import Gazetteer
from catalog.learning import learn
from catalog.letters import Encoding
from catalog.models import imports
from catalog.pacing import Pace
from catalog.places import Seen
from catalog.reading import Batch, Reading
from catalog.recognizing import look_up
from catalog.storing import Tally, store
from database.money import LimitsOf, unlimited

PLACES = 50
"""To search around, in one transaction."""

MOST_NAMED = 10_000
"""So many problems of each kind are kept by name; all are counted."""

SOME_NAMED = 1_000
"""Likewise of kinds about which there is nothing to do."""

SOME_NAMES = 3
NAMED_WEIGHT = 1_000
"""What the file calls a place outweighs what its addresses say."""

Unit = Callable[[Connection], Tally]


@dataclass(slots=True)
class Report:
    """What an import did. `refused` counts problems by reason, `problems` names them."""

    file: str
    what: str = "merchants"
    in_parts: bool = True
    """Whether the rest of a row is taken where a part of it cannot be."""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    places: int = 0
    archived: int = 0
    unserved: int = 0
    """Places of menus at which nothing can be ordered yet."""
    refused: Counter[Reason] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    attributions: set[str] = field(default_factory=set)
    encoding: Encoding | None = None
    names: list[str] = field(default_factory=list)
    """Some that show whether the encoding was guessed right."""

    @property
    def merchants(self) -> int:
        """How many the file has that can be stored."""
        return self.new + self.changed + self.unchanged + self.kept

    def refuse(self, problem: Problem) -> None:
        self.refused[problem.reason] += 1
        most = MOST_NAMED if problem.reason.actionable else SOME_NAMED
        if self.refused[problem.reason] <= most:
            self.problems.append(problem)

    def as_json(self) -> dict[str, object]:
        """The counts, to be kept in the database."""
        names = ("file", "new", "changed", "unchanged", "kept", "places", "archived")
        refused = {str(reason): number for reason, number in sorted(self.refused.items())}
        return {name: getattr(self, name) for name in names} | {"refused": refused}


class ImportRun:
    """One file on its way into the database; `reading` knows how far it is."""

    def __init__(
        self,
        path: Path,
        now: datetime,
        *,
        source: str = "file",
        takes: LimitsOf = unlimited,
        encoding: str | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.reading = Reading(path, takes, encoding, now.date())
        self.report = Report(file=path.name)
        self.now = now
        self._source = source
        self._pace = pace or Pace()
        self._gazetteer = Gazetteer()
        self._known: Mapping[Key, Known] = {}

    def units(self) -> Iterator[Unit]:
        """The transactions, in order, each of some milliseconds."""
        for batch in self.reading.batches():
            self.report.encoding = self.reading.encoding
            if batch.keys:
                yield partial(self._look_up, keys=batch.keys)
            read = self._candidates(batch)
            while chunk := tuple(islice(read, self._pace.size)):
                yield partial(self._store, chunk=chunk)
        for seen in self._gazetteer.batches(PLACES):
            yield partial(learn_all, seen=seen)
        yield self.finish

    def count(self, tally: Tally) -> None:
        """A unit is written."""
        if tally.taken:
            self._pace.took(tally.taken, tally.seconds)
        for name in ("new", "changed", "unchanged", "kept", "places", "archived"):
            setattr(self.report, name, getattr(self.report, name) + getattr(tally, name))
        for problem in tally.problems:
            self.report.refuse(problem)

    def _look_up(self, connection: Connection, keys: Sequence[Key]) -> Tally:
        """What comes next: most of a second import is here as it was read."""
        self._known = look_up(connection, keys)
        return Tally()

    def _store(self, connection: Connection, chunk: Sequence[Candidate]) -> Tally:
        begun = self._pace.timer()
        tally = store(connection, chunk, self.now)
        return replace(tally, taken=len(chunk), seconds=self._pace.timer() - begun)

    def _candidates(self, batch: Batch) -> Iterator[Candidate]:
        for each in batch.read(self._known):
            if isinstance(each, Problem):
                self.report.refuse(each)
            elif isinstance(each, SeenPlace):
                self._gazetteer.see((each.named,), each.point, NAMED_WEIGHT)
            elif isinstance(each, Unchanged):
                self._notice(each)
                self.report.unchanged += 1
            else:
                self._notice(each)
                for problem in each.problems:
                    self.report.refuse(problem)
                yield each

    def _notice(self, found: Candidate | Unchanged) -> None:
        if len(self.report.names) < SOME_NAMES and not found.name.isascii():
            self.report.names.append(found.name)
        self._gazetteer.see(found.named, found.point)
        if found.attribution:
            self.report.attributions.add(found.attribution)

    def finish(self, connection: Connection) -> Tally:
        row = {"source": self._source, "finished_at": self.now, "report": self.report.as_json()}
        connection.execute(insert(imports).values(**row))
        return Tally()


def learn_all(connection: Connection, seen: Iterable[Seen]) -> Tally:
    return Tally(places=learn(connection, seen))
