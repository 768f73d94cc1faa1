"""A merchant's poster and table stand, to print."""

from chat.turn import Turn
from console.asking import Ask, Poster, View
from console.authorising import our_shop
from console.room import Room
from people.rights import Right

room = Room()


@room.page("/m/{merchant}/poster")
def poster_page(turn: Turn, ask: Ask) -> View:
    return View("merchant/poster.html", {"shop": our_shop(turn, ask, Right.SHOP)})


@room.page("/m/{merchant}/poster/file")
def poster_file(turn: Turn, ask: Ask) -> Poster:
    return Poster(our_shop(turn, ask, Right.SHOP), ask.query.get("paper", "a4"))
