"""What went wrong and where a complaint stands, in a few words for buttons and tables."""

from markupsafe import Markup

from chat.turn import Turn
from orders import Stand, Wrong


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
