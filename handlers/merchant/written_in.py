"""What can be done about somebody whom staff wrote in: they came, they did not, their name goes."""

from collections.abc import Iterator

from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.merchant.actions import AskCancelByStaff, AskErasing, AskNobodyCame, SayCame
from orders import OrderView


def written_in_rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    """They have no code to show: the staff's word is all there is."""
    if order.is_live():
        came = Button(turn._("✅ The guest came"), SayCame(order.id), Style.SUCCESS)
        if order.is_over(turn.now):
            yield came, Button(turn._("Nobody came"), AskNobodyCame(order.id))
        else:
            yield (came,)
            yield (Button(turn._("Cancel the booking"), AskCancelByStaff(order.id)),)
    elif order.guest:
        yield (Button(turn._("Erase the name"), AskErasing(order.id)),)
