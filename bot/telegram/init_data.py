"""Who opened a page of ours inside Telegram, by the data that Telegram signs with the bot's token."""

import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl

OLDEST = timedelta(minutes=10)
AHEAD = timedelta(minutes=1)
"""By how much Telegram's clock may be before ours."""
LONGEST = 8192


def opener(token: str) -> Callable[[str, datetime], str | None]:
    """Says who vouched data name, at a moment; None for what is forged, old or of nobody."""

    def opened_by(data: str, now: datetime) -> str | None:
        return user_of(token, data, now)

    return opened_by


def user_of(token: str, data: str, now: datetime) -> str | None:
    fields = _fields(data)
    given = fields.pop("hash", "")
    if not hmac.compare_digest(signature(token, fields).encode(), given.encode()):
        return None
    if not _is_fresh(fields.get("auth_date", ""), now):
        return None
    return _user(fields.get("user", ""))


def signature(token: str, fields: dict[str, str]) -> str:
    """As Telegram documents it: over all fields by name, with a key made of the token."""
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), sha256).digest()
    return hmac.new(key, lines.encode(), sha256).hexdigest()


def _fields(data: str) -> dict[str, str]:
    """A name that comes twice is nobody's work but a forger's."""
    if len(data) > LONGEST:
        return {}
    try:
        pairs = parse_qsl(data, keep_blank_values=True, max_num_fields=30)
    except ValueError:
        return {}
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else {}


def _is_fresh(moment: str, now: datetime) -> bool:
    if not moment.isascii() or not moment.isdigit() or len(moment) > 12:
        return False
    age = now - datetime.fromtimestamp(int(moment), UTC)
    return -AHEAD <= age <= OLDEST


def _user(text: str) -> str | None:
    try:
        user = json.loads(text)
    except ValueError:
        return None
    number = user.get("id") if isinstance(user, dict) else None
    return str(number) if isinstance(number, int) and not isinstance(number, bool) else None
