"""Money in and out: payments, refunds, disputes, and the ledger that each of them posts to."""
