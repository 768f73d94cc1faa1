"""Why something is not paid at the counter."""

from orders.errors.base import OrderRefusal


class NothingLeftToPay(OrderRefusal):
    """Nothing was left for the counter, or it is paid, or nobody comes any more."""
