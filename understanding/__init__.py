"""What a sentence wants: understood by rules and words of each language, without a model."""

from understanding.reading import understand
from understanding.wish import NEVER_SAID, Change, Days, Intent, Order, Times, When, Wish

__all__ = ["NEVER_SAID", "Change", "Days", "Intent", "Order", "Times", "When", "Wish", "understand"]
