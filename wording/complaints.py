"""What went wrong and where a complaint stands: in a few words, and in a sentence for who reads it."""

from enum import Enum, auto

from markupsafe import Markup

from chat.turn import Turn
from orders import ComplaintView, Stand, Wrong


def wrong_name(turn: Turn, wrong: Wrong) -> Markup:
    """What went wrong, as a guest presses it."""
    words = {
        Wrong.CLOSED: turn._("Closed, or turned away"),
        Wrong.LATE: turn._("A long wait"),
        Wrong.POOR: turn._("Not as promised"),
        Wrong.PRICE: turn._("Charged more than agreed"),
        Wrong.OTHER: turn._("Something else"),
    }
    return words[wrong]


def stand_name(turn: Turn, stand: Stand) -> Markup:
    """Where it stands, as a table says it."""
    words = {
        Stand.OPEN: turn._("waits for the place"),
        Stand.ANSWERED: turn._("answered"),
        Stand.ESCALATED: turn._("waits for {market}", market=turn.market.name),
        Stand.SOLVED: turn._("solved"),
        Stand.DECIDED: turn._("decided"),
    }
    return words[stand]


def nothing_given(turn: Turn, found: ComplaintView) -> Markup:
    """Of a decision without money, after an answer with or without it."""
    if found.answered is None:
        return turn._("No money goes back.")
    return turn._("No more money goes back.")


class Reader(Enum):
    """To whom it is told."""

    GUEST = auto()
    PLACE = auto()
    MARKET = auto()


def stands(turn: Turn, found: ComplaintView, reader: Reader, until: str | None) -> Markup:
    """Where it stands, and what happens until when."""
    market = turn.market.name
    match found.stand:
        case Stand.OPEN if found.waits(Stand.OPEN, turn.now) and until:
            return _until_answered(turn, found, reader, until)
        case Stand.ANSWERED if found.waits(Stand.ANSWERED, turn.now) and until:
            return _until_solved(turn, reader, until)
        case Stand.OPEN | Stand.ESCALATED:
            return _until_decided(turn, found, reader)
        case Stand.DECIDED:
            return turn._("<b>⚖️ {market} has decided. That is final.</b>", market=market)
        case _:
            return turn._("<b>✅ This is solved.</b>")


def _until_answered(turn: Turn, found: ComplaintView, reader: Reader, until: str) -> Markup:
    market = turn.market.name
    if reader is Reader.PLACE:
        return turn._(
            "<b>⏳ {time} left to answer.</b> After that, {market} decides.",
            time=time_left(turn, found),
            market=market,
        )
    return turn._(
        "<b>⏳ {merchant} has until {until} to answer.</b> After that, {market} decides.",
        merchant=found.merchant,
        until=until,
        market=market,
    )


def _until_solved(turn: Turn, reader: Reader, until: str) -> Markup:
    if reader is Reader.GUEST:
        return turn._(
            "<b>Does that solve it?</b> If you say nothing until {until}, it counts as solved.",
            until=until,
        )
    return turn._(
        "<b>⏳ The guest says whether that solves it.</b> Without a word until {until}, it counts as"
        " solved.",
        until=until,
    )


def _until_decided(turn: Turn, found: ComplaintView, reader: Reader) -> Markup:
    market = turn.market.name
    if reader is Reader.MARKET:
        return (
            turn._("<b>⚖️ The place didn't answer in time. You decide.</b>")
            if found.answered_at is None
            else turn._("<b>⚖️ The guest isn't content with the answer. You decide.</b>")
        )
    if found.answered_at is None:
        return turn._(
            "<b>⚖️ The time to answer is over. {market} decides now</b> and tells you here.",
            market=market,
        )
    return turn._("<b>⚖️ {market} decides now</b> and tells you here.", market=market)


def time_left(turn: Turn, found: ComplaintView) -> str:
    """Until it goes on by itself: in hours, at the end in minutes."""
    left = found.left(turn.now)
    minutes = 0 if left is None else max(1, -(-int(left.total_seconds()) // 60))
    return turn.texts.minutes(minutes if minutes < 60 else minutes // 60 * 60)
