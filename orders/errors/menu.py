"""Why something of a menu cannot be had, made or handed over."""

from datetime import datetime

from database.errors import Refusal
from orders.errors.base import OrderRefusal
from orders.pricing import LineChange


class ItemGone(Refusal):
    """It is not on the menu any more."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


class MadeAlready(OrderRefusal):
    """It is ready and nothing of it is paid: whoever does not come for it has missed it."""


class ItemSoldOut(Refusal):
    """Fewer of it are left that day than asked for, or its place said that there is none today."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


class OtherCurrency(Refusal):
    """What is in the cart is priced in another currency than this item."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


class TooManyOfOne(Refusal):
    """One line is of at least one, and at most so many."""

    def __init__(self, item_id: int, most: int) -> None:
        super().__init__(item_id, most)
        self.item_id = item_id
        self.most = most


class TooManyUnpaid(OrderRefusal):
    """Of so many things at most a guest has nothing paid at a place; `order_id` is the visit for more."""

    def __init__(self, order_id: int, most: int) -> None:
        super().__init__(order_id)
        self.args = (order_id, most)
        self.most = most


class CartFull(Refusal):
    """A cart has at most so many lines."""

    def __init__(self, location_id: int, most: int) -> None:
        super().__init__(location_id, most)
        self.location_id = location_id
        self.most = most


class TooManyCarts(Refusal):
    """The guest fills carts at so many places that nobody could mean them all."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class CartEmpty(Refusal):
    """Nothing is in it, or it is there no more."""

    def __init__(self, location_id: int, order_id: int) -> None:
        super().__init__(location_id, order_id)
        self.location_id = location_id
        self.order_id = order_id


class CartChanged(Refusal):
    """The menu has changed since it was filled: its guest looks at it again before they pay."""

    def __init__(self, location_id: int, changes: tuple[LineChange, ...]) -> None:
        super().__init__(location_id, changes)
        self.location_id = location_id
        self.changes = changes


class LineNoteTooLong(Refusal):
    """What is wanted of one line takes more than so many characters."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class KitchenFull(Refusal):
    """Others were faster: the kitchen makes no more in these ten minutes."""

    def __init__(self, location_id: int, starts_at: datetime) -> None:
        super().__init__(location_id, starts_at)
        self.location_id = location_id
        self.starts_at = starts_at


class PickupGone(Refusal):
    """The chosen time is over, too soon for so much, or not within the hours of what is ordered."""

    def __init__(self, location_id: int, at: datetime) -> None:
        super().__init__(location_id, at)
        self.location_id = location_id
        self.at = at


class NoPickupSoon(Refusal):
    """It can't be had within the next hours; perhaps at a time that its guest chooses."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class NotATicket(Refusal):
    """What was not ordered from a menu is neither made nor ready."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class PromiseRefused(Refusal):
    """A time that is over, or hours later than what its guest ordered it for."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class LineNotLeft(Refusal):
    """Of this line at least one can be missing, and at most as many as have not gone back yet."""

    def __init__(self, order_id: int, left: int) -> None:
        super().__init__(order_id, left)
        self.order_id = order_id
        self.left = left


class AlreadyAsked(Refusal):
    """The guest is asked for something else instead of this line already."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class ReplacementOver(Refusal):
    """Whether something else will do is answered already, or nobody waits for it any more."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class ReplacementGone(Refusal):
    """What was proposed instead has run out meanwhile, too."""

    def __init__(self, replacement_id: int) -> None:
        super().__init__(replacement_id)
        self.replacement_id = replacement_id


class NothingElse(Refusal):
    """It can't be proposed instead: it is the same, of another place, or priced in other money."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id
