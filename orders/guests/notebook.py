"""Everything that a merchant's people noted of their guests, for a file of theirs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from orders.guests.note_models import guest_notes


@dataclass(frozen=True, slots=True)
class GuestNote:
    """What is noted of one guest."""

    words: str
    tags: Sequence[str]


NOTHING = GuestNote("", ())


def notes_of(
    connection: Connection, merchant_id: int, guest_ids: Collection[int] | None = None
) -> Mapping[int, GuestNote]:
    """By guest: of these, or of all of them."""
    here = guest_notes.c
    query = select(here.guest_id, here.words, here.tags).where(here.merchant_id == merchant_id)
    if guest_ids is not None:
        query = query.where(here.guest_id.in_(guest_ids))
    rows = connection.execute(query)
    return {row.guest_id: GuestNote(row.words, tuple(row.tags)) for row in rows}


def note_of(notes: Mapping[int, GuestNote], guest_id: int) -> GuestNote:
    """Of one of them, or nothing."""
    return notes.get(guest_id, NOTHING)
