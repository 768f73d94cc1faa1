"""A key that every process of a bot knows and no database holds: made of the bot's token."""

import hashlib
import hmac


def key_of(token: str) -> bytes:
    """What is made with it stops being good when the bot gets another token."""
    return hmac.new(token.encode(), b"hereabouts links", hashlib.sha256).digest()
