"""What is said when the market says no: each refusal has its sentence and the next step."""

from types import MappingProxyType

from chat.turn import Turn
from handlers.sentences import (
    accounts,
    bills,
    booking,
    carts,
    catalog,
    complaints,
    counter,
    delivering,
    limits,
    menu,
    messaging,
    people,
    promotions,
    queueing,
    replacing,
    reviewing,
    services,
    shop,
    tables,
    taken,
    talk,
)
from handlers.sentences.explained import Explained, Sentences

__all__ = ["SENTENCES", "Explained", "explain"]

SENTENCES: Sentences = MappingProxyType(
    {
        **talk.SENTENCES,
        **people.SENTENCES,
        **catalog.SENTENCES,
        **services.SENTENCES,
        **menu.SENTENCES,
        **booking.SENTENCES,
        **limits.SENTENCES,
        **taken.SENTENCES,
        **carts.SENTENCES,
        **replacing.SENTENCES,
        **bills.SENTENCES,
        **counter.SENTENCES,
        **delivering.SENTENCES,
        **shop.SENTENCES,
        **accounts.SENTENCES,
        **promotions.SENTENCES,
        **reviewing.SENTENCES,
        **complaints.SENTENCES,
        **messaging.SENTENCES,
        **queueing.SENTENCES,
        **tables.SENTENCES,
    }
)


def explain(turn: Turn, error: Exception) -> Explained:
    """The sentence and the next step for a refusal, an outdated page or a forged button."""
    return SENTENCES[type(error)](turn, error)
