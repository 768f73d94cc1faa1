"""A merchant and its orders as its own staff may see them; to everybody else there are none."""

from catalog import queries as catalog
from catalog.views import MerchantView, ServiceView
from chat.errors import NotAllowed, PageOutdated
from chat.turn import Turn
from handlers.merchant.actions import OpenPeople
from orders import OrderView, queries
from people import queries as people
from people.queries import PersonView, StaffView
from people.rights import Right


def may(turn: Turn, right: Right, merchant_id: int) -> bool:
    """Whether the person's role at the merchant grants it."""
    return right in turn.person.rights.get(merchant_id, ())


def require_staff(turn: Turn, merchant_id: int, right: Right | None = None) -> None:
    """`NotAllowed` for whoever does not work there (any more), or not as one who may."""
    if merchant_id not in turn.person.merchants:
        raise NotAllowed
    if right is not None and not may(turn, right, merchant_id):
        raise NotAllowed


def our_merchant(turn: Turn, merchant_id: int, right: Right | None = None) -> MerchantView:
    """The merchant for whom the person works."""
    require_staff(turn, merchant_id, right)
    merchant = catalog.merchant(turn.connection, merchant_id)
    if merchant is None:
        raise NotAllowed
    return merchant


def our_order(turn: Turn, order_id: int, right: Right = Right.BOOKINGS) -> OrderView:
    """An order of a merchant for whom the person works."""
    order = queries.order(turn.connection, order_id)
    if order is None or order.proposed_for is not None:
        raise NotAllowed
    require_staff(turn, order.merchant_id, right)
    return order


def zone_of(turn: Turn, merchant: MerchantView) -> str:
    """The time zone of a merchant's days."""
    return merchant.locations[0].zone if merchant.locations else turn.market.zone


def our_service(turn: Turn, service_id: int) -> ServiceView:
    """A service of a merchant whose shop the person may change."""
    service = catalog.service(turn.connection, service_id)
    if service is None:
        raise NotAllowed
    require_staff(turn, service.merchant_id, Right.SHOP)
    return service


def our_colleague(turn: Turn, merchant_id: int, person_id: int) -> tuple[StaffView, PersonView]:
    """One of the staff, for whoever decides about them."""
    our_merchant(turn, merchant_id, Right.PEOPLE)
    everybody = people.staff_views(turn.connection, merchant_id)
    member = next((each for each in everybody if each.person_id == person_id), None)
    person = people.person(turn.connection, person_id)
    if member is None or person is None:
        raise PageOutdated(OpenPeople(merchant_id))
    return member, person
