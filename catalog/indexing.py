"""What the search reads of a location, computed anew when its merchant or services change."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, ScalarSelect, func, select, update

from catalog.applied import is_out_of_sight
from catalog.folding import fold
from catalog.geography import cell_of
from catalog.menu.menu_models import menu_items, menu_sections
from catalog.models import locations, merchants, services
from catalog.views import MerchantState
from database.point import Point

HIDDEN = -1
LONGEST_WORDS = 2_000


def words_of(texts: Iterable[str | None]) -> str:
    """Folded words, each once and with a space before it, so that beginnings can be found."""
    words = dict.fromkeys(fold(" ".join(filter(None, texts))).split())
    return "".join(f" {word}" for word in words)[:LONGEST_WORDS]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is on offer at a location."""

    price_from: int
    names: str


def reindex(connection: Connection, merchant_id: int) -> None:
    """Call after any change of a merchant's name, category, state, services or locations."""
    wanted = select(merchants).where(merchants.c.id == merchant_id)
    merchant = connection.execute(wanted).one_or_none()
    if merchant is None:
        return
    offers, menus = offers_of(connection, merchant_id), menu_words(connection, merchant_id)
    suspended = merchant.state == MerchantState.SUSPENDED
    hidden = suspended or is_out_of_sight(connection, merchant_id)
    columns = locations.c
    for each in connection.execute(
        select(columns.id, columns.name, columns.latitude, columns.longitude).where(
            columns.merchant_id == merchant_id
        )
    ).all():
        offer = offers.get(each.id)
        here = Point(each.latitude, each.longitude)
        words = [merchant.name, each.name, merchant.keywords, offer.names if offer else None]
        searched = [*words, menus.get(each.id)]
        connection.execute(
            update(locations)
            .where(columns.id == each.id)
            .values(
                category=merchant.category,
                cell=HIDDEN if hidden else cell_of(here),
                bookable=offer is not None and merchant.state == MerchantState.ACTIVE,
                price_from=offer.price_from if offer else None,
                words=words_of(searched),
            )
        )


def offers_of(connection: Connection, merchant_id: int) -> dict[int, Offer]:
    """By location id; locations without an active service are missing.

    The price is of the currency in which most is offered there (`main_currency`): amounts of
    several are not to be compared.
    """
    names = func.aggregate_strings(services.c.name, " ")
    rows = connection.execute(
        select(services.c.location_id, func.min(services.c.price), names)
        .where(services.c.merchant_id == merchant_id, services.c.active)
        .group_by(services.c.location_id, services.c.currency)
        .order_by(services.c.location_id, func.count().desc(), services.c.currency)
    )
    found: dict[int, Offer] = {}
    for location, price, together in rows:
        first = found.get(location)
        found[location] = (
            Offer(price, together)
            if first is None
            else replace(first, names=f"{first.names} {together}")
        )
    return found


def menu_words(connection: Connection, merchant_id: int) -> dict[int, str]:
    """What is on the menu of a location, by its id: who looks for a flat white finds where it is."""
    section = menu_sections.c.id == menu_items.c.section_id
    rows = connection.execute(
        select(
            menu_items.c.location_id, func.aggregate_strings(menu_items.c.name, " ").label("names")
        )
        .join(menu_sections, section & menu_sections.c.archived_at.is_(None))
        .where(menu_items.c.merchant_id == merchant_id, menu_items.c.active)
        .group_by(menu_items.c.location_id)
    )
    return {row.location_id: row.names for row in rows}


def main_currency() -> ScalarSelect[str]:
    """Of a location: the one in which most is offered, of which `price_from` is."""
    return (
        select(services.c.currency)
        .where(services.c.location_id == locations.c.id, services.c.active)
        .group_by(services.c.currency)
        .order_by(func.count().desc(), services.c.currency)
        .limit(1)
        .scalar_subquery()
    )
