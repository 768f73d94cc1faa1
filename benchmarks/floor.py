"""The lean floor that a tap is measured by: aiohttp, json, sqlite3 and dicts, and nothing else.

    python -m benchmarks.floor API TOKEN DATABASE

It shows the same pages from the same tables and makes the same changes, each in one transaction,
without languages, links, news, refusals or any thought of what might go wrong.
"""

import asyncio
import json
import sqlite3
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from benchmarks import floor_sql as sql

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
DAYS, DAY, MINUTE = 6, 86_400_000_000, 60_000_000
Row = dict[str, Any]
Screen = tuple[str, list[list[Row]]]


def main() -> None:
    api, token, path = sys.argv[1:]
    asyncio.run(Floor(f"{api}/bot{token}", connect(path)).run())


def connect(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous=FULL")
    database.execute("PRAGMA foreign_keys=ON")
    database.row_factory = lambda cursor, row: {
        column[0]: value for column, value in zip(cursor.description, row, strict=True)
    }
    return database


class Floor:
    def __init__(self, url: str, database: sqlite3.Connection) -> None:
        self.url, self.database = url, database
        self.pages = {
            "svc": self.service,
            "found": self.results,
            "hold": self.hold,
            "use": self.redeem,
        }

    async def run(self) -> None:
        offset = 0
        async with aiohttp.ClientSession() as self.http:
            while True:
                found = await self.say("getUpdates", {"offset": offset, "timeout": 50})
                for update in found:
                    offset = update["update_id"] + 1
                    await self.tap(update["callback_query"], offset)

    async def say(self, method: str, given: Row) -> Any:
        async with self.http.post(f"{self.url}/{method}", json=given) as answer:
            return json.loads(await answer.read())["result"]

    async def tap(self, query: Row, event: int) -> None:
        kind, *values = query["data"].split("_")
        self.now = time.time_ns() // 1000
        person = self.one(sql.PERSON, str(query["from"]["id"]))
        text, rows = self.pages[kind](person, event, *values)
        if kind == "hold":
            rows[0][0]["url"] = await self.say("createInvoiceLink", rows[0][0].pop("invoice"))
        shown = {
            "chat_id": query["message"]["chat"]["id"],
            "message_id": query["message"]["message_id"],
            "text": text,
            "parse_mode": "HTML",
            "reply_markup": json.dumps({"inline_keyboard": rows}),
        }
        answer = {"callback_query_id": query["id"]}
        await asyncio.gather(
            self.say("answerCallbackQuery", answer), self.say("editMessageText", shown)
        )
        if kind == "use":
            await self.tell()

    async def tell(self) -> None:
        """What is due leaves, and is not due any more."""
        for told in self.all(sql.DUE, self.now):
            about = self.one(sql.ORDER, json.loads(told["payload"])["order"])
            where = f"<b>{about['title']}</b>\n{about['merchant']}, {about['address']}"
            said = {"text": f"Your code was used.\n\n{where}", "parse_mode": "HTML"}
            await self.say("sendMessage", {"chat_id": about["chat"], **said})
            self.database.execute(sql.TOLD, (self.now, told["id"]))

    def all(self, query: str, *given: Any) -> list[Row]:
        return self.database.execute(query, given).fetchall()

    def one(self, query: str, *given: Any) -> Row:
        return self.all(query, *given)[0]

    def service(self, _person: Row, _event: int, service: str, day: str, *_: str) -> Screen:
        offer = self.one(sql.SERVICE, int(service, 36))
        free = Free(self, offer)
        days = free.days()
        wanted = date.fromordinal(int(day, 36))
        shown = wanted if wanted in days else days[0]
        tabs = [
            button(f"· {name(each)} ·" if each == shown else name(each), "svc", offer["id"], each)
            for each in days[:DAYS]
        ]
        times = [
            button(f"{free.local(at):%-I:%M %p}", "hold", offer["id"], at // MINUTE, 1)
            for at in free.times(shown)
        ]
        text = (
            f"<b>{offer['name']}</b>\n{offer['merchant']} · {offer['address']}\n"
            f"<b>{money(offer)}</b> · {offer['duration_minutes']} min\n\n{offer['description']}"
            f"\n\nFree cancellation up to {offer['cancel_free_minutes']} min before the start.\n\n"
            f"{name(shown)}: at what time?"
        )
        return text, [*grid(tabs, 3), *grid(times[:24], 4), way_out("at", offer["merchant_id"])]

    def results(self, person: Row, _event: int, search: str, page: str) -> Screen:
        looking = self.one(sql.SEARCH, int(search, 36), person["id"])
        where = (looking["latitude"], looking["latitude"], looking["longitude"])
        found = self.all(sql.NEAR, *where, looking["longitude"], int(page, 36) * 6)
        lines, rows = [], []
        for number, each in enumerate(found, int(page, 36) * 6 + 1):
            key = button(f"{number}. {each['name']}", "at", each["merchant_id"])
            lines.append(f"<b>{number}</b> · {each['category']} · {each['meters']:.0f} m")
            offer = next(iter(self.all(sql.CHEAPEST, each["id"])), None)
            start = Free(self, offer).first() if offer else None
            if offer is None or start is None:
                rows.append([key])
                continue
            when = f"{Free(self, offer).local(start):%a %-I:%M %p}"
            lines.append(f"next {when}: {offer['name']}, {money(offer)}")
            rows.append([key, button(when, "take", offer["id"], start // MINUTE)])
        return "\n".join(lines), [*rows, way_out("home")]

    def hold(
        self, person: Row, event: int, service: str, start: str, seats: str, *_: str
    ) -> Screen:
        begin, many = int(start, 36) * MINUTE, int(seats, 36)
        self.database.execute("BEGIN IMMEDIATE")
        offer = self.one(sql.SERVICE, int(service, 36))
        free = Free(self, offer)
        assert begin in free.times(free.local(begin).date())
        slot = resource = None
        end = begin + offer["duration_minutes"] * MINUTE
        if free.resources:
            resource = free.left(begin)
        else:
            slot = self.one(sql.SLOT, offer["id"], begin, offer["capacity"], many)["id"]
        given = (person["id"], slot, resource, begin, end, self.now, many, offer["id"])
        order = self.one(sql.HOLD, *given)["id"]
        self.database.execute(sql.LINE, (order, many, offer["id"]))
        self.database.execute(sql.SEEN, (event, f"checkout_{order}", self.now))
        self.database.execute("COMMIT")
        return self.checkout(order)

    def checkout(self, order: int) -> Screen:
        held = self.one(sql.ORDER, order)
        when = Free(self, held).local(held["starts_at"])
        text = (
            f"<b>{held['title']}</b>\n{held['merchant']} · {held['address']}\n"
            f"{when:%a %-d %b %-I:%M %p}\n\nTotal: {money(held)}\n\nHeld for you for 10 minutes."
        )
        rows = [
            [{"text": f"Pay {money(held)}", "invoice": invoice(held)}],
            [button("Terms", "terms", order)],
            [button("Another time", "release", order, 1), button("Never mind", "release", order)],
        ]
        return text, [*rows, way_out("svc", held["service_id"])]

    def redeem(self, person: Row, event: int, code: str, _use: str) -> Screen:
        self.database.execute("BEGIN IMMEDIATE")
        voucher = self.one(sql.VOUCHER, code, person["id"], self.now)
        use = self.one(sql.USE, voucher["id"])["used"]
        nonce = f"{voucher['id']}-{use}-{person['id']}"
        given = (voucher["id"], use, person["id"], voucher["location_id"], nonce, self.now)
        redemption = self.one(sql.REDEMPTION, *given)["id"]
        if use == voucher["uses"]:
            self.database.execute(sql.REDEEMED, (voucher["order_id"],))
            given = (voucher["order_id"], voucher["state"], person["id"], self.now)
            self.database.execute(sql.HISTORY, given)
        earned = voucher["total"] // voucher["uses"]
        fee = earned * voucher["commission"] // 10_000
        for account, amount in (("payable", earned - fee), ("commission", fee)):
            self.database.execute(
                sql.POSTING,
                (
                    account,
                    amount,
                    *(voucher["currency"], voucher["merchant_id"], voucher["order_id"]),
                    *(redemption, self.now),
                ),
            )
        for key in ("redeemed", "booking", "how_was_it"):
            payload = json.dumps({"about": key, "order": voucher["order_id"]})
            due = self.now if key == "redeemed" else self.now + DAY
            given = (f"{key}:{voucher['order_id']}:{use}", payload, due, self.now)
            self.database.execute(sql.TELL, given)
        self.database.execute(sql.SEEN, (event, f"served_{voucher['order_id']}", self.now))
        self.database.execute("COMMIT")
        served = self.one(sql.ORDER, voucher["order_id"])
        text = f"<b>✅ Redeemed</b>\n\n<b>{served['title']}</b>\n👤 {served['guest']}\n\nUse {use}"
        return text, [[button("🎟 Next code", "redeem")], way_out("desk", voucher["merchant_id"])]


class Free:
    """The free starts of a service: hours, exceptions and what is taken, each read once."""

    def __init__(self, floor: Floor, offer: Row) -> None:
        self.offer, self.now = offer, floor.now
        self.zone = ZoneInfo(offer["zone"])
        if "step_minutes" not in offer:
            return
        place = offer["location_id"]
        self.hours: dict[int, list[Row]] = {}
        for each in floor.all(sql.HOURS, place):
            self.hours.setdefault(each["weekday"], []).append(each)
        self.exceptions = floor.all(sql.EXCEPTIONS, place)
        self.resources = [each["id"] for each in floor.all(sql.RESOURCES, offer["id"])]
        if self.resources:
            self.taken = floor.all(sql.TAKEN.format(",".join(map(str, self.resources))), self.now)
        else:
            self.taken = floor.all(sql.COUNTED, offer["id"], self.now)
            self.seats = {each["starts_at"]: each["taken"] for each in self.taken}

    def local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1_000_000, self.zone)

    def days(self) -> list[date]:
        """Those with anything free, one more than are shown."""
        today, found = self.local(self.now).date(), []
        for ahead in range(self.offer["horizon_days"] + 1):
            day = today + timedelta(days=ahead)
            if next(self.starts(day), None) is not None:
                found.append(day)
            if len(found) > DAYS:
                break
        return found

    def times(self, day: date) -> list[int]:
        return list(self.starts(day))

    def first(self) -> int | None:
        today = self.local(self.now).date()
        found = (next(self.starts(today + timedelta(days=ahead)), None) for ahead in range(4))
        return next((each for each in found if each is not None), None)

    def starts(self, day: date) -> Any:
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        begin = (midnight - EPOCH) // timedelta(microseconds=1)
        special = [each for each in self.exceptions if each["day"] == day.isoformat()]
        earliest = self.now + self.offer["lead_minutes"] * MINUTE
        for span in special or self.hours.get(day.weekday(), []):
            if span["opens"] is None:
                continue
            last = span["closes"] - self.offer["duration_minutes"]
            for minutes in range(span["opens"], last + 1, self.offer["step_minutes"]):
                at = begin + minutes * MINUTE
                if at >= earliest and self.left(at) is not None:
                    yield at

    def left(self, at: int) -> int | None:
        """The resource that is free then, 0 for seats that are counted; None for neither."""
        if not self.resources:
            return 0 if self.seats.get(at, 0) < self.offer["capacity"] else None
        begin = at - self.offer["buffer_before_minutes"] * MINUTE
        length = self.offer["duration_minutes"] + self.offer["buffer_after_minutes"]
        end = at + length * MINUTE
        busy = {
            each["resource_id"]
            for each in self.taken
            if each["occupied_from"] < end and each["occupied_until"] > begin
        }
        return next((each for each in self.resources if each not in busy), None)


def packed(value: Any) -> str:
    if isinstance(value, date):
        value = value.toordinal()
    text = ""
    while value or not text:
        value, digit = divmod(value, 36)
        text = DIGITS[digit] + text
    return text


def button(label: str, kind: str, *values: Any) -> Row:
    return {"text": label, "callback_data": "_".join((kind, *map(packed, values)))}


def grid(buttons: list[Row], width: int) -> list[list[Row]]:
    return [buttons[at : at + width] for at in range(0, len(buttons), width)]


def way_out(kind: str, *values: Any) -> list[Row]:
    return [button("‹ Back", kind, *values), button("🏠 Home", "home")]


def name(day: date) -> str:
    return f"{day:%a %-d %b}"


def invoice(order: Row) -> Row:
    return {
        "title": order["title"],
        "description": order["merchant"],
        "payload": f"order-{order['id']}",
        "provider_token": "1:TEST:2",
        "currency": order["currency"],
        "prices": json.dumps([{"label": order["title"], "amount": order["total"]}]),
    }


def money(of: Row) -> str:
    return f"{of['price'] / 100:.2f} {of['currency']}"


if __name__ == "__main__":
    main()
