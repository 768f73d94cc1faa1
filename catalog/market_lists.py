"""Lists of the whole market for a desk: a page behind the last row, whatever there is of them."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from catalog.applied import never_approved
from catalog.categories import Category
from catalog.lists import claim_rows, lines, read
from catalog.models import claims, locations, merchants
from catalog.views import ClaimView, MerchantLine, MerchantState
from catalog.wording import folded


def merchants_page(
    connection: Connection,
    *,
    state: MerchantState | None = None,
    category: Category | None = None,
    words: str = "",
    before: int | None = None,
    limit: int = 50,
) -> list[MerchantLine]:
    """The newest first; each word is somewhere in the name, the address or what is offered."""
    query = lines().order_by(merchants.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(merchants.c.state == state)
    if category is not None:
        query = query.where(merchants.c.category == category)
    if before is not None:
        query = query.where(merchants.c.id < before)
    for word in folded(words):
        found = locations.c.words.contains(word, autoescape=True)
        query = query.where(merchants.c.id.in_(select(locations.c.merchant_id).where(found)))
    return read(connection, query)


def claims_page(
    connection: Connection, *, decided: bool, before: int | None = None, limit: int = 50
) -> list[ClaimView]:
    """Who asks for a place, the latest first."""
    is_open = claims.c.state == "open"
    query = claim_rows().where(~is_open if decided else is_open)
    if before is not None:
        query = query.where(claims.c.id < before)
    rows = connection.execute(query.order_by(claims.c.id.desc()).limit(limit))
    return [ClaimView(*row) for row in rows]


def count_by_category(connection: Connection) -> Sequence[tuple[str, str, int]]:
    """(category, state, how many) of all merchants that are in sight."""
    columns = (merchants.c.category, merchants.c.state)
    query = select(*columns, func.count()).where(~never_approved()).group_by(*columns)
    return [(kind, state, number) for kind, state, number in connection.execute(query)]
