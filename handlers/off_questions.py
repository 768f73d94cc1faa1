"""Whether it shall be called off, asked of a booking or an order by its own name, whoever is asked."""

from markupsafe import Markup

from chat.turn import Turn
from handlers.orders import is_of_menu
from orders import OrderView


def cancel_question(turn: Turn, order: OrderView) -> Markup:
    if is_of_menu(order):
        return turn._("<b>Cancel this order?</b>")
    return turn._("<b>Cancel this booking?</b>")


def decline_question(turn: Turn, order: OrderView) -> Markup:
    if is_of_menu(order):
        return turn._("<b>Decline this order?</b>")
    return turn._("<b>Decline this booking?</b>")
