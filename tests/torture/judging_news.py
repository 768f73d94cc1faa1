"""News: guests saw their codes, staff heard of every booking, and nobody heard too often."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
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

OF_SERVICES = f"{ORDERS} WHERE o.service_id IS NOT NULL AND o.note <> ''"
"""An order from a menu is told in another way, and told again as it is made."""

NOTICES = "SELECT state, payload, uncertain FROM outbox WHERE kind = 'notice'"

Subject = tuple[int, int, str]
"""Somebody, an order, and what about it."""


@dataclass(frozen=True)
class Promised:
    """How often each person was to hear about each order, and what may have been sent anew."""

    times: Counter[Subject]
    uncertain: set[Subject]


def judge(case: Case) -> Iterator[str]:
    promised = notices(case)
    orders = case.rows(ORDERS)
    yield from codes(case, orders, promised)
    yield from staff(case, case.rows(OF_SERVICES), promised)
    yield from guests(case, promised)
    yield from promotions(case)


def notices(case: Case) -> Promised:
    promised = Promised(Counter(), set())
    for row in case.rows(NOTICES):
        payload = payload_of(row)
        if not payload.get("quiet") and "order" in payload:
            about = payload["about"]
            kind = f"booking {payload['news']}" if about == "booking" else about
            subject = payload["person"], payload["order"], kind
            promised.times[subject] += 1
            if row["uncertain"]:
                promised.uncertain.add(subject)
    return promised


def payload_of(row: Row) -> dict[str, Any]:
    given = row["payload"]
    loaded: dict[str, Any] = json.loads(given) if isinstance(given, str) else given
    return loaded


def codes(case: Case, orders: list[Row], promised: Promised) -> Iterator[str]:
    people, shown = case.people(), defaultdict(list)
    for sent in case.market.witness.sent:
        if sent.code:
            shown[sent.chat, sent.code].append(sent)
    for order in orders:
        seen = shown[people[order["guest_id"]], order["code"]]
        if not seen and order["state"] in {"placed", "confirmed"}:
            yield f"a guest never saw the code of order {order['id']}"
        subjects = [(order["guest_id"], order["id"], about) for about in CODES]
        due = sum(promised.times[each] for each in subjects)
        uncertain = not promised.uncertain.isdisjoint(subjects)
        if case.is_too_often(seen, due, uncertain=uncertain):
            yield f"the code of order {order['id']} was sent {len(seen)} times for {due}{case.told(seen)}"


def staff(case: Case, orders: list[Row], promised: Promised) -> Iterator[str]:
    people, chats = case.people(), case.sent_to()
    workers = defaultdict(list)
    for row in case.rows("SELECT person_id, merchant_id FROM staff"):
        workers[row["merchant_id"]].append(row["person_id"])
    for order in orders:
        for person in workers[order["merchant_id"]]:
            told = [one for one in chats[people[person]] if order["note"] in one.text]
            yield from one_of_staff(case, order, person, told, promised)


def one_of_staff(
    case: Case, order: Row, person: int, about: list[Sent], promised: Promised
) -> Iterator[str]:
    """Heard of everything at least once, and of nothing too often."""
    for news, headline in HEADLINES.items():
        told = [one for one in about if one.text.startswith(headline)]
        subject = person, order["id"], f"booking {news}"
        due, uncertain = promised.times[subject], subject in promised.uncertain
        if (due and not told) or case.is_too_often(told, due, uncertain=uncertain):
            yield (
                f"staff heard {len(told)} times for {due} of {news} order {order['id']}"
                f" ({order['note']}){case.told(told)}"
            )


def guests(case: Case, promised: Promised) -> Iterator[str]:
    """Other news; pages are told from them by their first words."""
    people = {user: person for person, user in case.people().items()}
    told: dict[Subject, list[Sent]] = defaultdict(list)
    for sent in case.market.witness.sent:
        about, order = subject_of(sent)
        if about and order:
            told[people[sent.chat], order, about].append(sent)
    for (person, order, about), messages in told.items():
        subject = person, order, about
        due, uncertain = promised.times[subject], subject in promised.uncertain
        if case.is_too_often(messages, due, uncertain=uncertain):
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
