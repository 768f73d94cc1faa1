"""What a page itself can't take, each carrying what its sentence needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from catalog.errors import FieldRefused, HoursUnclear
from catalog.menu.errors import ChoiceRefused
from chat.action import Page
from database.errors import Refusal
from orders.errors import BillUnpayable


class TooLong(Refusal):
    """More characters than are kept: nothing is cut, the person is asked again at `again`."""

    def __init__(self, length: int, longest: int, again: Page) -> None:
        super().__init__(length, longest, again)
        self.length = length
        self.longest = longest
        self.again = again


class AskedAgain(Refusal):
    """An answer that does not do: said as its own refusal says it, and asked again at `again`."""

    def __init__(self, refusal: FieldRefused | HoursUnclear, again: Page) -> None:
        super().__init__(refusal, again)
        self.refusal = refusal
        self.again = again


class AmountUnpayable(Refusal):
    """An amount that was typed can't be paid at once, and is asked for again at `again`."""

    def __init__(self, refusal: BillUnpayable, again: Page) -> None:
        super().__init__(refusal, again)
        self.refusal = refusal
        self.again = again


class ChosenWrong(Refusal):
    """What is chosen of an item of a menu does not do, as its own refusal says."""

    def __init__(self, refusal: ChoiceRefused) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class MoveTaken(Refusal):
    """The start that a booking should move to is taken; `anyone` as it was asked for."""

    def __init__(self, order_id: int, starts_at: datetime, *, anyone: bool) -> None:
        super().__init__(order_id, starts_at, anyone)
        self.order_id = order_id
        self.starts_at = starts_at
        self.anyone = anyone


class TimeGone(Refusal):
    """Others took the time that staff wanted; what is free still is at `again`."""

    def __init__(self, again: Page) -> None:
        super().__init__(again)
        self.again = again


class NotOffered(Refusal):
    """What staff wanted to write in is booked by nobody for now; what can be is at `again`."""

    def __init__(self, again: Page) -> None:
        super().__init__(again)
        self.again = again


@contextmanager
def asking_again(again: Page) -> Iterator[None]:
    """For an amount that was typed."""
    try:
        yield
    except BillUnpayable as error:
        raise AmountUnpayable(error, again) from error


def fitting(text: str, longest: int, again: Page) -> str:
    """The text as it is kept; `TooLong` when that would lose something."""
    plain = text.strip()
    if len(plain) > longest:
        raise TooLong(len(plain), longest, again)
    return plain
