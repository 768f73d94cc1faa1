"""Why words are not taken, of guests, places and support."""

from database.errors import Refusal
from orders.errors.base import OrderRefusal


class TooManySupportMessages(Refusal):
    """The guest wrote to the operators more often today than anybody can answer."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyWords(OrderRefusal):
    """Nothing of what is said is cut: it is said shorter."""

    def __init__(self, order_id: int, length: int, longest: int) -> None:
        super().__init__(order_id)
        self.args = (order_id, length, longest)
        self.length = length
        self.longest = longest


class NobodyToWriteTo(OrderRefusal):
    """Its guest was written in by staff, or has left: nobody would read it."""


class ConversationOver(OrderRefusal):
    """The booking is long over, was never one, or its place is closed."""


class ConversationEnded(OrderRefusal):
    """One of the two sides, or an operator, wants no more messages about it."""


class TooManyMessages(OrderRefusal):
    """One side wrote more often within a day than anybody wants to read."""

    def __init__(self, order_id: int, most: int) -> None:
        super().__init__(order_id)
        self.args = (order_id, most)
        self.most = most


class NothingToReport(OrderRefusal):
    """The other side has written nothing about it."""


class ConversationReported(OrderRefusal):
    """The operators were asked about what was said so far."""


class ConversationReportDecided(OrderRefusal):
    """No report of it waits: another operator was faster, or there was none."""
