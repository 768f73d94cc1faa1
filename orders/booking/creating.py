"""Writes a new order with its lines: PostgreSQL takes both in one statement, SQLite in two."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    FromClause,
    Insert,
    Integer,
    Select,
    String,
    Update,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from orders.line_models import order_lines
from orders.models import orders
from orders.pricing import Line


def create(connection: Connection, order: Mapping[str, Any], lines: Sequence[Line]) -> int | None:
    """The order's id; None where the guest has such a hold already."""
    if connection.dialect.name == "postgresql":
        given = {f"new_{name}": value for name, value in order.items()} | columns(lines)
        made = connection.execute(with_lines(tuple(order)), given)
        return made.scalar_one_or_none()
    order_id = connection.execute(alone(), order).scalar_one_or_none()
    if order_id is not None:
        add_lines(connection, order_id, lines)
    return order_id


def add_lines(connection: Connection, order_id: int, lines: Sequence[Line]) -> None:
    connection.execute(adding(), [row(order_id, *each) for each in enumerate(lines, 1)])


def row(order_id: int, position: int, line: Line) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "position": position,
        "kind": line.kind,
        "service_id": line.service_id,
        "title": line.title,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "amount": line.amount,
        "tax_basis_points": line.tax_basis_points,
    }


@cache
def adding() -> Insert:
    return insert(order_lines)


def change_quantities(connection: Connection, order_id: int, lines: Sequence[Line]) -> None:
    """All of an order's lines, in their order, are as many as these say."""
    given = [
        {"of": order_id, "at": position, "many": line.quantity, "come_to": line.amount}
        for position, line in enumerate(lines, 1)
    ]
    connection.execute(changing(), given)


@cache
def changing() -> Update:
    line = (order_lines.c.order_id == bindparam("of"), order_lines.c.position == bindparam("at"))
    change = update(order_lines).where(*line)
    return change.values(quantity=bindparam("many"), amount=bindparam("come_to"))


@cache
def alone() -> ReturningInsert[int]:
    return sqlite.insert(orders).on_conflict_do_nothing().returning(orders.c.id)


TYPES: Mapping[str, Any] = MappingProxyType(
    {
        "kind": String,
        "service_id": BigInteger,
        "title": String,
        "quantity": Integer,
        "unit_price": BigInteger,
        "amount": BigInteger,
        "tax_basis_points": Integer,
    }
)


def columns(lines: Sequence[Line]) -> dict[str, list[Any]]:
    """What the lines have in each column, as `with_lines` is asked with."""
    return {f"line_{name}": [getattr(line, name) for line in lines] for name in TYPES}


@cache
def with_lines(names: tuple[str, ...]) -> Select[int]:
    new = postgresql.insert(orders).values({name: bindparam(f"new_{name}") for name in names})
    made = new.on_conflict_do_nothing().returning(orders.c.id).cte("made")
    lines = unnested()
    of_it = select(made.c.id, *lines.c).select_from(made.join(lines, lines.c.position > 0))
    added = insert(order_lines).from_select(["order_id", *TYPES, "position"], of_it)
    return select(made.c.id).add_cte(added.cte("added"))


def unnested() -> FromClause:
    given = (bindparam(f"line_{name}", type_=ARRAY(kind)) for name, kind in TYPES.items())
    return func.unnest(*given).table_valued(*TYPES, with_ordinality="position").render_derived()
