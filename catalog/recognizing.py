"""Looks up what an import may find unchanged: the listed merchants of a source by their ids there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from catalog.features import Key, Known
from catalog.models import locations, merchants
from catalog.views import MerchantState
from database.among import among

HERE = (
    select(
        merchants.c.state,
        merchants.c.source_id,
        merchants.c.fingerprint,
        merchants.c.attribution,
        merchants.c.name,
        merchants.c.category,
        locations.c.latitude,
        locations.c.longitude,
    )
    .join(locations, locations.c.merchant_id == merchants.c.id)
    .order_by(locations.c.id.desc())
)
"""Whatever its state: nearly all are listed, and a database that does not know that looks at each."""


def look_up(connection: Connection, keys: Sequence[Key]) -> Mapping[Key, Known]:
    """Those that nobody looks after, and that are as they were read."""
    by_source: defaultdict[str, list[str]] = defaultdict(list)
    for source, id_ in keys:
        by_source[source].append(id_)
    found: dict[Key, Known] = {}
    for source, ids in by_source.items():
        named = among(connection, merchants.c.source_id, ids)
        query = HERE.where(merchants.c.source == source, named)
        found |= {
            (source, id_): Known._make(read)
            for state, id_, *read in connection.execute(query)
            if state == MerchantState.LISTED and read[0] is not None
        }
    return found
