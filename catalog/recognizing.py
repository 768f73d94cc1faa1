"""Looks up what an import may find unchanged: the listed merchants of a source by their ids there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from catalog.features import Key, Known
from catalog.models import locations, merchants
from catalog.views import MerchantState

LISTED = (
    select(
        merchants.c.source_id,
        merchants.c.fingerprint,
        merchants.c.attribution,
        merchants.c.name,
        merchants.c.category,
        locations.c.latitude,
        locations.c.longitude,
    )
    .join(locations, locations.c.merchant_id == merchants.c.id)
    .where(merchants.c.state == MerchantState.LISTED, merchants.c.fingerprint.is_not(None))
    .order_by(locations.c.id.desc())
)


def look_up(connection: Connection, keys: Sequence[Key]) -> Mapping[Key, Known]:
    """Those that nobody looks after, and that are as they were read."""
    by_source: defaultdict[str, list[str]] = defaultdict(list)
    for source, id_ in keys:
        by_source[source].append(id_)
    found: dict[Key, Known] = {}
    for source, ids in by_source.items():
        query = LISTED.where(merchants.c.source == source, merchants.c.source_id.in_(ids))
        found |= {(source, row[0]): Known._make(row[1:]) for row in connection.execute(query)}
    return found
