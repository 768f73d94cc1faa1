"""News: guests saw their codes, staff heard of every booking, and nobody heard too often."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from handlers.guest.actions import OpenBooking
from tests.torture.case import Case, Row
from tests.torture.phone import action_of
from tests.torture.witness import Sent

HEADLINES = {
    "new": "🔔 New booking",
    "cancelled": "❌ Booking cancelled",
    "rescheduled": "🔁 Booking moved",
}
MARKS = {
    "refund_done": "💸 ",
    "redeemed": "Your code was used",
    "reminder": "🔔 ",
    "confirmed": "expects you",
    "late_payment": "Your payment came after|You paid twice|Your payment was not",
}
CODES = ("voucher", "rescheduled")

ORDERS = """
    SELECT o.id, o.guest_id, o.merchant_id, o.note, o.state, o.placed_at, v.code
    FROM orders o JOIN vouchers v ON v.order_id = o.id"""

OF_SERVICES = f"{ORDERS} WHERE o.service_id IS NOT NULL"
"""An order from a menu is told in another way, and told again as it is made."""

NOTICES = "SELECT state, payload FROM outbox WHERE kind = 'notice'"


def judge(case: Case) -> Iterator[str]:
    promised = notices(case)
    orders = case.rows(ORDERS)
    yield from codes(case, orders, promised)
    yield from staff(case, case.rows(OF_SERVICES), promised)
    yield from guests(case, promised)
    yield from promotions(case)


def notices(case: Case) -> Counter[tuple[int, int, str]]:
    """How often each person was to hear about each order: (person, order, about)."""
    found: Counter[tuple[int, int, str]] = Counter()
    for row in case.rows(NOTICES):
        payload = payload_of(row)
        if not payload.get("quiet") and "order" in payload:
            about = payload["about"]
            kind = f"booking {payload['news']}" if about == "booking" else about
            found[payload["person"], payload["order"], kind] += 1
    return found


def payload_of(row: Row) -> dict[str, Any]:
    given = row["payload"]
    loaded: dict[str, Any] = json.loads(given) if isinstance(given, str) else given
    return loaded


def codes(case: Case, orders: list[Row], promised: Counter[tuple[int, int, str]]) -> Iterator[str]:
    people, shown = case.people(), defaultdict(list)
    for sent in case.market.witness.sent:
        if sent.code:
            shown[sent.chat, sent.code].append(sent)
    for order in orders:
        seen = shown[people[order["guest_id"]], order["code"]]
        if not seen and order["state"] in {"placed", "confirmed"}:
            yield f"a guest never saw the code of order {order['id']}"
        due = sum(promised[order["guest_id"], order["id"], about] for about in CODES)
        if case.is_too_often(seen, due):
            yield f"the code of order {order['id']} was sent {len(seen)} times for {due}{case.told(seen)}"


def staff(case: Case, orders: list[Row], promised: Counter[tuple[int, int, str]]) -> Iterator[str]:
    people, chats = case.people(), case.sent_to()
    workers = defaultdict(list)
    for row in case.rows("SELECT person_id, merchant_id FROM staff"):
        workers[row["merchant_id"]].append(row["person_id"])
    for order in orders:
        for person in workers[order["merchant_id"]]:
            told = [one for one in chats[people[person]] if order["note"] in one.text]
            due = {news: promised[person, order["id"], f"booking {news}"] for news in HEADLINES}
            yield from one_of_staff(case, order, told, due)


def one_of_staff(case: Case, order: Row, about: list[Sent], due: dict[str, int]) -> Iterator[str]:
    """Heard of everything at least once, and of nothing too often."""
    for news, headline in HEADLINES.items():
        told = [one for one in about if one.text.startswith(headline)]
        missed = due[news] and not told
        if missed or case.is_too_often(told, due[news]):
            yield (
                f"staff heard {len(told)} times for {due[news]} of {news} order {order['id']}"
                f" ({order['note']}){case.told(told)}"
            )


def guests(case: Case, promised: Counter[tuple[int, int, str]]) -> Iterator[str]:
    """Other news; pages are told from them by their first words."""
    people = {user: person for person, user in case.people().items()}
    told: dict[tuple[int, int, str], list[Sent]] = defaultdict(list)
    for sent in case.market.witness.sent:
        about, order = subject_of(sent)
        if about and order:
            told[people[sent.chat], order, about].append(sent)
    for (person, order, about), messages in told.items():
        due = promised[person, order, about]
        if case.is_too_often(messages, due):
            yield f"{about} of order {order} was sent {len(messages)} times for {due}{case.told(messages)}"


def subject_of(sent: Sent) -> tuple[str | None, int | None]:
    found = [action for each in sent.data if isinstance(action := action_of(each), OpenBooking)]
    first = sent.text.partition("\n")[0]
    about = next(
        (
            name
            for name, marks in MARKS.items()
            if any(mark in first for mark in marks.split("|")) and "New booking" not in first
        ),
        None,
    )
    return about, found[0].order if found else None


def promotions(case: Case) -> Iterator[str]:
    """Never twice, whatever happened; and whoever counts as reached was."""
    for words in case.words:
        reached = Counter(sent.chat for sent in case.market.witness.sent if sent.text == words)
        for chat, times in reached.items():
            if times > 1:
                yield f"{chat} got {words!r} {times} times"
    yield from recorded(case)


def recorded(case: Case) -> Iterator[str]:
    people, chats = case.people(), case.sent_to()
    rows = case.rows(
        "SELECT r.person_id, r.state, c.words FROM campaign_recipients r"
        " JOIN campaigns c ON c.id = r.campaign_id"
    )
    for row in rows:
        came = any(sent.text == row["words"] for sent in chats[people[row["person_id"]]])
        if row["state"] == "sent" and not came:
            yield f"{row['words']!r} counts as sent and never came"
        if row["state"] in {"waiting", "sending", "failed"}:
            yield f"{row['words']!r} is {row['state']} at the end"
