"""What a merchant's people note of a guest, in words and tags."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete

from database.inserting import insert_for, or_change
from orders.errors import TagsUnfit
from orders.guests.note_models import guest_notes
from orders.guests.regulars import require_guest
from people import standing
from people.rights import Right, require

LONGEST = 1000
MOST_TAGS = 8
LONGEST_TAG = 24


def note(
    connection: Connection, merchant_id: int, guest_id: int, words: str, *, by: int, now: datetime
) -> None:
    """Instead of what was noted before."""
    _keep(connection, merchant_id, guest_id, by, words=words, at=now)


def tag(
    connection: Connection, merchant_id: int, guest_id: int, text: str, *, by: int, now: datetime
) -> None:
    """Words that commas or lines part, instead of those of before; TagsUnfit where some would be lost."""
    tags = tags_in(text)
    if len(tags) > MOST_TAGS or any(len(each) > LONGEST_TAG for each in tags):
        raise TagsUnfit(merchant_id, guest_id, MOST_TAGS, LONGEST_TAG)
    _keep(connection, merchant_id, guest_id, by, tags=tags, at=now)


def tags_in(text: str) -> list[str]:
    """Each once, as it was written first."""
    parts = (" ".join(each.split()) for each in _parted(text))
    known: dict[str, str] = {}
    for part in parts:
        if part:
            known.setdefault(part.casefold(), part)
    return list(known.values())


def _parted(text: str) -> list[str]:
    for sign in ("\n", "，", "、", "،", ";", "；"):
        text = text.replace(sign, ",")
    return text.split(",")


def clear(connection: Connection, merchant_id: int, guest_id: int, *, by: int) -> None:
    """Nothing is noted of the guest here any more."""
    require(connection, by, Right.GUESTS, merchant_id)
    here = (guest_notes.c.merchant_id == merchant_id, guest_notes.c.guest_id == guest_id)
    connection.execute(delete(guest_notes).where(*here))


def _keep(connection: Connection, merchant_id: int, guest_id: int, by: int, **values: Any) -> None:
    require(connection, by, Right.GUESTS, merchant_id)
    standing.keep(connection, guest_id)
    require_guest(connection, merchant_id, guest_id)
    key = {"merchant_id": merchant_id, "guest_id": guest_id}
    row = {"words": "", "tags": [], **values, "author_id": by}
    new = insert_for(connection, guest_notes).values(**key, **row)
    connection.execute(or_change(new, tuple(key), ("author_id", *values)))
