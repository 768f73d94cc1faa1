"""What is had in turn, at homes or paid in parts: deposits and what they left, numbers in the queue, times that freed up."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from tests.torture.case import Case
from tests.torture.judging_news import payload_of

STANDS = "('placed', 'confirmed', 'redeemed')"

AHEAD = f"""
    SELECT o.id, o.total, o.at_counter, SUM(p.captured) AS captured FROM orders o
    JOIN payments p ON p.order_id = o.id AND p.state = 'captured' AND p.mismatch IS NULL
    WHERE o.at_counter > 0 AND o.state IN {STANDS} AND NOT EXISTS (
        SELECT 1 FROM refunds r WHERE r.payment_id = p.id AND r.reason IN ('late', 'duplicate'))
    GROUP BY o.id, o.total, o.at_counter HAVING SUM(p.captured) <> o.total - o.at_counter"""

REST = """
    SELECT c.order_id, c.amount, o.at_counter FROM counter_payments c
    JOIN orders o ON o.id = c.order_id WHERE c.amount <> o.at_counter"""

REST_TWICE = """
    SELECT b.of_order_id, c.means FROM bills b
    LEFT JOIN counter_payments c ON c.bill_id = b.id
    WHERE b.kind = 'rest' AND b.paid_at IS NOT NULL AND c.order_id IS NULL"""

NUMBERS = """
    SELECT location_id, session_at, number FROM queue_tickets
    ORDER BY location_id, session_at, number"""

NOT_COLLECTED = """
    SELECT d.order_id FROM deliveries d
    JOIN orders o ON o.id = d.order_id
    JOIN delivery_settings s ON s.location_id = o.location_id AND s.collects
    WHERE d.state = 'handed_over' AND d.received_at IS NULL"""

TO_NOWHERE = f"""
    SELECT o.id FROM orders o LEFT JOIN order_addresses a ON a.order_id = o.id
    WHERE o.fulfilment = 'home' AND o.state IN {STANDS} AND a.order_id IS NULL"""

OFFERED_TWICE = """
    SELECT order_id, COUNT(*) AS waits FROM waitlist
    WHERE order_id IS NOT NULL GROUP BY order_id HAVING COUNT(*) > 1"""

TOLD = {
    "🎉 It's free!": ("seats_freed", None),
    "🔔 It's your turn! Come in": ("queue_ticket", "called"),
}
"""What somebody hears who waited, by what it says; pages that say the same are edited, not sent."""

NOTICES = "SELECT payload, uncertain FROM outbox WHERE kind = 'notice'"


def judge(case: Case) -> Iterator[str]:
    queries = {
        "what was paid ahead is not the deposit": AHEAD,
        "what was paid at the counter is not what was left": REST,
        "the rest was paid in the chat and at the counter": REST_TWICE,
        "brought back without having been at its place": NOT_COLLECTED,
        "somebody is visited who said no address": TO_NOWHERE,
        "one hold was offered to two": OFFERED_TWICE,
    }
    for words, query in queries.items():
        yield from (f"{words}: {row}" for row in case.rows(query))
    yield from numbered(case)
    yield from told(case)


def numbered(case: Case) -> Iterator[str]:
    """In each session from 1 on without a gap."""
    rows = case.rows(NUMBERS)
    for session, series in groupby(rows, lambda row: (row["location_id"], row["session_at"])):
        numbers = [row["number"] for row in series]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"the queue of {session} gave out {numbers}"


def told(case: Case) -> Iterator[str]:
    """Nobody is called, or told of what is free, oftener than happened."""
    rows = [(_subject(payload_of(row)), row["uncertain"]) for row in case.rows(NOTICES)]
    promised = Counter(subject for subject, _ in rows)
    anew = {subject for subject, uncertain in rows if uncertain}
    people = {user: person for person, user in case.people().items()}
    for words, (about, why) in TOLD.items():
        for chat, sent in case.sent_to().items():
            heard = [one for one in sent if words in one.text]
            subject = people.get(chat), about, why
            due = promised[subject]
            if case.is_too_often(heard, due, uncertain=subject in anew):
                yield f"{words!r} was sent {len(heard)} times to {chat} for {due}{case.told(heard)}"


def _subject(payload: dict[str, Any]) -> tuple[int | None, str | None, str | None]:
    return payload.get("person"), payload.get("about"), payload.get("why")
