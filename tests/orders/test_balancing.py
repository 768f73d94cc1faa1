"""Statements one after another pay out exactly what was earned, whatever moves in between."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orders.settlement.balancing import Movement, balance

FLOWS = (
    ("escrow", "payable", "redeemed"),
    ("escrow", "commission", "redeemed"),
    ("escrow", "payable", "guest"),
    ("escrow", "refund_due", "guest"),
    ("payable", "refund_due", "operator"),
    ("commission", "refund_due", "operator"),
)
MOVEMENTS = st.lists(st.tuples(st.sampled_from(FLOWS), st.integers(1, 10**9)))


@given(st.lists(MOVEMENTS))
def test_whatever_moves_is_paid_out_or_carried_on(runs: list[Any]) -> None:
    brought = paid = owed = 0
    for run in runs:
        movements = [Movement(*flow, amount) for flow, amount in run]
        owed += sum(each.amount for each in movements if each.destination == "payable")
        owed -= sum(each.amount for each in movements if each.source == "payable")
        found = balance(movements, brought)
        paid, brought = paid + found.payout, found.carried
        assert found.payout >= 0 >= found.carried
        assert not (found.payout and found.carried)
        assert paid + brought == owed
