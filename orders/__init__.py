"""The shared order backend, and all of it that the rest of the house may use.

A room for each part of an order's life; what stands beside them (tables, rules, refusals, the reading
of an order under lock) is what the rooms share.
"""

from orders import auditing, codes, errors, transitions
from orders.auditing import proving, recounting
from orders.auditing.recounting import RecountedLocation, RecountedSlot
from orders.booking import (
    availability,
    counter,
    giving,
    lapsing,
    offers,
    overlapping,
    placing,
    relocating,
    rescheduling,
)
from orders.booking.availability import Availability
from orders.booking.counter import CounterGuest
from orders.booking.offers import Offer, payable_seats, terms_of, terms_offered
from orders.booking.soonest import Soonest, soonest
from orders.course import (
    attending,
    cancelling,
    clearing,
    confirming,
    expiring,
    guessing,
    rating,
    redeeming,
    reminding,
    suspending,
)
from orders.course.cancelling import Quote
from orders.guests import notebook, noting, regulars
from orders.guests.regulars import BehindGuest, GuestCard, GuestKind, GuestLine
from orders.money import (
    capturing,
    disputes,
    paying,
    preparing,
    reconciling,
    recording,
    refund_tasks,
    refunding,
)
from orders.money.capturing import CapturedPayment
from orders.money.disputes import Dispute
from orders.money.recording import ProviderEvent
from orders.money.refund_tasks import RefundTask
from orders.reading import (
    daily,
    desk_lists,
    finding,
    lists,
    postings,
    queries,
    reports,
    reviews,
    sold,
    vouchers,
)
from orders.reading.briefs import PaymentBrief, RedemptionBrief, RefundBrief
from orders.reading.desk_lists import Behind, Shelf
from orders.reading.finding import Change
from orders.reading.lists import Counted, Deserted, OrderLine, Within
from orders.reading.queries import OrderView
from orders.reading.reports import ParkedEvent, RefundByHand, Sales
from orders.reading.reviews import Review
from orders.reading.sold import Sold
from orders.reading.vouchers import VoucherView
from orders.settlement import accounts, payouts, settling, statements
from orders.settlement.accounts import PayoutAccount
from orders.settlement.settling import Unsettled
from orders.settlement.statements import Statement
from orders.support import supporting
from orders.support.supporting import SupportMessage, Talk

__all__ = [
    "Availability",
    "Behind",
    "BehindGuest",
    "CapturedPayment",
    "Change",
    "Counted",
    "CounterGuest",
    "Deserted",
    "Dispute",
    "GuestCard",
    "GuestKind",
    "GuestLine",
    "Offer",
    "OrderLine",
    "OrderView",
    "ParkedEvent",
    "PaymentBrief",
    "PayoutAccount",
    "ProviderEvent",
    "Quote",
    "RecountedLocation",
    "RecountedSlot",
    "RedemptionBrief",
    "RefundBrief",
    "RefundByHand",
    "RefundTask",
    "Review",
    "Sales",
    "Shelf",
    "Sold",
    "Soonest",
    "Statement",
    "SupportMessage",
    "Talk",
    "Unsettled",
    "VoucherView",
    "Within",
    "accounts",
    "attending",
    "auditing",
    "availability",
    "cancelling",
    "capturing",
    "clearing",
    "codes",
    "confirming",
    "counter",
    "daily",
    "desk_lists",
    "disputes",
    "errors",
    "expiring",
    "finding",
    "giving",
    "guessing",
    "lapsing",
    "lists",
    "notebook",
    "noting",
    "offers",
    "overlapping",
    "payable_seats",
    "paying",
    "payouts",
    "placing",
    "postings",
    "preparing",
    "proving",
    "queries",
    "rating",
    "reconciling",
    "recording",
    "recounting",
    "redeeming",
    "refund_tasks",
    "refunding",
    "regulars",
    "relocating",
    "reminding",
    "reports",
    "rescheduling",
    "reviews",
    "settling",
    "sold",
    "soonest",
    "statements",
    "supporting",
    "suspending",
    "terms_of",
    "terms_offered",
    "transitions",
    "vouchers",
]
