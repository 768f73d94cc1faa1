"""The ordinary stack, as one would begin with it: python-telegram-bot, SQLAlchemy's ORM, Babel.

    python -m benchmarks.ordinary API TOKEN DATABASE

Nothing in it is slow on purpose: the library's Application with its own transport, the
asynchronous ORM on aiosqlite with its relations loaded at once, and Babel for what people read.
It answers the same taps from the same tables as `benchmarks.floor`.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import registry, relationship, selectinload
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LabeledPrice, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from benchmarks.floor import DAYS, grid, packed
from bot.clock import MachineClock
from bot.models import seen
from catalog import models as catalog
from database.outbox_table import outbox
from orders import models
from orders.line_models import order_lines
from people.models import identities, people, staff
from tests.databases import import_models

mapping = registry()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Screen = tuple[str, list[list[InlineKeyboardButton]]]


class Person: ...


class Identity: ...


class Staff: ...


class Merchant: ...


class Location: ...


class Hours: ...


class Exceptional: ...


class Resource: ...


class Service: ...


class Search: ...


class Slot: ...


class Order: ...


class Bought: ...


class History: ...


class Voucher: ...


class Redemption: ...


class Posting: ...


class Seen: ...


class Message: ...


def map_tables() -> None:
    mapping.map_imperatively(Person, people)
    mapping.map_imperatively(Identity, identities, properties={"person": relationship(Person)})
    mapping.map_imperatively(Staff, staff)
    mapping.map_imperatively(Merchant, catalog.merchants)
    mapping.map_imperatively(Hours, catalog.weekly_hours)
    mapping.map_imperatively(Exceptional, catalog.hours_exceptions)
    mapping.map_imperatively(Resource, catalog.resources)
    mapping.map_imperatively(Search, catalog.searches)
    mapping.map_imperatively(Slot, models.slots)
    mapping.map_imperatively(Bought, order_lines)
    mapping.map_imperatively(History, models.order_history)
    mapping.map_imperatively(Redemption, models.redemptions)
    mapping.map_imperatively(Posting, models.ledger_postings)
    mapping.map_imperatively(Seen, seen)
    mapping.map_imperatively(Message, outbox)
    mapping.map_imperatively(
        Location,
        catalog.locations,
        properties={
            "merchant": relationship(Merchant),
            "hours": relationship(Hours),
            "exceptions": relationship(Exceptional, primaryjoin=exceptions_of()),
        },
    )
    mapping.map_imperatively(
        Service,
        catalog.services,
        properties={
            "merchant": relationship(Merchant),
            "location": relationship(Location),
            "resources": relationship(Resource, secondary=catalog.service_resources),
        },
    )
    mapping.map_imperatively(
        Order,
        models.orders,
        properties={
            "guest": relationship(Person),
            "merchant": relationship(Merchant),
            "location": relationship(Location),
            "service": relationship(Service),
        },
    )
    mapping.map_imperatively(Voucher, models.vouchers, properties={"order": relationship(Order)})


def exceptions_of() -> Any:
    return catalog.hours_exceptions.c.location_id == catalog.locations.c.id


def whole() -> tuple[Any, ...]:
    """A service with all that decides when it can be had."""
    place = selectinload(Service.location)
    return (
        selectinload(Service.merchant),
        place.selectinload(Location.hours),
        place.selectinload(Location.exceptions),
        selectinload(Service.resources),
    )


def around() -> tuple[Any, ...]:
    """An order with all that a page shows of it."""
    names = (Order.guest, Order.merchant, Order.location, Order.service)
    return tuple(map(selectinload, names))


class Free:
    """The free starts of a service, from its rows."""

    def __init__(self, service: Any, taken: list[Any], now: datetime) -> None:
        self.service, self.taken, self.now = service, taken, now
        self.zone = ZoneInfo(service.location.zone)

    @classmethod
    async def of(cls, session: AsyncSession, service: Any, now: datetime) -> "Free":
        if service.resources:
            ids = [each.id for each in service.resources]
            live = Order.state.in_(["placed", "confirmed", "held"])
            query = select(Order).where(
                Order.resource_id.in_(ids), Order.occupied_until > now, live
            )
        else:
            query = select(Slot).where(Slot.service_id == service.id, Slot.starts_at > now)
        return cls(service, list(await session.scalars(query)), now)

    def days(self) -> list[date]:
        today = self.now.astimezone(self.zone).date()
        every = (today + timedelta(days=each) for each in range(self.service.horizon_days + 1))
        return [each for each in every if next(self.starts(each), None)]

    def first(self) -> datetime | None:
        days = self.days()
        return next(self.starts(days[0])) if days else None

    def starts(self, day: date) -> Iterator[datetime]:
        special = [each for each in self.service.location.exceptions if each.day == day]
        weekly = [e for e in self.service.location.hours if e.weekday == day.weekday()]
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        for span in special or weekly:
            if span.opens is None:
                continue
            last = span.closes - self.service.duration_minutes
            for minutes in range(span.opens, last + 1, self.service.step_minutes):
                start = (midnight + minutes * MINUTE).astimezone(UTC)
                if start >= self.now + self.service.lead_minutes * MINUTE and self.has_room(start):
                    yield start

    def has_room(self, start: datetime) -> bool:
        return self.resource(start) is not None if self.service.resources else self.counted(start)

    def counted(self, start: datetime) -> bool:
        taken = (each.held + each.booked for each in self.taken if each.starts_at == start)
        return next(taken, 0) < self.service.capacity

    def resource(self, start: datetime) -> int | None:
        begin = start - self.service.buffer_before_minutes * MINUTE
        length = self.service.duration_minutes + self.service.buffer_after_minutes
        end = start + length * MINUTE
        met = (e for e in self.taken if e.occupied_from < end and e.occupied_until > begin)
        busy = {each.resource_id for each in met}
        return next((e.id for e in self.service.resources if e.id not in busy), None)


class Pages:
    """The handlers of the Application."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions
        self.invoice: dict[str, Any] = {}

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer()
        kind, *values = str(query.data).split("_")
        async with self.sessions.begin() as session:
            wanted = select(Identity).where(Identity.channel_user == str(query.from_user.id))
            identity = await session.scalar(wanted.options(selectinload(Identity.person)))
            show = {"svc": self.service, "found": self.results, "hold": self.hold}
            page = show.get(kind, self.redeem)
            text, rows = await page(session, identity.person, later(), *values)
            if kind in {"hold", "use"}:
                session.add(made(Seen, bot_id=1, event_id=update.update_id, action="", at=later()))
        if kind == "hold":
            link = await context.bot.create_invoice_link(**self.invoice)
            rows[0] = [InlineKeyboardButton(rows[0][0].text, url=link)]
        await query.edit_message_text(
            text, parse_mode="HTML", reply_markup=InlineKeyboardMarkup(rows)
        )
        if kind == "use":
            await self.tell(context.bot)

    async def tell(self, bot: Bot) -> None:
        """What is due leaves, and is not due any more."""
        async with self.sessions.begin() as session:
            wanted = select(Message).where(Message.finished_at.is_(None), Message.due_at <= later())
            for told in await session.scalars(wanted):
                order = await session.get(Order, told.payload["order"], options=around())
                assert order is not None
                place = f"{order.merchant.name}, {order.location.address}"
                said = f"Your code was used.\n\n<b>{order.title}</b>\n{place}"
                chats = select(Identity.chat).where(Identity.person_id == order.guest_id)
                chat = await session.scalar(chats)
                await bot.send_message(chat, said, parse_mode="HTML")
                told.state, told.finished_at = "done", later()

    async def service(
        self, session: AsyncSession, _person: Any, now: datetime, service: str, day: str, *_: str
    ) -> Screen:
        found = await session.get(Service, int(service, 36), options=whole())
        assert found is not None
        free = await Free.of(session, found, now)
        days = free.days()
        wanted = date.fromordinal(int(day, 36))
        shown = wanted if wanted in days else days[0]
        tabs = [
            button(f"· {name(e)} ·" if e == shown else name(e), "svc", found.id, e)
            for e in days[:DAYS]
        ]
        times = [
            button(clock(each, free.zone), "hold", found.id, minutes(each), 1)
            for each in free.starts(shown)
        ]
        text = (
            f"<b>{found.name}</b>\n{found.merchant.name} · {found.location.address}\n"
            f"<b>{money(found.price, found.currency)}</b> · {found.duration_minutes} min\n\n"
            f"{found.description}\n\nFree cancellation up to {found.cancel_free_minutes} min "
            f"before the start.\n\n{name(shown)}: at what time?"
        )
        return text, [*grid(tabs, 3), *grid(times[:24], 4), way_out("at", found.merchant_id)]

    async def results(
        self, session: AsyncSession, _person: Any, now: datetime, search: str, page: str
    ) -> Screen:
        looking = await session.get(Search, int(search, 36))
        assert looking is not None
        meters = 111_320 * (
            (Location.latitude - looking.latitude) * (Location.latitude - looking.latitude)
            + (Location.longitude - looking.longitude) * (Location.longitude - looking.longitude)
        )
        query = select(Location).order_by(Location.bookable.desc(), meters).limit(6)
        around = query.offset(int(page, 36) * 6).options(selectinload(Location.merchant))
        lines, rows = [], []
        for number, place in enumerate(await session.scalars(around), int(page, 36) * 6 + 1):
            key = button(f"{number}. {place.merchant.name}", "at", place.merchant_id)
            lines.append(f"<b>{number}</b> · {place.category}")
            cheapest = select(Service).where(
                Service.location_id == place.id, Service.duration_minutes.is_not(None)
            )
            order = cheapest.order_by(Service.price).limit(1).options(*whole())
            found = await session.scalar(order)
            start = (await Free.of(session, found, now)).first() if found else None
            if found is None or start is None:
                rows.append([key])
                continue
            when = clock(start, ZoneInfo(place.zone))
            lines.append(f"next {when}: {found.name}, {money(found.price, found.currency)}")
            rows.append([key, button(when, "take", found.id, minutes(start))])
        return "\n".join(lines), [*rows, way_out("home")]

    async def hold(  # noqa: PLR0917 - as all pages, with what its button says
        self,
        session: AsyncSession,
        person: Any,
        now: datetime,
        service: str,
        start: str,
        seats: str,
        *_: str,
    ) -> Screen:
        found = await session.get(Service, int(service, 36), options=whole())
        assert found is not None
        free, begin = await Free.of(session, found, now), EPOCH + int(start, 36) * MINUTE
        assert free.has_room(begin)
        slot = None
        if not found.resources:
            wanted = select(Slot).where(Slot.service_id == found.id, Slot.starts_at == begin)
            slot = await session.scalar(wanted) or made(
                Slot, service_id=found.id, starts_at=begin, capacity=1, held=0, booked=0
            )
            slot.capacity, slot.held = found.capacity, slot.held + int(seats, 36)
            session.add(slot)
            await session.flush()
        order = made(
            Order,
            guest_id=person.id,
            merchant_id=found.merchant_id,
            location_id=found.location_id,
            service_id=found.id,
            slot_id=slot and slot.id,
            resource_id=free.resource(begin) if found.resources else None,
            starts_at=begin,
            ends_at=begin + found.duration_minutes * MINUTE,
            occupied_from=begin,
            occupied_until=begin + found.duration_minutes * MINUTE,
            seats=int(seats, 36),
            total=found.price * int(seats, 36),
            currency=found.currency,
            title=found.name,
            uses=found.uses,
            terms={"zone": found.location.zone},
            state="held",
            held_until=now + 10 * MINUTE,
            note="",
            created_at=now,
        )
        session.add(order)
        await session.flush()
        session.add(
            made(
                Bought,
                order_id=order.id,
                position=1,
                kind="service",
                service_id=found.id,
                title=found.name,
                quantity=order.seats,
                unit_price=found.price,
                amount=order.total,
            )
        )
        await session.flush()
        await session.refresh(order, ["guest", "merchant", "location"])
        when = f"{name(begin.date())} {clock(begin, free.zone)}"
        total = money(order.total, order.currency)
        self.invoice = {
            "title": order.title,
            "description": order.merchant.name,
            "payload": f"order-{order.id}",
            "provider_token": "1:TEST:2",
            "currency": order.currency,
            "prices": [LabeledPrice(order.title, order.total)],
        }
        text = (
            f"<b>{order.title}</b>\n{order.merchant.name} · {order.location.address}\n{when}\n\n"
            f"Total: {total}\n\nHeld for you for 10 minutes."
        )
        rows = [
            [button(f"Pay {total}", "pay", order.id)],
            [button("Terms", "terms", order.id)],
            [button("Another time", "release", order.id, 1), button("Never mind", "release", 0)],
        ]
        return text, [*rows, way_out("svc", order.service_id)]

    async def redeem(
        self, session: AsyncSession, person: Any, now: datetime, code: str, _use: str
    ) -> Screen:
        wanted = select(Voucher).where(Voucher.code == code)
        voucher = await session.scalar(
            wanted.options(selectinload(Voucher.order).options(*around()))
        )
        order = voucher.order
        works = select(Staff).where(
            Staff.person_id == person.id, Staff.merchant_id == order.merchant_id
        )
        assert await session.scalar(works)
        assert voucher.state == "valid"
        assert voucher.used < voucher.uses
        voucher.used += 1
        redemption = made(
            Redemption,
            voucher_id=voucher.id,
            use=voucher.used,
            staff_id=person.id,
            location_id=order.location_id,
            nonce=f"{voucher.id}-{voucher.used}-{person.id}",
            at=now,
        )
        session.add(redemption)
        await session.flush()
        if voucher.used == voucher.uses:
            given = {"from_state": order.state, "to_state": "redeemed", "reason": "redeemed"}
            session.add(made(History, order_id=order.id, actor_id=person.id, at=now, **given))
            order.state = "redeemed"
        earned = order.total // voucher.uses
        fee = earned * order.terms["commission_basis_points"] // 10_000
        for account, amount in (("payable", earned - fee), ("commission", fee)):
            session.add(
                made(
                    Posting,
                    source="escrow",
                    destination=account,
                    amount=amount,
                    currency=order.currency,
                    purpose="redeemed",
                    merchant_id=order.merchant_id,
                    order_id=order.id,
                    redemption_id=redemption.id,
                    at=now,
                )
            )
        for key in ("redeemed", "booking", "how_was_it"):
            told = {"about": key, "order": order.id}
            session.add(
                made(
                    Message,
                    kind="notice",
                    key=f"{key}:{order.id}:{voucher.used}",
                    payload=told,
                    created_at=now,
                    due_at=now if key == "redeemed" else now + timedelta(days=1),
                )
            )
        await session.flush()
        text = f"<b>✅ Redeemed</b>\n\n<b>{order.title}</b>\n👤 {order.guest.name}"
        return text, [[button("🎟 Next code", "redeem")], way_out("desk", order.merchant_id)]


def made(table: Any, /, **values: Any) -> Any:
    row = table()
    for column, value in values.items():
        setattr(row, column, value)
    return row


def later() -> datetime:
    return MachineClock().now()


def minutes(moment: datetime) -> int:
    return (moment - EPOCH) // MINUTE


def button(label: str, kind: str, *values: Any) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data="_".join((kind, *map(packed, values))))


def way_out(kind: str, *values: Any) -> list[InlineKeyboardButton]:
    return [button("‹ Back", kind, *values), button("🏠 Home", "home")]


def name(day: date) -> str:
    return format_date(day, "EEE d MMM", locale="en")


def clock(moment: datetime, zone: ZoneInfo) -> str:
    return format_time(moment, "short", tzinfo=zone, locale="en")


def money(amount: int, currency: str) -> str:
    return format_currency(amount / 100, currency, locale="en")


def main() -> None:
    api, token, path = sys.argv[1:]
    import_models()
    map_tables()
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    pages = Pages(async_sessionmaker(engine, expire_on_commit=False))
    application = Application.builder().token(token).base_url(f"{api}/bot").build()
    application.add_handler(CallbackQueryHandler(pages.tap))
    application.run_polling(timeout=50)


if __name__ == "__main__":
    main()
