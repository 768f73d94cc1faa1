"""What can be done about somebody whom staff wrote in: they came, they did not, their name goes."""

from collections.abc import Iterator

from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.home_visit import came_words, nobody_words
from handlers.merchant.actions import AskCancelByStaff, AskErasing, AskNobodyCame, SayCame
from orders import OrderView


def written_in_rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    """They have no code to show: the staff's word is all there is."""
    if order.is_live():
        came = Button(came_words(turn, order), SayCame(order.id), Style.SUCCESS)
        if order.is_over(turn.now):
            yield came, Button(nobody_words(turn, order), AskNobodyCame(order.id))
        else:
            yield (came,)
            yield (Button(turn._("Cancel the booking"), AskCancelByStaff(order.id)),)
    elif order.guest:
        yield (Button(turn._("Erase the name"), AskErasing(order.id)),)
