"""What refusals of an order have in common."""

from database.errors import Refusal


class OrderRefusal(Refusal):
    """Something about one order; the base of what follows."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class NotYourOrder(OrderRefusal):
    """No such order, or it is somebody else's: to the person asking it is the same."""


class OrderMoved(OrderRefusal):
    """It is in this state by now, where what was asked for is not possible."""

    def __init__(self, order_id: int, state: str) -> None:
        super().__init__(order_id)
        self.args = (order_id, state)
        self.state = state


class NotYourMerchant(OrderRefusal):
    """The order or its code belongs to a merchant for whom this person does not work."""
