"""The pure rules of orders: which states follow which, how long holds last, who gets what money."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from database.json_texts import Written
from orders.models import OrderState as S
from orders.pricing import Line, LineKind, Priced
from payments.port import WHOLE_ONLY

EDGES: frozenset[tuple[S, S]] = frozenset(
    {
        (S.DRAFT, S.HELD),
        (S.DRAFT, S.LAPSED),  # emptied, paid for by another, or left alone for long
        (S.HELD, S.LAPSED),
        (S.HELD, S.PLACED),
        (S.LAPSED, S.PLACED),  # paid late, and the seats could be had again
        (S.PLACED, S.PLACED),  # rescheduled, or what was said of it
        (S.PLACED, S.CONFIRMED),
        (S.PLACED, S.DECLINED),
        (S.PLACED, S.REDEEMED),
        (S.PLACED, S.CANCELLED),
        (S.PLACED, S.EXPIRED),
        (S.CONFIRMED, S.CONFIRMED),  # likewise
        (S.CONFIRMED, S.PLACED),  # rescheduled, the merchant is asked again
        (S.CONFIRMED, S.REDEEMED),
        (S.CONFIRMED, S.CANCELLED),
        (S.CONFIRMED, S.EXPIRED),
    }
)
"""Every arrow that an order may go along; the audit looks for others in the history."""

LIVE = (S.PLACED, S.CONFIRMED)
"""The code can be used."""

COMING = (*LIVE, S.REDEEMED)
"""The guest comes, or has come: what was left for the counter can be paid."""

BOOKED = (S.PLACED, S.CONFIRMED, S.REDEEMED, S.EXPIRED)
"""The seats were taken for good: a guest who came or never came kept them from others."""

OCCUPYING = (S.HELD, *BOOKED)

CLOSED = (S.LAPSED, S.REDEEMED, S.DECLINED, S.CANCELLED, S.EXPIRED)

HOLD = timedelta(minutes=10)
LONGEST_HOLD = timedelta(minutes=30)
CHARGE = timedelta(minutes=2)
"""From the provider's last question to its word that the money came."""

CART = timedelta(days=30)
"""So long is a cart kept that nobody touches."""

HOLDS_AT_ONCE = 5
CLAIMS_COUNT = timedelta(days=14)
"""For so long, at least, it is known what an order took of stock, of a kitchen and of couriers."""

LONGEST_SERVICE = timedelta(days=7)
"""Buffers included; so far back may an order begin that still occupies its resource."""


class PaymentPlan(StrEnum):
    """When and where an order is paid."""

    FULL = "full"  # in the chat, before it is placed
    DEPOSIT = "deposit"  # a part so, the rest at the counter
    AT_SHOP = "at_shop"  # all of it at the counter


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed when it was ordered; later changes of service, merchant and place do not touch it.

    Without a slot, `refund_unused` is about the code's last day and `refund_cancelled` about
    cancelling before it; what is sold today has the same answer to both (docs/decisions/0021).
    Once the merchant `asked_to_move`, the guest moves, cancels or stays away at no cost.
    By `payment_plan` a deposit, or all or nothing is paid ahead; what cancelling and not coming cost is
    a part of that. A `deposit` is for each person, in minor units; of what is from a menu it is
    `deposit_percent` of all. Whoever `missed_visits`, or orders more than `most_unpaid` things (0: of
    whom that was not said), pays ahead what others pay at the shop.
    """

    cancel_free_minutes: int
    late_cancel_percent: int
    no_show_percent: int
    refund_unused: bool
    refund_cancelled: bool
    commission_basis_points: int
    valid_days: int
    auto_confirm: bool
    confirm_minutes: int
    zone: str
    asked_to_move: bool = False
    payment_plan: str = PaymentPlan.FULL
    deposit: int = 0
    missed_visits: int = 0
    deposit_percent: int = 0
    most_unpaid: int = 0

    def fair_in(self, currency: str) -> Self:
        """The same, but where nothing can go back in part the guest gets all or is told: nothing."""
        if currency not in WHOLE_ONLY:
            return self
        return replace(
            self,
            late_cancel_percent=self.late_cancel_percent // 100 * 100,
            no_show_percent=self.no_show_percent // 100 * 100,
        )

    def as_json(self) -> Written:
        return terms_written(self)


@lru_cache(1024)
def terms_written(terms: Terms) -> Written:
    """Many orders have the terms of many others."""
    return Written({name: getattr(terms, name) for name in Terms.__dataclass_fields__})


def paid_ahead(line: Line, terms: Terms) -> int:
    """What of a line is paid before it is placed: a deposit is of a service, a menu is paid whole."""
    if terms.payment_plan == PaymentPlan.AT_SHOP:
        return 0
    if terms.payment_plan == PaymentPlan.DEPOSIT and line.kind == LineKind.SERVICE:
        return min(line.unit_price, terms.deposit) * line.quantity
    return line.amount


def seat_ahead(lines: Iterable[Line], terms: Terms) -> int:
    """What one guest more would have to pay ahead."""
    ones = (replace(line, quantity=1) for line in lines if line.kind == LineKind.SERVICE)
    return sum(paid_ahead(one, terms) for one in ones)


def at_counter(bought: Priced, terms: Terms) -> int:
    """What of a booking is paid at the counter, by the terms agreed; the rest is paid ahead."""
    if terms.payment_plan == PaymentPlan.FULL:
        return 0
    left = sum(line.amount - paid_ahead(line, terms) for line in bought.lines)
    return max(0, min(left, bought.total))


def part_of(amount: int, percent: int) -> int:
    """So many percent of an amount, rounded up."""
    return -(-amount * percent // 100)


def paying_until(created_at: datetime, held_until: datetime, now: datetime) -> datetime:
    """The hold of a guest who goes to pay: time enough, within a bound, never shorter."""
    return max(held_until, min(now + HOLD, created_at + LONGEST_HOLD))


def charging_until(created_at: datetime, held_until: datetime, now: datetime) -> datetime:
    """The hold of a guest whose payment is going through: a little more, but not again and again."""
    return max(held_until, min(now + CHARGE, created_at + LONGEST_HOLD + CHARGE))


def confirm_by(now: datetime, minutes: int, starts_at: datetime | None) -> datetime:
    """When the merchant's silence becomes a no: never after the slot began."""
    deadline = now + timedelta(minutes=minutes)
    return deadline if starts_at is None else min(deadline, max(now, starts_at))


def end_of_day(moment: datetime, zone: str) -> datetime:
    """The midnight that ends the local day of a moment."""
    place = ZoneInfo(zone)
    day = moment.astimezone(place).date() + timedelta(days=1)
    return datetime.combine(day, time(), tzinfo=place).astimezone(UTC)


def valid_until(terms: Terms, ends_at: datetime | None, now: datetime) -> datetime:
    """The code's last moment: the end of the day after the slot's, or of the last of its days.

    So long can be put right what was forgotten at the counter.
    """
    if ends_at is None:
        return end_of_day(now + timedelta(days=terms.valid_days), terms.zone)
    return end_of_day(end_of_day(ends_at, terms.zone), terms.zone)


def days_between(begin: datetime, end: datetime) -> list[str]:
    """The UTC days that a stretch of time touches, earliest first: 2026-11-22, 2026-11-23."""
    first, last = begin.astimezone(UTC).date(), (end - timedelta.resolution).astimezone(UTC).date()
    return [date.fromordinal(n).isoformat() for n in range(first.toordinal(), last.toordinal() + 1)]


def earned(total: int, uses: int, used: int) -> int:
    """What so many uses are worth: the parts of all uses make exactly the total."""
    return total * used // uses


def commission(amount: int, basis_points: int) -> int:
    return amount * basis_points // 10_000


@dataclass(frozen=True, slots=True)
class Split:
    """Money on its way out of escrow, in minor units."""

    refund: int
    kept: int


def split(total: int, uses: int, used: int, kept_percent: int) -> Split:
    """What is left of an order, between guest and merchant; the odd cent is the guest's."""
    left = total - earned(total, uses, used)
    kept = left * kept_percent // 100
    return Split(refund=left - kept, kept=kept)


def kept_on_cancel(
    terms: Terms, starts_at: datetime | None, now: datetime, ready_at: datetime | None = None
) -> int:
    """The percentage that the merchant keeps when the guest cancels at this moment.

    What is ready was made for them.
    """
    if ready_at is not None:
        return terms.no_show_percent
    if starts_at is None:
        return 0 if terms.refund_cancelled else 100
    if terms.asked_to_move:
        return 0
    if now >= starts_at:
        return terms.no_show_percent
    return terms.late_cancel_percent if now > free_until(terms, starts_at) else 0


def free_until(terms: Terms, starts_at: datetime) -> datetime:
    """Until when a booking is moved or cancelled for nothing."""
    ahead = 0 if terms.asked_to_move else terms.cancel_free_minutes
    return starts_at - timedelta(minutes=ahead)


def kept_on_expiry(terms: Terms, starts_at: datetime | None) -> int:
    """The percentage that the merchant keeps of what nobody came for."""
    if starts_at is not None:
        return 0 if terms.asked_to_move else terms.no_show_percent
    return 0 if terms.refund_unused else 100


GUESTS_OWN = ("guest", "unused")
"""Reasons for which an order ends that are the guest's, not the market's."""


def kept_after(currency: str, used: int, reason: str, percent: int) -> int:
    """The percentage of the rest that is kept, where a part can't go back: of Stars, all or nothing.

    A guest who has used a card keeps it or leaves it. Others who call it off give back the whole.
    """
    if not used or currency not in WHOLE_ONLY:
        return percent
    return 100 if reason in GUESTS_OWN else 0


PROPOSAL = timedelta(hours=24)
"""So long is a time kept that a place proposes instead of another one."""


def proposal_until(
    now: datetime, before: datetime, after: datetime, answer_by: datetime | None
) -> datetime:
    """When the guest's silence becomes a no: not after either start, nor after an answer is due."""
    bounds = (now + PROPOSAL, before, after, answer_by)
    return min(each for each in bounds if each is not None)


def is_edge(before: str, after: str) -> bool:
    return (S(before), S(after)) in EDGES


def names(states: Iterable[S]) -> list[str]:
    """The states as the database has them."""
    return [state.value for state in states]
