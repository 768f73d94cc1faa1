"""What is built once runs the short way from its third time on, and does the same as before."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    delete,
    event,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, MultipleResultsFound, StatementError
from sqlalchemy.sql.compiler import SQLCompiler

from database.door import Database, open_database
from database.errors import TransactionLost
from database.inserting import insert_into
from database.json_texts import Written
from database.outbox_table import outbox
from database.planned_rows import Rows
from database.plans import Plans

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
TIMES = 4
KEYS = bindparam("keys", expanding=True)
BY_KEY = select(outbox).where(outbox.c.key.in_(KEYS)).order_by(outbox.c.id)
COUNTED = select(func.count(), func.max(outbox.c.due_at)).where(
    outbox.c.due_at <= bindparam("now"), outbox.c.kind.in_(["notice", "refund"])
)
BOTH = union_all(
    select(outbox.c.key, outbox.c.due_at.label("moment"), null().label("more")),
    select(outbox.c.kind, outbox.c.created_at, outbox.c.payload["n"].as_integer()),
).order_by("key")
WORDS = select(outbox.c.key, literal('what\'s $1, "?" or \\')).where(
    outbox.c.key.in_(KEYS), outbox.c.kind == "notice", outbox.c.due_at <= bindparam("now")
)
ADDED = insert(outbox)
IN_THE_TEXT = select(outbox.c.key, bindparam("it's", "it's", literal_execute=True)).where(
    outbox.c.key.in_(bindparam("two", ["first", "third"], expanding=True, literal_execute=True)),
    outbox.c.due_at <= bindparam("now"),
)
TWICE = select(outbox.c.key).where(
    outbox.c.due_at <= bindparam("now"), bindparam("now").is_not(None)
)
UNTOLD = select(outbox.c.id).where(outbox.c.recipient.is_not_distinct_from(bindparam("whose")))
QUERIES: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
    "no parameters": (select(outbox).order_by(outbox.c.id), {}),
    "a list": (BY_KEY, {"keys": ["first", "third"]}),
    "a set of one": (BY_KEY, {"keys": {"second"}}),
    "an empty list": (BY_KEY, {"keys": []}),
    "a moment, and a list of its own": (COUNTED, {"now": NOW}),
    "a moment that one of its uses does not know as one": (TWICE, {"now": NOW}),
    "words that are always so": (WORDS, {"keys": ["first"], "now": NOW}),
    "words that stand in the text": (IN_THE_TEXT, {"now": NOW}),
    "two selects": (BOTH, {}),
    "none": (UNTOLD, {"whose": None}),
    "one name twice": (select(outbox.c.id, outbox.c.kind, outbox.c.id.label("id")), {}),
}


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if dialect == "sqlite":
        return f"sqlite:///{tmp_path / 'market.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """One that has planned nothing yet, as when the program starts."""
    monkeypatch.setattr("database.sqlite_door.Plans", Plans)
    monkeypatch.setattr("database.postgres_door.Plans", Plans)

    def build(connection: Connection) -> None:
        outbox.create(connection, checkfirst=True)
        for number, key in enumerate(("first", "second", "third")):
            connection.execute(insert(outbox), row(key, number))

    async with open_database(url, clock=lambda: NOW) as opened:
        await opened.write(build)
        yield opened


def row(key: str, number: int) -> dict[str, Any]:
    same = {"kind": "notice", "created_at": NOW, "due_at": NOW, "recipient": None}
    return {**same, "key": key, "payload": {"n": number, "of": ["ä", None, 1.5]}, "urgency": 1}


def seen(connection: Connection, statement: Any, given: Mapping[str, Any]) -> tuple[bool, Any]:
    """Whether it took the short way, and what came of it."""
    found = connection.execute(statement, dict(given))
    return isinstance(found, Rows), [(each._fields, tuple(each)) for each in found]


@pytest.mark.parametrize("name", QUERIES)
async def test_a_query_finds_the_same(database: Database, name: str) -> None:
    statement, given = QUERIES[name]

    ran = [await database.read(lambda c: seen(c, statement, given)) for _ in range(TIMES)]

    assert [short for short, _ in ran][:2] == [False, False]
    assert ran[-1][0] is (name != "one name twice")
    assert all(found == ran[0][1] for _, found in ran)


@pytest.mark.parametrize("name", ["a list", "one name twice"])
async def test_a_statement_is_compiled_once_whether_there_is_a_plan_for_it_or_not(
    database: Database, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    compiled: list[object] = []

    def counted(self: SQLCompiler, *given: Any, **named: Any) -> None:
        compiled.append(self)
        compile_it(self, *given, **named)

    compile_it = SQLCompiler.__init__
    monkeypatch.setattr(SQLCompiler, "__init__", counted)
    statement, given = QUERIES[name]
    for _ in range(TIMES):
        await database.read(lambda c: seen(c, statement, given))
    assert len(compiled) <= 1  # none where one that is like it was


async def test_those_that_differ_by_a_word_find_their_own(database: Database) -> None:
    for key in ("first", "second", "third"):
        statement = select(outbox.c.key).where(outbox.c.key == key)
        for _ in range(TIMES):
            _, found = await database.read(lambda c, s=statement: seen(c, s, {}))
            assert [values for _, values in found] == [(key,)]


async def test_a_text_that_is_said_each_time_is_not_kept(database: Database) -> None:
    kind = bindparam("kind", literal_execute=True)
    statement = select(outbox.c.key).where(outbox.c.key == kind)
    for key in ("first", "second", "third", "first"):
        found = await database.read(lambda c, k=key: seen(c, statement, {"kind": k}))
        assert found == (False, [(("key",), (key,))])


async def test_lists_of_any_length_find_theirs(database: Database) -> None:
    def keys(connection: Connection, wanted: list[str]) -> list[str]:
        return [each.key for each in connection.execute(BY_KEY, {"keys": wanted})]

    every = ["first", "second", "third"]
    for _ in range(TIMES):
        for number in range(4):
            assert await database.read(lambda c, n=number: keys(c, every[:n])) == every[:number]


async def test_a_change_says_how_many_it_changed(database: Database) -> None:
    delay = (
        update(outbox)
        .where(outbox.c.key == bindparam("which"), outbox.c.due_at == bindparam("before"))
        .values(due_at=bindparam("after"))
    )
    taking = delay.returning(outbox.c.id, outbox.c.due_at)
    later = datetime(2026, 3, 4, 13, tzinfo=UTC)
    forth = {"which": "second", "before": NOW, "after": later}
    back = {"which": "second", "before": later, "after": NOW}
    for given in (forth, back) * TIMES:
        assert await database.write(lambda c, g=given: c.execute(delay, g).rowcount) == 1
        assert await database.write(lambda c, g=given: c.execute(delay, g).rowcount) == 0
    for given in (forth, back) * TIMES:
        taken = await database.write(lambda c, g=given: c.execute(taking, g).one())
        assert (taken.id, taken.due_at) == (2, given["after"])
        assert await database.write(lambda c, g=given: c.execute(taking, g).one_or_none()) is None


async def test_rows_are_put_in_and_taken_out(database: Database) -> None:
    putting, dropping = insert(outbox), delete(outbox).where(outbox.c.key == bindparam("which"))
    keeping = insert_into(outbox, database.dialect).on_conflict_do_nothing().returning(outbox.c.key)
    for _ in range(TIMES):
        assert await database.write(lambda c: c.execute(putting, row("new", 4)).rowcount) == 1
        assert await database.write(lambda c: c.execute(keeping, row("new", 5)).first()) is None
        found = await database.read(lambda c: c.execute(BY_KEY, {"keys": ["new"]}).one())
        assert found.payload == row("new", 4)["payload"]
        assert await database.write(lambda c: c.execute(dropping, {"which": "new"}).rowcount) == 1
        kept = await database.write(lambda c: c.execute(keeping, row("new", 6)).scalar_one())
        assert kept == "new"
        await database.write(lambda c: c.execute(dropping, {"which": "new"}))


async def test_several_rows_are_put_in_at_once(database: Database) -> None:
    putting = insert_into(outbox, database.dialect).on_conflict_do_nothing(index_elements=["key"])
    for number in range(TIMES):
        rows = [row(f"{number} {each}", each) for each in range(3)]
        await database.write(lambda c, rows=rows: c.execute(putting, rows))
        short = await database.write(
            lambda c, rows=rows: isinstance(c.execute(putting, rows), Rows)
        )
        assert short is (number > 0)
        await database.write(lambda c, rows=rows: c.execute(putting, rows[:1]))
        keys = [each["key"] for each in rows]
        found = await database.read(lambda c, keys=keys: c.execute(BY_KEY, {"keys": keys}).all())
        assert [each.payload for each in found] == [each["payload"] for each in rows]


async def test_of_several_rows_none_is_left_where_one_cannot_be(database: Database) -> None:
    putting = insert(outbox)
    for number in range(TIMES):
        await database.write(lambda c, n=number: c.execute(putting, row(f"good {n}", n)))
        rows = [row(f"new {number}", 1), row("first", 1)]
        with pytest.raises(IntegrityError):
            await database.write(lambda c, rows=rows: c.execute(putting, rows))
    assert await database.read(lambda c: c.execute(BY_KEY, {"keys": ["new 3"]}).all()) == []


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (row("first", 1), IntegrityError),
        (row("new", 1) | {"due_at": None}, IntegrityError),
        (row("new", 1) | {"due_at": NOW.replace(tzinfo=None)}, StatementError),
        (row("new", 1) | {"urgency": object()}, DBAPIError),
    ],
)
async def test_what_cannot_be_put_in_is_told_as_before(
    database: Database, given: dict[str, Any], error: type[Exception]
) -> None:
    putting = insert(outbox)
    for number in range(TIMES):
        await database.write(lambda c, n=number: c.execute(putting, row(f"good {n}", n)))
        with pytest.raises(error):
            await database.write(lambda c: c.execute(putting, given))


async def test_whoever_listens_hears_every_statement(database: Database) -> None:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    for _ in range(TIMES):
        await database.read(lambda c: seen(c, BY_KEY, {"keys": ["first"]}))
    event.listen(Engine, "before_cursor_execute", note)
    try:
        short, _ = await database.read(lambda c: seen(c, BY_KEY, {"keys": ["first"]}))
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert not short
    assert len(said) == 1
    assert (await database.read(lambda c: seen(c, BY_KEY, {"keys": ["first"]})))[0]


async def test_a_savepoint_takes_back_what_was_done_in_it(database: Database) -> None:
    putting = insert(outbox)

    def work(connection: Connection) -> list[str]:
        for number in range(TIMES):
            connection.execute(putting, row(f"stays {number}", number))
        savepoint = connection.begin_nested()
        connection.execute(putting, row("goes", 1))
        savepoint.rollback()
        connection.execute(putting, row("stays too", 1))
        return [each.key for each in connection.execute(select(outbox).order_by(outbox.c.id))][3:]

    assert await database.write(work) == [*(f"stays {n}" for n in range(TIMES)), "stays too"]


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_nothing_runs_once_the_transaction_was_ended(database: Database) -> None:
    putting = insert(outbox)

    def work(connection: Connection) -> None:
        for number in range(TIMES):
            connection.execute(putting, row(f"goes {number}", number))
        connection.exec_driver_sql("ROLLBACK")
        connection.execute(putting, row("goes too", 1))

    with pytest.raises(TransactionLost):
        await database.write(work)
    assert await database.read(lambda c: c.execute(select(func.count(outbox.c.id))).scalar()) == 3


@pytest.mark.parametrize("built", [lambda: select(outbox.c.id), lambda: COUNTED.limit(1)])
async def test_what_is_built_anew_goes_the_long_way(
    database: Database, built: Callable[[], Any]
) -> None:
    for _ in range(TIMES):
        short, _ = await database.read(lambda c: seen(c, built(), {"now": NOW}))
        assert not short


async def test_sets_in_another_order_of_names_bring_the_same(database: Database) -> None:
    def put(connection: Connection) -> None:
        for number in range(TIMES):
            first, second = (row(f"{number} {each}", each) for each in range(2))
            connection.execute(ADDED, [first, dict(reversed(second.items()))])

    await database.write(put)

    kept = await database.read(lambda c: c.execute(select(outbox.c.key, outbox.c.kind)).all())
    wanted = {(f"{number} {each}", "notice") for number in range(TIMES) for each in range(2)}
    assert wanted <= {tuple(each) for each in kept}


async def test_what_is_written_as_a_text_once_is_read_as_it_was(database: Database) -> None:
    payload = Written({"zone": "Europe/Helsinki", "of": ["ä", None, 1.5]})

    def put(connection: Connection) -> None:
        for number in range(TIMES):
            connection.execute(ADDED, row(f"written {number}", number) | {"payload": payload})

    await database.write(put)
    query = select(outbox.c.payload).where(outbox.c.key.like("written%"))
    assert (
        await database.read(lambda c: c.execute(query).scalars().all()) == [dict(payload)] * TIMES
    )


async def test_what_stands_first_may_be_null(database: Database) -> None:
    one = select(outbox.c.recipient).where(outbox.c.key == bindparam("key"))
    every = select(outbox.c.recipient).where(outbox.c.kind == "notice")

    def ask(connection: Connection) -> list[Any]:
        here = connection.execute(one, {"key": "first"}).scalars()
        nowhere = connection.execute(one, {"key": "none"}).scalars()
        with pytest.raises(MultipleResultsFound):
            connection.execute(every).scalars().one_or_none()
        alike = connection.execute(every).scalars().unique()
        return [
            here.one(),
            nowhere.one_or_none(),
            alike.all(),
            [*connection.execute(every).scalars()],
        ]

    found = [await database.read(ask) for _ in range(TIMES)]

    assert found == [[None, None, [None], [None] * 3]] * TIMES
