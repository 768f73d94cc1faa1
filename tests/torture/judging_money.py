"""Money: each charge has its code, its bill or its refund, exactly once, and every cent is accounted for."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sandbox.invoices import Payment
from tests.torture.case import Case, Row

PAID = """
    SELECT p.charge_id, p.captured, p.mismatch, p.order_id, i.channel_user,
        COALESCE(v.code, b.key) AS code,
        (SELECT SUM(r.amount) FROM refunds r WHERE r.payment_id = p.id
            AND r.reason IN ('late', 'duplicate', 'wrong_amount', 'wrong_currency',
                'wrong_payer', 'wrong_provider')) AS sent_back
    FROM payments p
    JOIN identities i ON i.person_id = p.guest_id
    LEFT JOIN vouchers v ON v.order_id = p.order_id
    LEFT JOIN bills b ON b.order_id = p.order_id AND b.paid_at IS NOT NULL
    WHERE p.state = 'captured'"""

GIVEN_BACK = """
    SELECT p.charge_id, r.amount, r.state FROM refunds r
    JOIN payments p ON p.id = r.payment_id"""


def judge(case: Case) -> Iterator[str]:
    yield from each_charge(case)
    yield from codes_paid_once(case)
    yield from sums(case)
    yield from refunds(case)


def each_charge(case: Case) -> Iterator[str]:
    booked: dict[str, list[Row]] = defaultdict(list)
    for row in case.rows(PAID):
        booked[row["charge_id"]].append(row)
    for charge in case.charges():
        rows = booked.pop(charge.charge_id, [])
        if len(rows) != 1:
            yield f"a charge of {charge.amount} is booked {len(rows)} times: {charge.charge_id}"
        else:
            yield from one_charge(charge, rows[0])
    for charge_id in booked:
        yield f"money is booked that nobody was charged: {charge_id}"


def one_charge(charge: Payment, row: Row) -> Iterator[str]:
    if (row["captured"], int(row["channel_user"])) != (charge.amount, charge.person):
        yield f"a charge is booked wrong: {charge.view()} as {row}"
    has_code = row["code"] is not None and row["mismatch"] is None and not row["sent_back"]
    went_back = row["sent_back"] == row["captured"]
    if has_code == went_back:
        yield f"a charge has neither code nor refund, or both: {row}"


def codes_paid_once(case: Case) -> Iterator[str]:
    paid = [row for row in case.rows(PAID) if row["code"] and not row["sent_back"]]
    for code, times in Counter(row["code"] for row in paid).items():
        if times > 1:
            yield f"a code was paid {times} times and nothing went back: {code}"


def sums(case: Case) -> Iterator[str]:
    charged = sum(charge.amount for charge in case.charges())
    captured = case.rows("SELECT COALESCE(SUM(captured), 0) AS amount FROM payments")
    posted = case.rows(
        "SELECT COALESCE(SUM(amount), 0) AS amount FROM ledger_postings WHERE source = 'world'"
    )
    amounts = (charged, int(captured[0]["amount"]), int(posted[0]["amount"]))
    if len(set(amounts)) != 1:
        yield "charged {}, captured {}, in the ledger {}".format(*amounts)


def refunds(case: Case) -> Iterator[str]:
    """What the card's owner got back is what we say, no more and no less."""
    ours: dict[str, list[int]] = defaultdict(list)
    for row in case.rows(GIVEN_BACK):
        if row["state"] == "done":
            ours[row["charge_id"]].append(row["amount"])
        elif row["state"] != "by_hand":
            yield f"a refund is not done yet: {row}"
    for charge in case.charges():
        theirs = sorted(charge.refunds.values())
        if theirs != sorted(ours[charge.charge_id]):
            yield f"{charge.charge_id} got back {theirs}, we say {ours[charge.charge_id]}"
