"""A place on the map in words: the same in the chat and at the desk."""

from catalog.views import Place
from chat.turn import Turn


def place_words(turn: Turn, place: Place) -> str:
    """A place with what tells it from others of its name."""
    words = place.name
    if place.within:
        words = turn._("{place}, {town}", place=words, town=place.within)
    if place.country:
        country = turn.texts.country(place.country)
        words = turn._("{place}, {town}", place=words, town=country)
    if place.near:
        words = turn._("{place}, near {town}", place=words, town=place.near)
    return words
