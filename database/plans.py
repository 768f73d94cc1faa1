"""What of a statement never changes, worked out once: its SQL, where each parameter goes, its rows.

SQLAlchemy works it out anew each time, which is most of what a statement costs on the path of a tap.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
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
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler

from database.compiled import MOST as MOST_COMPILED
from database.compiled import Compiled, Plannable, compile_for, compiled_for
from database.planned_rows import Rows, Shaped

Convert = Callable[[Any], Any] | None
Shape = tuple[str, ...] | tuple[tuple[str, ...], tuple[int, ...]]
"""What of the parameters decides about the SQL: their names, and how many are in each list, if any."""

QUOTED = r"""'(?:[^']|'')*'|"(?:[^"]|"")*\""""
MARKS = {
    "qmark": re.compile(rf"{QUOTED}|(?P<mark>\?)"),
    "numeric_dollar": re.compile(rf"{QUOTED}|(?P<mark>\$\d+)"),
}
"""Where parameters go, in either style, and whatever is quoted, where they do not."""

WORD = re.compile("[a-z_]+")
"""A name of a state or a kind, in which nothing can be hidden."""

KINDS = (Select, CompoundSelect, Insert, Update, Delete)
MOST = 100
"""Plans of one statement: lists of more lengths than that are rare."""


Key = str | int | tuple[str, int]
"""Of an argument: what is given by a name, where it is always the same, which it is in a list."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement for parameters of one shape.

    What is given stands first, in its order; behind it what is `fixed`, and the members of `lists`.
    What of it is `converted` is said by place, and `ordered` takes each where the SQL has it.
    """

    sql: str
    fixed: tuple[Any, ...]
    converted: tuple[tuple[int, Callable[[Any], Any]], ...]
    lists: tuple[tuple[int, Convert], ...]
    ordered: Callable[[Sequence[Any]], tuple[Any, ...]]
    shaped: Shaped

    def arguments(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """In the order in which the SQL takes them."""
        values = [*given.values(), *self.fixed]
        for at, convert in self.converted:
            values[at] = convert(values[at])
        for at, each in self.lists:
            values += values[at] if each is None else map(each, values[at])
        return self.ordered(values)

    def run(self, cursor: DBAPICursor, sets: Sequence[Sequence[Any]]) -> Rows:
        """Its rows are read at once, as whoever runs a statement wants all of them; of several sets
        nothing comes back.
        """
        if len(sets) > 1:
            cursor.executemany(self.sql, sets)
            return Rows(self.shaped, [], cursor.rowcount)
        cursor.execute(self.sql, sets[0])
        return Rows(self.shaped, cursor.fetchall(), cursor.rowcount)

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

    @property
    def is_full(self) -> bool:
        return len(self.plans) >= MOST

    def shape(self, given: Mapping[str, Any]) -> Shape:
        if not self.lists:
            return tuple(given)
        return tuple(given), tuple([len(given[name]) for name in self.lists if name in given])


class Plans:
    """The plans of all statements that came more than once, for all connections of a database.

    One that is built anew each time never comes again, and is forgotten with its statement: before
    another can stand in its place in memory. What SQLAlchemy compiled meanwhile is kept here too.
    """

    def __init__(self) -> None:
        self._met: dict[int, Known] = {}
        self._texts: dict[str, Plan] = {}
        self.compiled = Compiled(MOST_COMPILED)

    def of(self, statement: Any, given: Mapping[str, Any]) -> Plan | None:
        """None for what SQLAlchemy has to run."""
        known = self._met.get(id(statement))
        return None if known is None else known.plans.get(known.shape(given))

    def of_text(self, sql: str) -> Plan | None:
        """None for one that never ran."""
        return self._texts.get(sql)

    def learn_text(self, sql: str, names: Iterable[str]) -> None:
        """What its rows have, from how it ran; all are kept, so it must be made once."""
        self._texts[sql] = Plan(
            sql, (), (), (), in_order(()), Shaped.by(SimpleResultMetaData([*names]))
        )

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
        if known.lists is not None and (known.shape(given) in known.plans or known.is_full):
            return  # has none
        compiled = compiled_for(statement, ran) or compile_for(statement, given, dialect)
        if known.lists is None:
            known.lists = lists_in(compiled)
        shape = known.shape(given)
        plain = is_plain(compiled, given)
        known.plans[shape] = planned(statement, compiled, given, ran) if plain else None


def lists_in(compiled: SQLCompiler) -> tuple[str, ...]:
    return tuple({bind.key: None for bind in compiled.bind_names if bind.expanding})


def planned(
    statement: Plannable, compiled: SQLCompiler, given: Mapping[str, Any], ran: CursorResult[Any]
) -> Plan | None:
    """None where two columns go by one name, or nothing tells any more what they were."""
    described = description(statement, ran, compiled.dialect)
    if described is None:
        return None
    state = compiled.construct_expanded_state(dict(given))
    order = state.positiontup or ()
    expanded = state.parameter_expansion
    keys: dict[int, Key] = {}
    always: dict[int, Any] = {}
    converted: dict[str, Convert] = {}
    lists: dict[str, Convert] = {}
    for bind, name in compiled.bind_names.items():
        convert = bind.type.dialect_impl(compiled.dialect).bind_processor(compiled.dialect)
        if bind in compiled.literal_execute_params:
            continue  # stands in the SQL itself
        names = expanded.get(name, (name,))
        for at, one in enumerate(names):
            places = [place for place, each in enumerate(order) if each == one]
            if bind.key not in given:
                value = state.parameters[one]
                always |= dict.fromkeys(places, value if convert is None else convert(value))
            else:
                keys |= dict.fromkeys(places, (bind.key, at) if name in expanded else bind.key)
        if bind.key in given:
            kept = lists if name in expanded else converted
            # another of its uses may know of no type
            kept[bind.key] = convert or kept.get(bind.key)
    marks = MARKS[compiled.dialect.paramstyle]
    sql, left = with_words(state.statement, marks, always, len(order))
    fixed = [place for place in left if place in always]
    members = [(name, at) for name in lists for at in range(len(given[name]))]
    stands = {key: at for at, key in enumerate([*given, *fixed, *members])}
    return Plan(
        sql,
        tuple(always[place] for place in fixed),
        tuple((stands[key], convert) for key, convert in converted.items() if convert is not None),
        tuple((stands[key], convert) for key, convert in lists.items()),
        in_order([stands[keys.get(place, place)] for place in left]),
        Shaped.by(described),
    )


def in_order(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Takes what stands at these places."""
    match places:
        case []:
            return lambda _: ()
        case [only]:
            return lambda values: (values[only],)
        case _:
            return itemgetter(*places)


def with_words(
    sql: str, marks: re.Pattern[str], always: Mapping[int, Any], many: int
) -> tuple[str, list[int]]:
    """With the words that are always so written out, and which parameters are left, in their order.

    An index of a state's rows is of use only where the database sees which state is asked for: else
    SQLite prepares anew for each value, and PostgreSQL does without, or plans anew each time.
    """
    words = {
        place: str.__str__(each)
        for place, each in always.items()
        if isinstance(each, str) and WORD.fullmatch(each)
    }
    places = iter(range(many))
    moved: dict[int, int] = {}

    def written(found: re.Match[str]) -> str:
        mark = found["mark"]
        if mark is None:
            return found[0]
        place = next(places) if mark == "?" else int(mark[1:]) - 1
        if place in words:
            return f"'{words[place]}'"
        at = moved.setdefault(place, len(moved))
        return "?" if mark == "?" else f"${at + 1}"

    return marks.sub(written, sql), [*moved]


def is_plain(compiled: SQLCompiler, given: Mapping[str, Any]) -> bool:
    """Whether the parameters, and nothing else, decide what is sent."""
    return not (
        compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.implicit_returning
        or any(is_odd(bind, given) for bind in compiled.bind_names)
    )


def is_odd(bind: BindParameter[Any], given: Mapping[str, Any]) -> bool:
    is_given = bind.key in given
    return (
        (bind.required and not is_given)
        or (bind.literal_execute and is_given)
        or bind.callable is not None
        or hasattr(bind.type, "types")
    )


def description(
    statement: Plannable, ran: CursorResult[Any], dialect: Dialect
) -> SimpleResultMetaData | None:
    types = [column.type for column in statement.exported_columns]
    if not types:
        return SimpleResultMetaData(())
    names = tuple(ran.keys())
    found = getattr(ran.cursor, "description", None)  # none once the rows are read
    if not found or not len(types) == len(names) == len(set(names)):
        return None
    read = [
        each.dialect_impl(dialect).result_processor(dialect, code)
        for each, (_, code, *_) in zip(types, found, strict=True)
    ]
    return SimpleResultMetaData(names, _processors=read if any(read) else None)
