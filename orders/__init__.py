"""The shared order backend, and all of it that the rest of the house may use.

A room for each part of an order's life; what stands beside them (tables, rules, refusals, the reading
of an order under lock) is what the rooms share.
"""

from orders import agreed_addresses, auditing, codes, errors, transitions
from orders.agreed_addresses import OrderAddress, address_for, addresses_for
from orders.auditing import proving, recounting, recounting_claims
from orders.auditing.recounting import RecountedLocation, RecountedSlot
from orders.auditing.recounting_claims import RecountedCounter
from orders.bills import counter_lists
from orders.bills import holding as bill_holds
from orders.bills import making as bills
from orders.bills import reading as bill_views
from orders.bills import recording as counter_payments
from orders.bills import resting as rests
from orders.bills import tipping as tips
from orders.bills.bill_models import BillKind, Means
from orders.bills.counter_lists import CounterBill, CounterDue, CounterPress, Taken
from orders.bills.reading import BillView
from orders.booking import (
    answering,
    availability,
    counter,
    giving,
    lapsing,
    offers,
    placing,
    proposals,
    proposing,
    relocating,
    rescheduling,
    visiting,
)
from orders.booking.availability import Availability, Free, Moving
from orders.booking.counter import CounterGuest
from orders.booking.offer_rows import terms_of
from orders.booking.offers import Offer, terms_offered
from orders.booking.preferring import Fitting, fitting
from orders.booking.proposals import Proposal
from orders.booking.proposing import Goal
from orders.booking.record import terms_for
from orders.booking.soonest import Soonest, soonest
from orders.complaints import answering as complaint_answers
from orders.complaints import clock as complaint_clock
from orders.complaints import complaining
from orders.complaints import deciding as complaint_decisions
from orders.complaints.answering import Gift
from orders.complaints.complaint_models import Stand, Wrong
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
    setting_out,
    suspending,
)
from orders.course.cancelling import Quote
from orders.delivery import (
    carrying,
    collecting,
    courier_payments,
    couriers,
    deciding,
    deliveries,
    delivery_lists,
    earnings,
    handing_over,
    live_map,
    offering,
    overdue,
    paying_couriers,
)
from orders.delivery.courier_payments import CourierPayment
from orders.delivery.couriers import Courier
from orders.delivery.deliveries import Delivery
from orders.delivery.delivery_lists import Job
from orders.delivery.delivery_models import DeliveryState, Handover, Why
from orders.delivery.earnings import Earned, Ride
from orders.delivery.news import Step
from orders.delivery.offering import Offer as Offered
from orders.delivery.paying_couriers import Work as CourierWork
from orders.guests import notebook, noting, regulars, written_in
from orders.guests.regulars import BehindGuest, GuestCard, GuestKind, GuestLine
from orders.menu import (
    addons,
    carts,
    collection_times,
    drafts,
    repeating,
    replacements,
    replacing,
    ticket_lists,
    tickets,
    usual,
)
from orders.menu.carts import Cart, CartLine
from orders.menu.places import PaidHere
from orders.menu.plans import HowPaid
from orders.menu.repeating import Again
from orders.menu.replacements import Replacement
from orders.menu.ticket_lists import Ticket
from orders.messaging import ending as message_ends
from orders.messaging import reporting as message_reports
from orders.messaging import speaking as message_sides
from orders.messaging import writing as messages
from orders.messaging.message_models import Side
from orders.money import (
    capturing,
    disputes,
    goodwill,
    lacking,
    paying,
    preparing,
    reconciling,
    recording,
    refund_tasks,
    refunding,
)
from orders.money.capturing import CapturedPayment
from orders.money.disputes import Dispute
from orders.money.goodwill import Givable
from orders.money.lacking import LineLeft
from orders.money.recording import ProviderEvent
from orders.money.refund_tasks import RefundTask
from orders.money.taking_off import Shares
from orders.payable import payable_seats
from orders.pricing import priced
from orders.reading import (
    at_hand,
    calendars,
    complaint_views,
    conversations,
    daily,
    desk_lists,
    figures,
    finding,
    lists,
    merchant_bookings,
    postings,
    queries,
    reports,
    reviews,
    scoring,
    sold,
    vouchers,
)
from orders.reading.at_hand import AtHand
from orders.reading.briefs import PaymentBrief, RedemptionBrief, RefundBrief
from orders.reading.calendars import Entry
from orders.reading.complaint_views import ComplaintView
from orders.reading.conversations import (
    BookingMessage,
    Conversation,
    Report,
    ReportedConversation,
)
from orders.reading.desk_lists import Behind, Shelf, Sieve
from orders.reading.figures import Day
from orders.reading.finding import Change
from orders.reading.had import HadLine, Missing, had
from orders.reading.lists import Deserted, OrderLine
from orders.reading.merchant_bookings import Counted, Within
from orders.reading.queries import OrderView
from orders.reading.reports import ParkedEvent, RefundByHand, Sales
from orders.reading.reviews import Review, ReviewPhoto
from orders.reading.scoring import MarketScore, Score
from orders.reading.sold import Sold
from orders.reading.vouchers import VoucherView
from orders.receipts import reading as receipt_views
from orders.receipts.contents import SoldLine
from orders.receipts.fees import FeeInvoice, FeeIssuer
from orders.receipts.finding import Wanted as WantedReceipts
from orders.receipts.finding import found as find_receipts
from orders.receipts.finding import placed as placed_of_receipts
from orders.receipts.reading import Receipt
from orders.receipts.receipt_models import ReceiptKind
from orders.reviewing import answering as review_answers
from orders.reviewing import changing as review_changes
from orders.reviewing import helping as review_presses
from orders.reviewing import reporting as review_reports
from orders.settlement import accounts, payouts, settling, statements
from orders.settlement.accounts import PayoutAccount
from orders.settlement.settling import Unsettled
from orders.settlement.statements import Statement
from orders.sitting import at_table as table_views
from orders.sitting import ending as table_ends
from orders.sitting import removing, sitting_down, taking_over
from orders.sitting.at_table import AtTable, Seat, Sitter, Standing, TableLine, Unpaid
from orders.sitting.removing import Removed
from orders.support import supporting
from orders.support.supporting import SupportMessage, Talk
from orders.waitlist import offering as waitlist_offers
from orders.waitlist import waiting as waits
from orders.waitlist.waiting import Wait

__all__ = [
    "Again",
    "AtHand",
    "AtTable",
    "Availability",
    "Behind",
    "BehindGuest",
    "BillKind",
    "BillView",
    "BookingMessage",
    "CapturedPayment",
    "Cart",
    "CartLine",
    "Change",
    "ComplaintView",
    "Conversation",
    "Counted",
    "CounterBill",
    "CounterDue",
    "CounterGuest",
    "CounterPress",
    "Courier",
    "CourierPayment",
    "CourierWork",
    "Day",
    "Delivery",
    "DeliveryState",
    "Deserted",
    "Dispute",
    "Earned",
    "Entry",
    "FeeInvoice",
    "FeeIssuer",
    "Fitting",
    "Free",
    "Gift",
    "Givable",
    "Goal",
    "GuestCard",
    "GuestKind",
    "GuestLine",
    "HadLine",
    "Handover",
    "HowPaid",
    "Job",
    "LineLeft",
    "MarketScore",
    "Means",
    "Missing",
    "Moving",
    "Offer",
    "Offered",
    "OrderAddress",
    "OrderLine",
    "OrderView",
    "PaidHere",
    "ParkedEvent",
    "PaymentBrief",
    "PayoutAccount",
    "Proposal",
    "ProviderEvent",
    "Quote",
    "Receipt",
    "ReceiptKind",
    "RecountedCounter",
    "RecountedLocation",
    "RecountedSlot",
    "RedemptionBrief",
    "RefundBrief",
    "RefundByHand",
    "RefundTask",
    "Removed",
    "Replacement",
    "Report",
    "ReportedConversation",
    "Review",
    "ReviewPhoto",
    "Ride",
    "Sales",
    "Score",
    "Seat",
    "Shares",
    "Shelf",
    "Side",
    "Sieve",
    "Sitter",
    "Sold",
    "SoldLine",
    "Soonest",
    "Stand",
    "Standing",
    "Statement",
    "Step",
    "SupportMessage",
    "TableLine",
    "Taken",
    "Talk",
    "Ticket",
    "Unpaid",
    "Unsettled",
    "VoucherView",
    "Wait",
    "WantedReceipts",
    "Why",
    "Within",
    "Wrong",
    "accounts",
    "addons",
    "address_for",
    "addresses_for",
    "agreed_addresses",
    "answering",
    "at_hand",
    "attending",
    "auditing",
    "availability",
    "bill_holds",
    "bill_views",
    "bills",
    "calendars",
    "cancelling",
    "capturing",
    "carrying",
    "carts",
    "clearing",
    "codes",
    "collecting",
    "collection_times",
    "complaining",
    "complaint_answers",
    "complaint_clock",
    "complaint_decisions",
    "complaint_views",
    "confirming",
    "conversations",
    "counter",
    "counter_lists",
    "counter_payments",
    "courier_payments",
    "couriers",
    "daily",
    "deciding",
    "deliveries",
    "delivery_lists",
    "desk_lists",
    "disputes",
    "drafts",
    "earnings",
    "errors",
    "expiring",
    "figures",
    "find_receipts",
    "finding",
    "fitting",
    "giving",
    "goodwill",
    "guessing",
    "had",
    "handing_over",
    "lacking",
    "lapsing",
    "lists",
    "live_map",
    "merchant_bookings",
    "message_ends",
    "message_reports",
    "message_sides",
    "messages",
    "notebook",
    "noting",
    "offering",
    "offers",
    "overdue",
    "payable_seats",
    "paying",
    "paying_couriers",
    "payouts",
    "placed_of_receipts",
    "placing",
    "postings",
    "preparing",
    "priced",
    "proposals",
    "proposing",
    "proving",
    "queries",
    "rating",
    "receipt_views",
    "reconciling",
    "recording",
    "recounting",
    "recounting_claims",
    "redeeming",
    "refund_tasks",
    "refunding",
    "regulars",
    "relocating",
    "reminding",
    "removing",
    "repeating",
    "replacements",
    "replacing",
    "reports",
    "rescheduling",
    "rests",
    "review_answers",
    "review_changes",
    "review_presses",
    "review_reports",
    "reviews",
    "scoring",
    "setting_out",
    "settling",
    "sitting_down",
    "sold",
    "soonest",
    "statements",
    "supporting",
    "suspending",
    "table_ends",
    "table_views",
    "taking_over",
    "terms_for",
    "terms_of",
    "terms_offered",
    "ticket_lists",
    "tickets",
    "tips",
    "transitions",
    "usual",
    "visiting",
    "vouchers",
    "waitlist_offers",
    "waits",
    "written_in",
]
