"""What breaks each rule of money: ledger, payments, refunds, receipts, settlements and bills."""

from types import MappingProxyType

POSTING = (
    "INSERT INTO ledger_postings (source, destination, amount, currency, purpose, merchant_id,"
    " order_id, redemption_id, at) VALUES ({}, 1, 'EUR', 'test', {}, {}, {}, 1)"
)

OWN = ":merchant"

SETTLEMENT = (
    "INSERT INTO settlements (merchant_id, currency, number, until, brought, earned, kept,"
    " returned, commission, refunded, payout, carried, at)"
    " SELECT {}, currency, {}, until, 0, 0, 0, 0, 0, 0, {}, 0, at FROM settlements"
)

TAKEN = (
    "; INSERT INTO settlement_postings (settlement_id, posting_id)"
    " SELECT (SELECT MAX(id) FROM settlements), MIN(posting_id) FROM settlement_postings"
)

PART = (
    "INSERT INTO receipt_taxes (receipt_id, position, basis_points, gross, tax)"
    " SELECT MAX(id), {1}, {2}, {3}, {4} FROM receipts WHERE kind = '{0}'"
)

BROKEN = MappingProxyType(
    {
        "a posting between accounts that do not trade": POSTING.format(
            "'world', 'payable'", OWN, ":live", "NULL"
        ),
        "a posting for another merchant's order": POSTING.format(
            "'world', 'escrow'", ":stranger", ":live", "NULL"
        ),
        "escrow does not hold what an order still owes": POSTING.format(
            "'world', 'escrow'", OWN, ":live", "NULL"
        ),
        "a redeemed order has not earned its price": POSTING.format(
            "'escrow', 'payable'", OWN, ":redeemed", "NULL"
        ),
        "an order that gave back more than was earned by it": POSTING.format(
            "'payable', 'refund_due'", OWN, ":live", "NULL"
        ),
        "a redemption that is not paid out": POSTING.format(
            "'escrow', 'payable'", OWN, ":redeemed", "1"
        ),
        "captured money that the ledger does not know": (
            "UPDATE payments SET captured = captured + 1"
        ),
        "refunds of a payment that do not add up": (
            "UPDATE payments SET refunded = refunded - 1 WHERE refunded > 0"
        ),
        "a dispute's fee that the ledger does not know": (
            "INSERT INTO disputes (payment_id, order_id, provider, dispute_key, amount, currency,"
            " fee, fee_currency, state, opened_at)"
            " SELECT id, order_id, provider, 'dp_1', 1, currency, 1500, 'EUR', 'open', 1"
            " FROM payments WHERE order_id = :live"
        ),
        "a refund that the ledger does not know": (
            "UPDATE refunds SET state = 'done', finished_at = 1"
        ),
        "a posting in two settlements": SETTLEMENT.format(OWN, 2, 0) + TAKEN,
        "a posting in a settlement that is not its own": (
            SETTLEMENT.format(":stranger", 1, 0) + TAKEN
        ),
        "a settlement that is not the sum of its postings": SETTLEMENT.format(OWN, 2, 5),
        "a settlement that does not go on from the last one": SETTLEMENT.format(OWN, 3, 0),
        "a payout that the ledger does not know": (
            "INSERT INTO payouts (settlement_id, paid_by, at)"
            " SELECT MAX(s.id), MAX(p.id), 1 FROM settlements s, people p"
        ),
        "a payout to another merchant's account": (
            "INSERT INTO payout_accounts (merchant_id, holder, account, made_by, made_at)"
            " SELECT MAX(m.id), 'Kim', '', MAX(p.id), 1 FROM merchants m, people p;"
            " INSERT INTO payouts (settlement_id, paid_by, at, account_id)"
            " SELECT MAX(s.id), MAX(p.id), 1, MAX(a.id)"
            " FROM settlements s, people p, payout_accounts a"
        ),
        "a merchant's account that is not what was earned and not paid out": (
            SETTLEMENT.format(OWN, 2, 5)
        ),
        "a series of receipts or invoices with a gap": "UPDATE receipt_series SET last = last + 1",
        "money that came or went back without its receipt or credit note": (
            "UPDATE refunds SET amount = amount + 1"
        ),
        "a receipt that is not the sum of its parts": PART.format("receipt", 9, "NULL", 1, 0),
        "credit notes of more, or of other tax, than their receipt": (
            PART.format("credit_note", 9, 600, 1, 1)
        ),
        "something taken instead that no correction says": (
            "INSERT INTO receipts (merchant_id, kind, number, order_id, payment_id, amount, currency,"
            " content, at) SELECT merchant_id, 'correction', 99, order_id, payment_id, 0, currency,"
            " '{}', at FROM receipts WHERE kind = 'receipt' ORDER BY id LIMIT 1"
        ),
        "a tax that is not the one in its amount": PART.format("receipt", 9, 2000, 600, 99),
        "a settlement whose commission is not the one invoiced": (
            SETTLEMENT.format(":stranger", 1, 0)
            + "; INSERT INTO fee_invoices (settlement_id, kind, number, amount, tax, content, at)"
            " SELECT MAX(id), 'invoice', 99, 1, 0, '{}', 1 FROM settlements"
        ),
        "a payment event that a person must look at": (
            "UPDATE payment_events SET state = 'parked'"
        ),
        "a dispute without its word": (
            "INSERT INTO disputes (payment_id, order_id, provider, dispute_key, amount, currency,"
            " state, opened_at) SELECT id, order_id, provider, 'dp_1', 1, currency, 'lost', 1"
            " FROM payments WHERE order_id = :live"
        ),
        "a payment that could not be recorded": (
            "INSERT INTO dead_updates (update_id, kind, channel, error, at, payment)"
            " VALUES (1, 'paid', 'telegram', 'OSError', 1, '{}')"
        ),
        "a payment event that was forgotten": "UPDATE payment_events SET state = 'captured'",
        "an applied event without its money": "UPDATE payment_events SET payment_id = NULL",
        "captured money without its event": "UPDATE payment_events SET state = 'ignored'",
        "money that fits no request and was not given back": (
            "UPDATE payments SET mismatch = 'wrong_amount' WHERE refunded = 0"
        ),
        "an order that was not paid once": "UPDATE payments SET captured = 0, refunded = 0",
        "an order that leaves something else for the counter than its terms say": (
            "UPDATE orders SET at_counter = 1 WHERE id = :live"
        ),
        "an order that comes to something else than what is had of it": (
            "UPDATE order_adjustments SET amount = amount - 1 WHERE kind = 'discount'"
        ),
        "a payment at the counter that is not what its order left": (
            "INSERT INTO counter_payments (order_id, amount, currency, means, recorded_by, at)"
            " SELECT :live, 1, 'EUR', 'cash', MIN(id), 1 FROM people"
        ),
        "an order that is settled at the counter without a word of it, or the other way round": (
            "UPDATE orders SET counter_settled = true WHERE id = :live"
        ),
        "a bill that was not paid once": "UPDATE bills SET paid_at = NULL WHERE kind = 'bill'",
        "an order that pays something else than its bill": (
            "UPDATE bills SET amount = amount + 100 WHERE kind = 'bill'"
        ),
        "a rest that was paid without its booking's word": (
            "UPDATE bills SET of_order_id = :redeemed WHERE kind = 'rest'"
        ),
        "a tip of which the market took a part": POSTING.format(
            "'escrow', 'commission'", OWN, "(SELECT order_id FROM bills WHERE kind = 'tip')", "NULL"
        ),
    }
)
