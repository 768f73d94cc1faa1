"""Two weeks that the demo's town has behind it: made by the market's own use cases, at moments gone by.

Whoever looks at the town finds visits, stars and a promotion that brought orders, and the audit
finds nothing. Nobody is told of it now: what the use cases put into the outbox counts as sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select, update

from bot.commands.queueing_before import queue_up
from catalog import queries as offers
from catalog.models import locations, merchants, services
from database.errors import Refusal
from database.outbox_table import outbox
from orders import CapturedPayment, availability, paying, placing, rating, redeeming
from orders.models import orders, prepaid, vouchers
from payments.models import payments
from payments.port import SANDBOX
from people import consenting, queries
from people.consenting import PROMOTIONS
from promotions import attributing, composing, delivering, sending
from promotions.audiences import Everyone
from promotions.queries import campaign
from promotions.states import RecipientState

DAYS = 14
VISITS_A_DAY = 5
ZONE = "Europe/Helsinki"
"""What the town's clocks go by."""

PROMOTED, PROMOTED_AT = 6, 15
"""It went out on the day before so many days ago, in the afternoon."""

QUEUED_AT = 15
"""Walk-ins stood in the first shop's queue from this hour on, on the day before."""

WORDS = (
    "Warm up by the sea\n"
    "Meritähti heats its sauna every evening this week. Bring a friend, bring a towel."
)
STARS = (5, 5, 5, 4, 5, 4, 3, 5)
CONSENT = "Yes, send me offers"


@dataclass(slots=True)
class Past:
    """The town's guests and one operator, and the weeks before `now`."""

    connection: Connection
    guests: Sequence[int]
    operator: int
    target: str
    now: datetime
    _chance: Random = field(default_factory=lambda: Random(14))  # noqa: S311 - the same town each time

    def happen(self) -> int:
        """Lets it all have happened, once; how many orders there were."""
        if self.connection.execute(select(func.count()).select_from(orders)).scalar_one():
            return 0
        for guest in self.guests:
            self._agree(guest)
        made = 0
        for ago in range(DAYS, -1, -1):
            if ago == PROMOTED:
                self._promote(self._at(PROMOTED_AT, ago + 1))
            made += sum(self._visit(ago) for _ in range(VISITS_A_DAY))
        merchant, location = self._first_shop()
        queue_up(self.connection, merchant, location, self._at(QUEUED_AT, 1))
        self._nobody_is_told_now()
        return made

    def _agree(self, guest: int) -> None:
        consenting.grant(
            self.connection,
            guest,
            PROMOTIONS,
            wording=CONSENT,
            locale="en",
            channel="telegram",
            source=None,
            now=self.now - timedelta(days=DAYS + 1),
        )

    def _visit(self, ago: int) -> bool:
        """Somebody books in the morning for later that day; most of them came and said how it was."""
        morning = self._morning(ago)
        guest, service = self._chance.choice(self.guests), self._chance.choice(self._services())
        try:
            order = self._book(guest, service, morning)
        except Refusal:
            return False
        if ago:
            self._come(order, guest, morning)
        return True

    def _at(self, hour: int, ago: int) -> datetime:
        """An hour by the town's clocks, whatever hour it is now."""
        there = (self.now - timedelta(days=ago)).astimezone(ZoneInfo(ZONE))
        return there.replace(hour=hour, minute=0, second=0, microsecond=0).astimezone(UTC)

    def _morning(self, ago: int) -> datetime:
        if ago:
            return self._at(8, ago) + timedelta(minutes=self._chance.randrange(180))
        early = self.now - timedelta(minutes=self._chance.randrange(60, 240))
        return early.replace(second=0, microsecond=0)

    def _services(self) -> list[int]:
        query = (
            select(services.c.id)
            .join(merchants, merchants.c.id == services.c.merchant_id)
            .where(services.c.active, merchants.c.state == "active", services.c.uses == 1)
            .order_by(services.c.id)
        )
        return list(self.connection.execute(query).scalars())

    def _first_shop(self) -> tuple[int, int]:
        query = (
            select(locations.c.merchant_id, locations.c.id)
            .join(merchants, merchants.c.id == locations.c.merchant_id)
            .where(merchants.c.state == "active")
            .order_by(locations.c.merchant_id, locations.c.id)
        )
        merchant, location = self.connection.execute(query.limit(1)).one()
        return merchant, location

    def _book(self, guest: int, service: int, now: datetime) -> int:
        asked = self._asked_by_name(service)
        starts_at = self._start(service, asked, now)
        source = attributing.source_of(self.connection, guest, now)
        order = placing.hold(
            self.connection, guest, service, starts_at, 1, source, now, resource_id=asked
        )
        if self._prepaid(order):
            self._pay(order, guest, now + timedelta(minutes=2))
        else:
            placing.place_free(self.connection, order, guest, now)
        return order

    def _asked_by_name(self, service: int) -> int | None:
        """Every other guest who may choose wants one of those who give it."""
        people = offers.givers(self.connection, service)
        if len(people) < 2 or self._chance.random() < 0.5:
            return None
        return self._chance.choice(people).id

    def _start(self, service: int, asked: int | None, now: datetime) -> datetime | None:
        slotted = select(services.c.duration_minutes).where(services.c.id == service)
        if self.connection.execute(slotted).scalar_one() is None:
            return None
        for day in self._days(now):
            free = availability.times(self.connection, service, day, 1, now, asked)
            if free:
                return self._chance.choice(free).starts_at
        return None

    @staticmethod
    def _days(now: datetime) -> list[date]:
        return [(now + timedelta(days=ahead)).date() for ahead in range(4)]

    def _prepaid(self, order: int) -> int:
        query = select(prepaid).where(orders.c.id == order)
        return self.connection.execute(query).scalar_one()

    def _pay(self, order: int, guest: int, now: datetime) -> None:
        request = paying.request(self.connection, order, guest, SANDBOX, now)
        asked = self.connection.execute(select(payments).where(payments.c.id == request)).one()
        paid = CapturedPayment(
            provider=SANDBOX,
            event_key=f"past-{order}",
            payload=asked.payload,
            charge_id=f"past-{order}",
            provider_charge_id=f"ch_past_{order}",
            amount=asked.amount,
            currency=asked.currency,
            guest_id=guest,
            raw={},
        )
        paying.apply(self.connection, paying.capture(self.connection, paid, now), now)

    def _come(self, order: int, guest: int, booked: datetime) -> None:
        query = select(orders.c.starts_at, orders.c.ends_at, orders.c.merchant_id)
        visit = self.connection.execute(query.where(orders.c.id == order)).one()
        there = (visit.starts_at or booked + timedelta(hours=1)) + timedelta(minutes=3)
        after = (visit.ends_at or there) + timedelta(minutes=40)
        if after >= self.now:
            return
        clerk = queries.staff_of(self.connection, visit.merchant_id)[0]
        shown = select(vouchers.c.code).where(vouchers.c.order_id == order)
        code = self.connection.execute(shown).scalar_one()
        redeeming.redeem(self.connection, code, clerk, f"past-{order}", there)
        if self._chance.random() < 0.8:
            rating.rate(self.connection, order, guest, self._chance.choice(STARS), after)

    def _promote(self, now: datetime) -> None:
        """To everybody who agreed; half of them opened it, and book in the days that follow."""
        number = composing.begin(self.connection, self.operator, now)
        composing.give_words(self.connection, number, self.operator, WORDS)
        composing.choose_target(self.connection, number, self.operator, self.target, "Book a seat")
        composing.choose_audience(self.connection, number, self.operator, Everyone())
        sending.start(self.connection, number, self.operator, now)
        for delivery in delivering.claim(self.connection, now, len(self.guests)):
            delivering.record(self.connection, delivery, RecipientState.SENT, now)
        delivering.finish(self.connection, now + timedelta(minutes=1))
        token = campaign(self.connection, number).token
        for guest in self.guests[::2]:
            attributing.visit(self.connection, guest, token, now + timedelta(minutes=30))

    def _nobody_is_told_now(self) -> None:
        """Of what is still to come, such as a reminder, people will hear in its time."""
        sent = update(outbox).where(outbox.c.finished_at.is_(None))
        self.connection.execute(sent.values(state="done", finished_at=self.now))
