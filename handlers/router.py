"""Every page and move of the product: whoever adds a flow names it in its folder's `flows.py`."""

from chat.flow import Router
from handlers import complaint_photo, console, invitation
from handlers.courier import flows as courier
from handlers.guest import flows as guest
from handlers.merchant import flows as merchant
from handlers.operator import flows as operator


def make_router() -> Router:
    """What a packed button, link or answer leads to."""
    shared = (complaint_photo.flow, console.flow, invitation.flow)
    return Router([*guest.FLOWS, *merchant.FLOWS, *operator.FLOWS, *courier.FLOWS, *shared])
