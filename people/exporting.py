"""Everything the market holds of a person, for the person: as data that other programs read."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from people.privacy import Holding, Register


def export(connection: Connection, person_id: int, register: Register) -> dict[str, Any]:
    """Each table's rows of the person, by the table's name; JSON-able, times in ISO 8601."""
    everything: dict[str, Any] = {"person": person_id}
    for holding in register.holdings:
        rows = _rows(connection, person_id, holding)
        if rows:
            everything.setdefault(holding.table.name, []).extend(rows)
    return everything


def _rows(connection: Connection, person_id: int, holding: Holding) -> list[dict[str, Any]]:
    if not holding.exported:
        return []
    rows = connection.execute(_held(holding), {"person": person_id}).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


@cache
def _held(holding: Holding) -> Select[*tuple[Any, ...]]:
    theirs = holding.of(bindparam("person"))
    return select(*holding.exported).where(theirs).order_by(*holding.table.primary_key.columns)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
