"""Pictures within a page: small ones, so that no address of their own gives them to anybody."""

from base64 import b64encode
from collections.abc import Iterable

from catalog import media
from chat.turn import Turn
from orders import Review, reviews


def photos_of(turn: Turn, review: Review) -> list[str]:
    """The photos of a review that are kept here, as an image's source."""
    if not review.photos:
        return []
    photos = reviews.photos_of(turn.connection, review.order_id)
    return list(_sources(turn, (each.photo for each in photos)))


def picture_of(turn: Turn, key: str | None) -> str | None:
    """One picture likewise; None where there is none here."""
    return None if key is None else next(iter(_sources(turn, [key])), None)


def _sources(turn: Turn, keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        content = media.thumbnail(turn.connection, key)
        if content is not None:
            yield f"data:image/jpeg;base64,{b64encode(content).decode()}"
