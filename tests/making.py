"""A small market for tests: guests, staff, operators, and merchants with services, in few words.

market = Market(connection, now)
guest = market.guest()
shop = market.merchant()                       # active, confirms by itself, one of staff
table = market.service(shop, capacity=2)       # every day, 09:00 to 21:00 local, hourly
start = market.start()                          # tomorrow at 12:00 local, as UTC
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from catalog.models import (
    locations,
    merchants,
    resources,
    service_resources,
    services,
    weekly_hours,
)
from orders.settlement.settlement_models import settlements
from people.models import identities, operators, people, staff
from tests.adding import add, add_all, link

ZONE = "Europe/Helsinki"


@dataclass(frozen=True, slots=True)
class Shop:
    """A merchant with one location and one member of staff."""

    merchant: int
    location: int
    clerk: int


class Market:
    """Inserts rows with sensible values; every keyword overrides a column."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection = connection
        self.now = now

    def add(self, table: Any, **values: Any) -> int:
        return add(self.connection, table, **values)

    def guest(self, name: str = "Aino") -> int:
        person = self.add(people, name=name, locale="en", locale_chosen=False, created_at=self.now)
        self.add(
            identities,
            person_id=person,
            channel="telegram",
            channel_user=str(person + 1000),
            chat=str(person + 1000),
            username=None,
        )
        return person

    def operator(self, name: str = "Olli") -> int:
        person = self.guest(name)
        link(self.connection, operators, person_id=person, joined_at=self.now)
        return person

    def clerk(self, merchant: int, name: str = "Kim") -> int:
        person = self.guest(name)
        self.add(staff, person_id=person, merchant_id=merchant, joined_at=self.now)
        return person

    def merchant(self, name: str = "Café Kulma", **values: Any) -> Shop:
        given = {
            "name": name,
            "description": "",
            "category": "cafe",
            "state": "active",
            "source": "test",
            "source_id": f"{name}-{uuid4().hex}",
            "auto_confirm": True,
            "confirm_minutes": 60,
            "commission_basis_points": 1000,
            "created_at": self.now,
        }
        merchant = self.add(merchants, **given | values)
        return Shop(merchant, self.location(merchant), self.clerk(merchant))

    def location(self, merchant: int, **values: Any) -> int:
        given = {
            "merchant_id": merchant,
            "name": "Punavuori",
            "address": "Uudenmaankatu 1",
            "latitude": 60.1625,
            "longitude": 24.94,
            "cell": 1,
            "zone": ZONE,
            "category": "cafe",
            "bookable": True,
            "rating_sum": 0,
            "rating_count": 0,
            "words": "",
        }
        location = self.add(locations, **given | values)
        every = {"location_id": location, "opens": 9 * 60, "closes": 21 * 60}
        add_all(self.connection, weekly_hours, [every | {"weekday": day} for day in range(7)])
        return location

    def service(self, shop: Shop, **values: Any) -> int:
        """An hour at 20.00 EUR for one seat; `duration_minutes=None` makes it a voucher."""
        given = {
            "merchant_id": shop.merchant,
            "location_id": shop.location,
            "name": "Table for one",
            "description": "",
            "price": 2000,
            "currency": "EUR",
            "duration_minutes": 60,
            "step_minutes": 60,
            "buffer_before_minutes": 0,
            "buffer_after_minutes": 0,
            "capacity": 1,
            "max_seats": 10,
            "lead_minutes": 0,
            "horizon_days": 30,
            "uses": 1,
            "valid_days": 30,
            "cancel_free_minutes": 24 * 60,
            "late_cancel_percent": 50,
            "no_show_percent": 100,
            "refund_unused": True,
            "active": True,
        }
        return self.add(services, **given | values)

    def resource(self, shop: Shop, *service_ids: int, name: str = "Chair") -> int:
        """Something that gives these services, one at a time."""
        resource = self.add(resources, location_id=shop.location, name=name)
        for service in service_ids:
            link(self.connection, service_resources, service_id=service, resource_id=resource)
        return resource

    def settlement(self, shop: Shop, **values: int) -> int:
        """A statement over nothing, unless the values say what."""
        sums = ("brought", "earned", "kept", "returned", "commission", "refunded")
        given = dict.fromkeys((*sums, "payout", "carried"), 0) | {"number": 1} | values
        whose = {"merchant_id": shop.merchant, "currency": "EUR"}
        return self.add(settlements, until=self.now, at=self.now, **whose, **given)

    def start(self, days: int = 1, hour: int = 12, minute: int = 0) -> datetime:
        """A local time some days ahead, as UTC."""
        place = ZoneInfo(ZONE)
        day = self.now.astimezone(place).date() + timedelta(days=days)
        return datetime.combine(day, time(hour, minute), tzinfo=place).astimezone(UTC)
