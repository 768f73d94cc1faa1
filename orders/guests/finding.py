"""A merchant's guests by a word of theirs: of the name, or of a tag that was noted there."""

import json

from sqlalchemy import ColumnElement, Select, Text, cast, or_, select

from orders.guests.note_models import guest_notes
from orders.models import orders
from people.models import people

MOST_WORDS = 5


def named(merchant_id: int, word: str) -> ColumnElement[bool]:
    """Whoever is called so, or was tagged so by this merchant's people."""
    spellings = sorted({word, word.lower(), word.upper(), word.capitalize()})
    called = [people.c.name.contains(each, autoescape=True) for each in spellings]
    return or_(*called, orders.c.guest_id.in_(tagged(merchant_id, spellings)))


def tagged(merchant_id: int, spellings: list[str]) -> Select[int]:
    """Either engine writes a list of words as text in its own way."""
    tags = cast(guest_notes.c.tags, Text)
    written = {form for each in spellings for form in (each, json.dumps(each)[1:-1])}
    found = or_(*(tags.contains(each, autoescape=True) for each in sorted(written)))
    return select(guest_notes.c.guest_id).where(guest_notes.c.merchant_id == merchant_id, found)
