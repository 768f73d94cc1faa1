"""Looks up what an import may find unchanged: the listed merchants of a source by their ids there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from catalog.features import Key, Known
from catalog.models import locations, merchants
from catalog.views import MerchantState
from database.among import among, given


@cache
def of_source(dialect: str) -> Select[*tuple[Any, ...]]:
    """Whatever its state: nearly all are listed, and a database that does not know that looks at each."""
    here = select(
        merchants.c.state,
        merchants.c.source_id,
        merchants.c.fingerprint,
        merchants.c.attribution,
        merchants.c.name,
        merchants.c.category,
        locations.c.latitude,
        locations.c.longitude,
    ).join(locations, locations.c.merchant_id == merchants.c.id)
    named = among(dialect, merchants.c.source_id, "ids")
    return here.where(merchants.c.source == bindparam("source"), named).order_by(
        locations.c.id.desc()
    )


def look_up(connection: Connection, keys: Sequence[Key]) -> Mapping[Key, Known]:
    """Those that nobody looks after, and that are as they were read."""
    by_source: defaultdict[str, list[str]] = defaultdict(list)
    for source, id_ in keys:
        by_source[source].append(id_)
    found: dict[Key, Known] = {}
    for source, ids in by_source.items():
        wanted = {"source": source, "ids": given(connection, ids)}
        rows = connection.execute(of_source(connection.dialect.name), wanted)
        found |= {
            (source, id_): Known._make(read)
            for state, id_, *read in rows
            if state == MerchantState.LISTED and read[0] is not None
        }
    return found
