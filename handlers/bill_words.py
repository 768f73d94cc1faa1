"""A bill in words, the same for its guest and its place; and the sign by which both know that it is paid."""

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.hours import near_time
from orders import BillKind, BillView, OrderView, Taken, bill_holds, queries
from orders.models import Fulfilment
from wording.bills import colour_of, taken_name


def is_bill(order: OrderView) -> bool:
    """Whether it pays for what was had already."""
    return order.fulfilment is Fulfilment.COUNTER


def is_settled(turn: Turn, bill: BillView | None) -> bool:
    """Whether the rest that it would pay was paid at the counter meanwhile, or is asked for no more."""
    if bill is None or bill.kind is not BillKind.REST or bill.of_order_id is None or bill.paid_at:
        return False
    visit = queries.order(turn.connection, bill.of_order_id)
    return visit is not None and not visit.left_at_counter


def unpaid_words(turn: Turn, order: OrderView, *, settled: bool) -> Markup:
    """Until when it may be paid, if it still may."""
    if settled:
        return turn._("✅ Nothing is left to pay.")
    if order.held_until is None or not order.is_held(turn.now):
        return turn._("Not paid in time.")
    until = turn.texts.time(order.held_until, order.zone)
    return turn._("⏳ Not paid yet. Yours to pay until {until}.", until=until)


def title_words(turn: Turn, kind: BillKind) -> Markup:
    """What it is."""
    words = {
        BillKind.BILL: turn._("<b>🧾 Bill</b>"),
        BillKind.REST: turn._("<b>🧾 Rest of a booking</b>"),
        BillKind.TIP: turn._("<b>💛 Tip</b>"),
    }
    return words[kind]


def paid_title(turn: Turn, sign: str) -> Markup:
    """Likewise by the sign that its order is called by."""
    return title_words(
        turn, BillKind.TIP if sign == bill_holds.SIGNS[BillKind.TIP] else BillKind.BILL
    )


def taken_words(turn: Turn, taken: Taken) -> Markup:
    """How often and how much of a kind was paid, and what of it went back."""
    told = turn._(
        "{name}: {number} · {amount}",
        name=taken_name(turn, taken.what),
        number=turn.texts.number(taken.number),
        amount=turn.texts.money(taken.amount, taken.currency),
    )
    if not taken.given_back:
        return told
    back = turn.texts.money(taken.given_back, taken.currency)
    return turn._("{payments}, given back {amount}", payments=told, amount=back)


def sum_words(turn: Turn, bill: BillView) -> Markup:
    """What it comes to, line by line where something is taken off."""
    to_pay = turn.texts.money(bill.to_pay, bill.currency)
    if not bill.discount:
        return turn._("Total <b>{total}</b>", total=to_pay)
    return lines(
        turn._("Bill {amount}", amount=turn.texts.money(bill.amount, bill.currency)),
        turn._(
            "{percent}% off: −{amount}",
            percent=turn.texts.number(bill.discount_percent),
            amount=turn.texts.money(bill.discount, bill.currency),
        ),
        turn._("Total <b>{total}</b>", total=to_pay),
    )


def proof_words(turn: Turn, bill: BillView) -> Markup | None:
    """A colour, four signs and the time, which guest and clerk read alike."""
    if bill.paid_at is None:
        return None
    return turn._(
        "{colour} <b>{proof}</b> · {when}",
        colour=colour_of(bill),
        proof=bill.proof,
        when=near_time(turn, bill.paid_at, bill.zone),
    )
