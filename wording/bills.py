"""Bills in words of chat and console: what they are, how they stand, and the sign by which both sides know one is paid."""

from datetime import datetime

from markupsafe import Markup

from chat.turn import Turn
from orders import BillKind, BillView, Means, bill_holds, codes

COLOURS = "🟥🟧🟨🟩🟦🟪"


def kind_words(turn: Turn, kind: BillKind) -> Markup:
    """What it is of, without a picture."""
    words = {
        BillKind.BILL: turn._("Bill"),
        BillKind.REST: turn._("Rest of a booking"),
        BillKind.TIP: turn._("Tip"),
    }
    return words[kind]


def titled(turn: Turn, title: str) -> str:
    """What an order is called, in words also where it is a bill or a tip, which are called by a sign."""
    if title not in bill_holds.SIGNS.values():
        return title
    is_tip = title == bill_holds.SIGNS[BillKind.TIP]
    return kind_words(turn, BillKind.TIP if is_tip else BillKind.BILL).unescape()


def colour_of(bill: BillView) -> str:
    """The first of the signs that guest and clerk read alike."""
    return COLOURS[sum(map(codes.ALPHABET.index, bill.proof)) % len(COLOURS)]


def standing_words(turn: Turn, bill: BillView, given_back: int, now: datetime) -> Markup:
    """How it stands, in a table's cell."""
    if bill.paid_at is not None and given_back >= bill.to_pay:
        return turn._("given back")
    if bill.paid_at is not None and given_back:
        return turn._("partly given back")
    if bill.paid_at is not None:
        return turn._("paid")
    if bill.paid_by(now) is not None:
        return turn._("being paid")
    return turn._("open") if bill.is_open(now) else turn._("not paid")


def means_name(turn: Turn, means: Means) -> Markup:
    """How it was paid, in a word."""
    words = {
        Means.CASH: turn._("In cash"),
        Means.CARD: turn._("By card"),
        Means.CHAT: turn._("In the chat"),
        Means.WRITTEN_OFF: turn._("Written off"),
    }
    return words[means]


def taken_name(turn: Turn, what: BillKind | Means) -> Markup:
    """A kind of payment at the counter, as a heading of sums."""
    words: dict[BillKind | Means, Markup] = {
        BillKind.BILL: turn._("Bills"),
        BillKind.REST: turn._("Rests of bookings"),
        BillKind.TIP: turn._("Tips"),
        Means.CASH: turn._("In cash"),
        Means.CARD: turn._("By card"),
        Means.WRITTEN_OFF: turn._("Written off"),
    }
    return words[what]
