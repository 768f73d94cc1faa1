"""What the desk's pages say of bills and of payments at the counter."""

from dataclasses import dataclass

from chat.turn import Turn
from orders import BillKind, CounterBill, Means
from wording.bills import colour_of, kind_words, means_name, standing_words, taken_name


@dataclass(frozen=True, slots=True)
class Words:
    """What the templates say of bills."""

    turn: Turn

    def kind(self, kind: BillKind) -> str:
        return kind_words(self.turn, kind)

    def stands(self, found: CounterBill) -> str:
        return standing_words(self.turn, found.bill, found.given_back, self.turn.now)

    def chip(self, found: CounterBill) -> str:
        """The colour of how it stands, as states of orders have it."""
        if found.bill.paid_at is not None:
            return "redeemed"
        return "placed" if found.bill.is_open(self.turn.now) else "lapsed"

    def colour(self, found: CounterBill) -> str:
        return colour_of(found.bill)

    def means(self, means: Means) -> str:
        return means_name(self.turn, means)

    def taken(self, what: BillKind | Means) -> str:
        return taken_name(self.turn, what)
