"""Takes guards out one by one, so that a race shows what each of them prevents."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, event

from database.door import Database, open_database
from database.metadata import metadata
from tests.databases import import_models

GIVEN = r"(?:\?|\$\d+(?:::\w+)?)"
"""A parameter, as either engine writes it."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition in the statements that begin like this: taken out, it holds for everybody."""

    statement: str | tuple[str, ...]
    condition: str

    def out_of(self, statement: str) -> str:
        if not statement.startswith(self.statement):
            return statement
        return re.sub(f"({self.condition})", r"(\1 OR 1 = 1)", statement)


def equal(column: str) -> str:
    """The condition that a column is what was given."""
    return rf"\b{re.escape(column)} = {GIVEN}"


SEATS_LEFT = Guard(
    "INSERT INTO slots", r"slots\.held \+ slots\.booked \+ excluded\.held <= excluded\.capacity"
)
STOCK_LEFT, WINDOW_LEFT, COLLECTION_LEFT = (
    Guard(
        f"INSERT INTO {table}",
        rf"{table}\.held \+ {table}\.booked \+ excluded\.held <= excluded\.capacity",
    )
    for table in ("stock_days", "kitchen_windows", "collection_windows")
)
STILL_DEAD = Guard(
    "UPDATE orders", rf"{equal('orders.state')} AND orders\.held_until <= {GIVEN}(?= RETURNING)"
)
ORDER_UNMOVED = Guard("UPDATE orders", rf"{equal('orders.state')}(?= RETURNING EXISTS)")
USING = ("UPDATE vouchers", "WITH counted AS \n(UPDATE vouchers")
USES_LEFT = Guard(USING, r"vouchers\.used < vouchers\.uses")
CODE_VALID = Guard(USING, equal("vouchers.state"))
LEFT_TO_REFUND = Guard("SELECT payments", r"payments\.refunded < payments\.captured")
REFUND_FITS = Guard("UPDATE payments", rf"payments\.captured - payments\.refunded >= {GIVEN}")
REQUEST_OPEN = Guard("UPDATE payments", equal("payments.state"))
EVENT_OPEN = Guard("UPDATE payment_events", equal("payment_events.state"))
COMPLAINT_UNMOVED = Guard("UPDATE complaints", rf"{equal('complaints.state')}$")
REPLACEMENT_OPEN = Guard("UPDATE line_replacements", r"line_replacements\.state = 'open'")
WAIT_OPEN = Guard("UPDATE waitlist", equal("waitlist.state"))
BILL_UNPAID = Guard("UPDATE bills", r"bills\.paid_at IS NULL")
BILL_UNHELD = Guard("UPDATE bills", r"bills\.order_id IS NULL(?= OR)")
OFFER_UNPAID = Guard("UPDATE delivery_offers", r"delivery_offers\.payment_id IS NULL")
OFFER_OPEN = Guard("UPDATE delivery_offers", r"delivery_offers\.answer IS NULL$")
DELIVERY_UNMOVED = Guard(
    "UPDATE deliveries",
    r"deliveries\.state IN \([^)]*\) AND deliveries\.courier_id IS (?:NOT DISTINCT FROM )?"
    rf"(?:NULL|{GIVEN})",
)
TICKET_UNMOVED = Guard("UPDATE queue_tickets", r"queue_tickets\.state IN \([^)]*\)")
STILL_ON_THE_WAY = Guard("UPDATE deliveries", r"deliveries\.state IN \('on_the_way'\)")
REFUND_OPEN = Guard("UPDATE refunds", r"refunds\.state IN \([^)]*\)")


@contextmanager
def without(*guards: Guard) -> Iterator[None]:
    """Each of them must have been met when the block ends: it is out of what really runs."""
    met: set[Guard] = set()

    def take_out(
        _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
    ) -> tuple[str, Any]:
        for guard in guards:
            loosened = guard.out_of(statement)
            met.update([guard] if loosened != statement else [])
            statement = loosened
        return statement, parameters

    with listening(take_out):
        yield
    assert met == set(guards), set(guards) - met


@contextmanager
def listening(listener: Any) -> Iterator[None]:
    """Every statement of every connection passes by the listener, which may rewrite it."""
    event.listen(Engine, "before_cursor_execute", listener, retval=True)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", listener)


@asynccontextmanager
async def open_lacking(url: str, now: Any, *names: str) -> AsyncIterator[Database]:
    """An empty database gets every table, but these constraints and unique indexes."""
    import_models()
    async with open_database(url, clock=lambda: now) as database:
        await database.write(tables_without(names).create_all)
        yield database


def tables_without(names: tuple[str, ...]) -> MetaData:
    lacking = MetaData(naming_convention=metadata.naming_convention)
    found: set[str] = set()
    for table in metadata.sorted_tables:
        copy = table.to_metadata(lacking)
        out = {each for each in (*copy.constraints, *copy.indexes) if each.name in names}
        copy.constraints -= out
        copy.indexes -= out
        found |= {str(each.name) for each in out}
    assert found == set(names), set(names) - found
    return lacking
