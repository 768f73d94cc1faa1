"""Data as Telegram signs them for a page that is opened within it, made after its documentation."""

import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import urlencode


def init_data(token: str, user: int, at: datetime) -> str:
    fields = {
        "auth_date": str(int(at.timestamp())),
        "query_id": "AAHdF6IQAAAAAN0XohDhrOrc",
        "user": json.dumps({"id": user, "first_name": "Kim"}),
    }
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256)
    check = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    signed = hmac.new(key.digest(), check.encode(), hashlib.sha256)
    return urlencode({**fields, "hash": signed.hexdigest()})
