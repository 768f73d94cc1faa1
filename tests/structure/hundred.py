"""A market with a hundred of everything that pages list, each with its number in its name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from catalog.geography import cell_of
from catalog.models import (
    claims,
    favourites,
    locations,
    merchants,
    resources,
    searches,
    service_resources,
    services,
)
from database.dead_updates import dead_updates
from database.point import Point
from orders.messaging.message_models import (
    booking_messages,
    conversation_reports,
    conversations,
)
from orders.models import orders, ratings, vouchers
from orders.settlement.settlement_models import settlements
from orders.support.support_models import support_messages
from payments.models import disputes, payment_events, payments, refunds
from people.models import identities, operators, people, staff
from promotions.models import campaigns, sources
from tests.making import ZONE, Market, Shop

HUNDRED = 100
TERMS = {
    "cancel_free_minutes": 0,
    "late_cancel_percent": 0,
    "no_show_percent": 0,
    "refund_unused": True,
    "refund_cancelled": True,
    "commission_basis_points": 0,
    "valid_days": 30,
    "auto_confirm": False,
    "confirm_minutes": 60,
    "zone": ZONE,
}


def named(number: int) -> str:
    return f"Nr {number:03}"


NAMES = [named(each) for each in range(HUNDRED)]


@dataclass(frozen=True, slots=True)
class Hundred:
    """Who and what is in it."""

    guest: int
    clerk: int
    operator: int
    shop: Shop
    search: int
    often: int
    campaign: int
    chosen: int
    giver: int


def build(connection: Connection, now: datetime) -> Hundred:
    market = Market(connection, now)
    shop = market.merchant("Hub", auto_confirm=False)
    often = market.service(shop, name="Often", price=0, duration_minutes=5, step_minutes=5)
    made = Hundred(
        guest=market.guest("Nr of all"),
        clerk=shop.clerk,
        operator=market.operator(),
        shop=shop,
        search=0,
        often=often,
        campaign=0,
        chosen=market.service(shop, name="With one of many"),
        giver=0,
    )
    return _filled(connection, now, made)


def _filled(connection: Connection, now: datetime, made: Hundred) -> Hundred:
    crowd = _people(connection, now)
    many(connection, staff, person_id=crowd, merchant_id=made.shop.merchant, joined_at=now)
    many(connection, operators, person_id=crowd, by_setting=False, joined_at=now)
    places = _places(connection, now)
    many(connection, staff, person_id=made.clerk, merchant_id=places, joined_at=now)
    many(connection, favourites, person_id=made.guest, merchant_id=places, added_at=now)
    listed = _merchants(connection, now, "listed")
    many(
        connection, claims, merchant_id=listed, person_id=crowd, note="", state="open", made_at=now
    )
    _shop(connection, made)
    givers = many(connection, resources, location_id=made.shop.location, name=NAMES)
    many(connection, service_resources, service_id=made.chosen, resource_id=givers)
    _deserted(connection, now, made, listed)
    _orders(connection, now, made, crowd)
    _money(connection, now, made, crowd)
    _talks(connection, now, crowd)
    _conversations(connection, now, crowd)
    given = {"words": "", "open_now": False, "bookable_only": True, "sort": "distance"}
    where = {"latitude": 60.1625, "longitude": 24.94, "person_id": made.guest, "made_at": now}
    (search,) = many(connection, searches, number=1, **given, **where)
    campaign = _campaigns(connection, now, made.operator)
    return replace(made, search=search, campaign=campaign, giver=givers[0])


def many(connection: Connection, table: Any, number: int = HUNDRED, **values: Any) -> list[Any]:
    """So many rows; of a list each takes its own, and `#` in a text is the row's number."""
    rows = [{key: _one(each, at) for key, each in values.items()} for at in range(number)]
    if "id" not in table.c:
        connection.execute(insert(table), rows)
        return []
    made = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(made, rows).scalars())


def _one(value: Any, at: int) -> Any:
    if isinstance(value, list):
        return value[at]
    return value.replace("#", f"{at:03}") if isinstance(value, str) else value


def _people(connection: Connection, now: datetime) -> list[int]:
    crowd = many(connection, people, name=NAMES, locale="en", locale_chosen=False, created_at=now)
    chats = [f"c{each}" for each in crowd]
    who = {"channel": "telegram", "channel_user": chats, "chat": chats}
    many(connection, identities, person_id=crowd, username=None, **who)
    return crowd


def _merchants(connection: Connection, now: datetime, state: str) -> list[int]:
    return many(
        connection,
        merchants,
        name=NAMES,
        description="",
        category="cafe",
        state=state,
        source=state,
        source_id=NAMES,
        auto_confirm=True,
        confirm_minutes=60,
        commission_basis_points=0,
        created_at=now,
    )


PLACE: Mapping[str, Any] = {
    "name": "",
    "latitude": 60.1625,
    "longitude": 24.94,
    "zone": ZONE,
    "category": "cafe",
    "rating_sum": 0,
    "rating_count": 0,
}


def _places(connection: Connection, now: datetime) -> list[int]:
    """Merchants that sell something near by."""
    cell = cell_of(Point(60.1625, 24.94))
    made = _merchants(connection, now, "active")
    many(
        connection,
        locations,
        merchant_id=made,
        address="",
        words=NAMES,
        cell=cell,
        bookable=True,
        **PLACE,
    )
    return made


def _shop(connection: Connection, made: Hundred) -> None:
    shop = made.shop
    offered = {
        "description": "",
        "price": 100,
        "currency": "EUR",
        "duration_minutes": 60,
        "step_minutes": 60,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "capacity": 1,
        "max_seats": 1,
        "lead_minutes": 0,
        "horizon_days": 5,
        "uses": 1,
        "valid_days": 30,
        "cancel_free_minutes": 0,
        "late_cancel_percent": 0,
        "no_show_percent": 0,
        "refund_unused": True,
        "active": True,
    }
    where = {"merchant_id": shop.merchant, "location_id": shop.location}
    many(connection, services, name=NAMES, **where, **offered)
    address = "Nr # Street"
    place = {"merchant_id": shop.merchant, "address": address, "words": "", "cell": 0}
    many(connection, locations, bookable=False, **place, **PLACE)


def _deserted(connection: Connection, now: datetime, made: Hundred, listed: list[int]) -> None:
    """Something booked where nobody works, as one visit that may be any time."""
    booked = _booking(now, made) | {"merchant_id": listed}
    many(connection, orders, guest_id=made.clerk, title="#", state="confirmed", **booked)


def _booking(now: datetime, made: Hundred) -> dict[str, Any]:
    return {
        "merchant_id": made.shop.merchant,
        "location_id": made.shop.location,
        "service_id": made.often,
        "seats": 1,
        "total": 0,
        "currency": "EUR",
        "uses": 1,
        "terms": TERMS,
        "note": "",
        "created_at": now,
        "placed_at": now,
        "valid_until": now + timedelta(days=5),
    }


def _orders(connection: Connection, now: datetime, made: Hundred, crowd: list[int]) -> None:
    begin = Market(connection, now).start(days=0, hour=23)
    given = _booking(now, made)
    at = {"starts_at": begin, "ends_at": begin + timedelta(minutes=5)}
    waiting = now + timedelta(hours=1)
    many(
        connection,
        orders,
        guest_id=crowd,
        title="#",
        state="placed",
        confirm_by=waiting,
        **given,
        **at,
    )
    for guest in (crowd, made.guest):
        anytime = many(connection, orders, guest_id=guest, title=NAMES, state="confirmed", **given)
        codes = {"uses": 1, "used": 0, "state": "valid", "issued_at": now}
        begins = "A" if guest is crowd else "B"
        many(connection, vouchers, order_id=anytime, code=f"{begins}#AAAAAAA", **codes)
    over = many(connection, orders, guest_id=made.guest, title=NAMES, state="redeemed", **given)
    whose = {"merchant_id": made.shop.merchant, "location_id": made.shop.location}
    said = {"words": NAMES, "stars": 5, "at": now}
    many(connection, ratings, order_id=over, guest_id=made.guest, **whose, **said)


def _money(connection: Connection, now: datetime, made: Hundred, crowd: list[int]) -> None:
    query = select(orders.c.id).where(orders.c.guest_id.in_(crowd), orders.c.starts_at.is_(None))
    bought = list(connection.execute(query.order_by(orders.c.id)).scalars())
    paid = many(
        connection,
        payments,
        order_id=bought,
        guest_id=crowd,
        provider="telegram",
        payload="p#",
        amount=100,
        currency="EUR",
        state="captured",
        captured=100,
        refunded=0,
        charge_id="c#",
        requested_at=now,
    )
    for_it = {"payment_id": paid, "order_id": bought, "amount": 100, "currency": "EUR"}
    asked = {"reason": "cancelled", "state": "by_hand", "requested_at": now}
    many(connection, refunds, idempotency_key="k#", **for_it, **asked)
    bank = {"provider": "telegram", "dispute_key": "d#", "state": "open", "opened_at": now}
    many(connection, disputes, **for_it, **bank)
    came = {"provider": "telegram", "kind": "paid", "raw": {}, "state": "parked", "attempts": 0}
    many(connection, payment_events, event_key="Nr #", received_at=now, **came)
    lost = {"kind": "message", "channel": "telegram", "chat": "1", "at": now}
    many(connection, dead_updates, update_id=list(range(HUNDRED)), error="Nr #", **lost)
    sums = ("brought", "earned", "kept", "returned", "commission", "refunded", "carried")
    amounts = [1000 + each for each in range(HUNDRED)]
    whose = {"merchant_id": made.shop.merchant, "currency": "EUR", "until": now, "at": now}
    total: dict[str, Any] = dict.fromkeys(sums, 0) | {"earned": amounts, "payout": amounts}
    rows = [
        whose | {key: _one(each, at) for key, each in total.items()} | {"number": at + 1}
        for at in range(HUNDRED)
    ]
    connection.execute(insert(settlements), rows)


def _talks(connection: Connection, now: datetime, crowd: list[int]) -> None:
    many(connection, support_messages, guest_id=crowd, author_id=crowd, words=NAMES, at=now)


def _conversations(connection: Connection, now: datetime, crowd: list[int]) -> None:
    query = select(orders.c.id).where(orders.c.guest_id.in_(crowd), orders.c.state == "placed")
    about = list(connection.execute(query.order_by(orders.c.id)).scalars())
    many(connection, conversations, order_id=about, began_at=now)
    said = {"side": "guest", "author_id": crowd, "words": NAMES, "at": now}
    many(connection, booking_messages, order_id=about, **said)
    asked = {"side": "merchant", "reported_by": crowd, "words": NAMES, "reported_at": now}
    many(connection, conversation_reports, order_id=about, reason="", **asked)


def _campaigns(connection: Connection, now: datetime, operator: int) -> int:
    token = {"token": "t#", "kind": "campaign", "label": "", "created_at": now}
    source = many(connection, sources, **token)
    written = {"words": NAMES, "target_label": "", "audience": {"kind": "everyone"}}
    made = many(
        connection,
        campaigns,
        created_by=operator,
        source_id=source,
        state="draft",
        created_at=now,
        **written,
    )
    return int(made[0])
