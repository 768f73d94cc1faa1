"""What the search reads of a location, computed anew when its merchant, services or menus change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Subquery,
    Table,
    Update,
    bindparam,
    func,
    select,
    union_all,
    update,
)

from catalog.applied import is_out_of_sight
from catalog.folding import as_one_word, fold
from catalog.geography import cell_of
from catalog.menu.menu_models import menu_items, menu_sections
from catalog.models import locations, merchants, services
from catalog.views import MerchantState
from database.point import Point

HIDDEN = -1
LONGEST_WORDS = 2_000


def words_of(texts: Iterable[str | None]) -> str:
    """Folded words, each once and with a space before it, so that beginnings can be found."""
    words = dict.fromkeys(word for text in texts if text for word in fold(text).split())
    return "".join(f" {word}" for word in words)[:LONGEST_WORDS]


def called_of(name: str, here: str = "") -> str:
    """The whole names of a location, each folded to one word: its merchant's, and with its own."""
    names = (name, f"{name} {here}") if here else (name,)
    return " ".join(dict.fromkeys(filter(None, map(as_one_word, names))))


@dataclass(frozen=True, slots=True)
class Offer:
    """What is on offer at a location."""

    price_from: int
    names: str


def reindex(connection: Connection, merchant_id: int) -> None:
    """Call after any change of a merchant's name, category, state, services, menus or locations."""
    given = {"merchant": merchant_id}
    merchant = connection.execute(_called(), given).one_or_none()
    if merchant is None:
        return
    offers = offers_of(connection, merchant_id)
    suspended = merchant.state == MerchantState.SUSPENDED
    hidden = suspended or is_out_of_sight(connection, merchant_id)
    for each in connection.execute(_where(), given).all():
        offer = offers.get(each.id)
        here = Point(each.latitude, each.longitude)
        searched = [merchant.name, each.name, merchant.keywords, offer.names if offer else None]
        values = {
            "category": merchant.category,
            "cell": HIDDEN if hidden else cell_of(here),
            "bookable": offer is not None and merchant.state == MerchantState.ACTIVE,
            "price_from": offer.price_from if offer else None,
            "words": words_of(searched),
            "called": called_of(merchant.name, each.name),
        }
        connection.execute(_changing(), {"location": each.id, **values})


@cache
def _called() -> Select[str, str, str | None, str]:
    column = merchants.c
    query = select(column.name, column.state, column.keywords, column.category)
    return query.where(column.id == bindparam("merchant"))


@cache
def _where() -> Select[int, str, float, float]:
    column = locations.c
    query = select(column.id, column.name, column.latitude, column.longitude)
    return query.where(column.merchant_id == bindparam("merchant"))


@cache
def _changing() -> Update:
    return update(locations).where(locations.c.id == bindparam("location"))


def offers_of(connection: Connection, merchant_id: int) -> dict[int, Offer]:
    """By location id; locations that offer nothing are missing.

    The price is of the currency in which most is offered there (`main_currency`): amounts of
    several are not to be compared.
    """
    rows = connection.execute(_offering(), {"merchant": merchant_id})
    found: dict[int, Offer] = {}
    for location, price, together in rows:
        first = found.get(location)
        found[location] = (
            Offer(price, together)
            if first is None
            else replace(first, names=f"{first.names} {together}")
        )
    return found


@cache
def _offering() -> Select[int, int, str]:
    offered = _offered(_of_merchant)
    names = func.aggregate_strings(offered.c.name, " ")
    return (
        select(offered.c.location_id, func.min(offered.c.price).label("price"), names)
        .group_by(offered.c.location_id, offered.c.currency)
        .order_by(offered.c.location_id, *_most_first(offered))
    )


def _offered(there: Callable[[Table], ColumnElement[bool]]) -> Subquery:
    """What can be booked, and what can be ordered from menus; a dish is also what its section is."""
    item, section, service = menu_items.c, menu_sections.c, services.c
    booked = select(service.location_id, service.price, service.currency, service.name).where(
        there(services), service.active
    )
    ordered = (
        select(item.location_id, item.price, item.currency, item.name + " " + section.name)
        .join(menu_sections, section.id == item.section_id)
        .where(there(menu_items), item.active, section.archived_at.is_(None))
    )
    return union_all(booked.correlate(locations), ordered.correlate(locations)).subquery()


def _of_merchant(table: Table) -> ColumnElement[bool]:
    return table.c.merchant_id == bindparam("merchant")


def main_currency() -> ScalarSelect[str]:
    """Of a location: the one in which most is offered, of which `price_from` is."""
    offered = _offered(lambda table: table.c.location_id == locations.c.id)
    return (
        select(offered.c.currency)
        .group_by(offered.c.currency)
        .order_by(*_most_first(offered))
        .limit(1)
        .scalar_subquery()
    )


def _most_first(offered: Subquery) -> tuple[ColumnElement[int], ColumnElement[str]]:
    """In which currency most is offered."""
    return func.count().desc(), offered.c.currency
