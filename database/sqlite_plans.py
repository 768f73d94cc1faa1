"""What of a statement never changes, worked out once: its SQL, where each parameter goes, its rows.

SQLAlchemy works it out anew each time, which is most of what a statement costs on the path of a tap.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import ReferenceType, ref

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    CursorResult,
    Delete,
    Dialect,
    Insert,
    Select,
    Update,
)
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from database.sqlite_rows import Rows, Shaped

Convert = Callable[[Any], Any] | None
Shape = tuple[tuple[str, ...], tuple[int, ...]]
"""What of the parameters decides about the SQL: their names, and how many are in each list."""

Plannable = Select[Any] | CompoundSelect[Any] | Insert | Update | Delete
KINDS = (Select, CompoundSelect, Insert, Update, Delete)
MOST = 100
"""Plans of one statement: lists of more lengths than that are rare."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement for parameters of one shape: `fixed` is always so, the others go where they say."""

    sql: str
    fixed: tuple[Any, ...]
    single: tuple[tuple[int, str, Convert], ...]
    lists: tuple[tuple[tuple[int, ...], str, Convert], ...]
    shaped: Shaped

    def arguments(self, given: Mapping[str, Any]) -> list[Any]:
        """In the order in which the SQL takes them."""
        filled = list(self.fixed)
        for place, name, convert in self.single:
            value = given[name]
            filled[place] = value if convert is None else convert(value)
        for places, name, convert in self.lists:
            for place, value in zip(places, given[name], strict=True):
                filled[place] = value if convert is None else convert(value)
        return filled

    def run(self, raw: sqlite3.Connection, arguments: list[Any]) -> Rows:
        """Its rows are read at once, as whoever runs a statement wants all of them."""
        cursor = raw.cursor()
        try:
            cursor.execute(self.sql, arguments)
            return Rows(self.shaped, cursor.fetchall(), cursor.rowcount)
        except sqlite3.Error as error:
            raise DBAPIError.instance(self.sql, arguments, error, sqlite3.Error) from error

    def run_many(self, raw: sqlite3.Connection, arguments: list[list[Any]]) -> Rows:
        """Once for each; nothing comes back."""
        cursor = raw.cursor()
        try:
            cursor.executemany(self.sql, arguments)
        except sqlite3.Error as error:
            raise DBAPIError.instance(self.sql, arguments, error, sqlite3.Error) from error
        return Rows(self.shaped, [], cursor.rowcount)

    @property
    def fits_many(self) -> bool:
        """Whether it may run for several sets of parameters of its shape."""
        return not self.shaped.described.keys and not self.lists


@dataclass(slots=True)
class Known:
    """A statement that was met: which of its parameters are lists, and its plans by shape.

    Before it came a second time nothing is known of it: `lists` is None.
    """

    met: ReferenceType[Any]
    lists: tuple[str, ...] | None = None
    plans: dict[Shape, Plan | None] = field(default_factory=dict)

    def shape(self, given: Mapping[str, Any]) -> Shape:
        if not self.lists:
            return tuple(given), ()
        return tuple(given), tuple([len(given[name]) for name in self.lists if name in given])


class Plans:
    """The plans of all statements that came more than once, for all connections of a database.

    One that is built anew each time never comes again, and is forgotten with its statement: before
    another can stand in its place in memory.
    """

    def __init__(self) -> None:
        self._met: dict[int, Known] = {}

    def of(self, statement: Any, given: Mapping[str, Any]) -> Plan | None:
        """None for what SQLAlchemy has to run."""
        known = self._met.get(id(statement))
        return None if known is None else known.plans.get(known.shape(given))

    def learn(
        self, statement: Any, given: Mapping[str, Any], ran: CursorResult[Any], dialect: Dialect
    ) -> None:
        """From how it ran just now."""
        if not isinstance(statement, KINDS):
            return
        key = id(statement)
        known = self._met.get(key)
        if known is None:
            self._met[key] = Known(ref(statement, lambda _: self._met.pop(key, None)))
            return
        compiled = compile_for(statement, given, dialect)
        if known.lists is None:
            known.lists = lists_in(compiled)
        shape = known.shape(given)
        if shape not in known.plans and len(known.plans) < MOST:
            names = tuple(ran.keys()) if ran.returns_rows else ()
            known.plans[shape] = planned(statement, compiled, given, names)


def compile_for(statement: Plannable, given: Mapping[str, Any], dialect: Dialect) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect, column_keys=sorted(given))
    assert isinstance(compiled, SQLCompiler)
    return compiled


def lists_in(compiled: SQLCompiler) -> tuple[str, ...]:
    return tuple({bind.key: None for bind in compiled.bind_names if bind.expanding})


def planned(
    statement: Plannable, compiled: SQLCompiler, given: Mapping[str, Any], names: tuple[str, ...]
) -> Plan | None:
    """None for what is to be looked at anew each time."""
    described = description(statement, names, compiled.dialect)
    if described is None or not is_plain(compiled, given):
        return None
    state = compiled.construct_expanded_state(dict(given))
    order = state.positiontup or ()
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    expanded = state.parameter_expansion
    fixed: list[Any] = [None] * len(order)
    single, lists = [], []
    for name, bind in binds.items():
        convert = bind.type.dialect_impl(compiled.dialect).bind_processor(compiled.dialect)
        places = [
            tuple(at for at, each in enumerate(order) if each == one)
            for one in expanded.get(name, (name,))
        ]
        if bind.key not in given:
            for one, where in zip(expanded.get(name, (name,)), places, strict=True):
                value = state.parameters[one]
                for place in where:
                    fixed[place] = value if convert is None else convert(value)
        elif name in expanded:
            lists += [(each, bind.key, convert) for each in zip(*places, strict=True)]
        else:
            single += [(place, bind.key, convert) for place in places[0]]
    return Plan(state.statement, tuple(fixed), tuple(single), tuple(lists), Shaped.by(described))


def is_plain(compiled: SQLCompiler, given: Mapping[str, Any]) -> bool:
    """Whether the parameters, and nothing else, decide what is sent."""
    return not (
        compiled.literal_execute_params
        or compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.implicit_returning
        or any(is_odd(bind, given) for bind in compiled.bind_names)
    )


def is_odd(bind: BindParameter[Any], given: Mapping[str, Any]) -> bool:
    nothing = bind.required and bind.key not in given
    return (
        nothing or bind.callable is not None or bind.literal_execute or hasattr(bind.type, "types")
    )


def description(
    statement: Plannable, names: tuple[str, ...], dialect: Dialect
) -> SimpleResultMetaData | None:
    """Of its rows; None where two columns go by one name."""
    if not names:
        return SimpleResultMetaData(())
    types = [column.type for column in statement.exported_columns]
    if len(types) != len(names) or len(set(names)) != len(names):
        return None
    read = [each.dialect_impl(dialect).result_processor(dialect, None) for each in types]
    return SimpleResultMetaData(names, _processors=read if any(read) else None)
