"""Everything that a merchant's people noted of their guests, for a file of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from orders.guests.note_models import guest_notes


@dataclass(frozen=True, slots=True)
class GuestNote:
    """What is noted of one guest."""

    words: str
    tags: Sequence[str]


NOTHING = GuestNote("", ())


def notes_of(connection: Connection, merchant_id: int) -> Mapping[int, GuestNote]:
    """By guest."""
    query = select(guest_notes.c.guest_id, guest_notes.c.words, guest_notes.c.tags).where(
        guest_notes.c.merchant_id == merchant_id
    )
    return {row.guest_id: GuestNote(row.words, tuple(row.tags)) for row in connection.execute(query)}


def note_of(notes: Mapping[int, GuestNote], guest_id: int) -> GuestNote:
    """Of one of them, or nothing."""
    return notes.get(guest_id, NOTHING)
