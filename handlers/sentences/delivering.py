"""What is said where something can't be brought, or a courier pressed what no longer holds."""

from types import MappingProxyType
from zoneinfo import ZoneInfo

from catalog import queries as catalog
from chat.action import Page
from chat.turn import Turn
from handlers.courier.actions import AskCollection, OpenCourierDesk, OpenJob
from handlers.guest.actions import OpenBooking, OpenHome
from handlers.guest.address_actions import OpenAddresses
from handlers.guest.menu_actions import OpenCart, OpenCollectionTimes
from handlers.hours import near_time
from handlers.merchant.actions import OpenStaffBooking
from handlers.merchant.delivery_actions import AskFetchCode, OpenCourierWeek
from handlers.sentences.explained import Explained, Sentences
from orders import carts, collection_times, couriers, errors, queries
from people.rights import Right


def address_missing(turn: Turn, error: errors.AddressMissing) -> Explained:
    words = turn._("Where shall it be brought? Please choose an address.")
    return Explained(words, OpenAddresses(cart=error.location_id))


def collection_gone(turn: Turn, error: errors.CollectionGone) -> Explained:
    words = turn._("It can't be collected at that time any more. Please choose another one.")
    return Explained(words, OpenCollectionTimes(error.location_id))


def collection_full(turn: Turn, error: errors.CollectionFull) -> Explained:
    cart = carts.cart_of(turn.connection, turn.person.id, error.location_id, turn.now)
    free = None
    if cart is not None:
        free = collection_times.next_free(turn.connection, cart, error.at, turn.now)
    if cart is None or free is None:
        words = turn._("Others were faster: nobody is free to collect it at that time.")
        return Explained(words, OpenCart(error.location_id))
    words = turn._(
        "Others were faster: nobody is free to collect it at {time}. The next time is {next}.",
        time=near_time(turn, error.at, cart.zone),
        next=near_time(turn, free, cart.zone),
    )
    day = free.astimezone(ZoneInfo(cart.zone)).date()
    return Explained(words, OpenCollectionTimes(error.location_id, day))


def address_too_far(turn: Turn, error: errors.AddressTooFar) -> Explained:
    words = turn._("They don't deliver there. Choose another address, or pick it up.")
    return Explained(words, OpenCart(error.location_id))


def too_little_to_bring(turn: Turn, error: errors.TooLittleToBring) -> Explained:
    least = turn.texts.money(error.least, error.currency)
    words = turn._("They deliver from {least}. Add something, or pick it up.", least=least)
    return Explained(words, OpenCart(error.location_id))


def offer_over(turn: Turn, _error: errors.OfferOver) -> Explained:
    words = turn._("Another courier was faster, or the time to answer is over.")
    return Explained(words, _courier_page(turn))


def courier_busy(turn: Turn, error: errors.CourierBusy) -> Explained:
    words = turn._("You have an order to bring first.")
    mine = couriers.job_of(turn.connection, turn.person.id) == error.order_id
    return Explained(words, OpenJob(error.order_id) if mine else _courier_page(turn))


def not_on_shift(turn: Turn, _error: errors.NotOnShift) -> Explained:
    words = turn._("You are off shift. Begin your shift, and go on from there.")
    return Explained(words, _courier_page(turn))


def wrong_fetch_code(turn: Turn, error: errors.WrongFetchCode) -> Explained:
    words = turn._("That's not the number of this order's courier. Please type it once more.")
    return Explained(words, AskFetchCode(error.order_id))


def wrong_collection_number(turn: Turn, error: errors.WrongCollectionNumber) -> Explained:
    words = turn._("That's not the guest's number. Please ask for it once more, and type it.")
    return Explained(words, AskCollection(error.order_id))


def not_collected_yet(turn: Turn, error: errors.NotCollectedYet) -> Explained:
    words = turn._("It is not at the place yet. Press “We have it” once it is.")
    return Explained(words, _whose(turn, error.order_id))


def with_courier(turn: Turn, error: errors.WithCourier) -> Explained:
    words = turn._("A courier has this order, and hands it over with this code.")
    return Explained(words, OpenStaffBooking(error.order_id))


def wrong_code(turn: Turn, error: errors.WrongCode) -> Explained:
    words = turn._("That's the code of another order. Please ask your guest for this one's.")
    return Explained(words, OpenJob(error.order_id))


def not_at_the_door(turn: Turn, error: errors.NotAtTheDoor) -> Explained:
    away = turn.texts.distance(error.meters)
    words = turn._(
        "By your location you are {distance} from the door. Share it anew once you are there.",
        distance=away,
    )
    return Explained(words, OpenJob(error.order_id))


def wait_longer(turn: Turn, error: errors.WaitLonger) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    zone = turn.market.zone if order is None else order.zone
    until = turn.texts.time(error.until, zone)
    words = turn._("The guest was told that you wait until {time}.", time=until)
    return Explained(words, OpenJob(error.order_id))


def not_left_at_door(turn: Turn, error: errors.NotLeftAtDoor) -> Explained:
    words = turn._("The guest wants it handed over in person. Please ask for the code.")
    return Explained(words, OpenJob(error.order_id))


def no_delivery(turn: Turn, error: errors.NoDelivery) -> Explained:
    return Explained(turn._("That order is not yours to bring."), _whose(turn, error.order_id))


def delivery_moved(turn: Turn, error: errors.DeliveryMoved) -> Explained:
    words = turn._("That has changed meanwhile. Here's how it stands:")
    return Explained(words, _whose(turn, error.order_id))


def courier_paid(turn: Turn, error: errors.CourierPaid) -> Explained:
    words = turn._("That is marked as paid already, or earned them nothing.")
    return Explained(words, _week_page(turn, error.merchant_id))


def earned_meanwhile(turn: Turn, error: errors.EarnedMeanwhile) -> Explained:
    words = turn._(
        "They have done something else meanwhile. Please look once more, and press again."
    )
    return Explained(words, _week_page(turn, error.merchant_id))


def payment_taken_back(turn: Turn, error: errors.PaymentTakenBack) -> Explained:
    words = turn._("Somebody has taken this back already.")
    return Explained(words, _week_page(turn, error.merchant_id))


def too_late_to_take_back(turn: Turn, error: errors.TooLateToTakeBack) -> Explained:
    words = turn._(
        "That was so long ago that it stays as it is. Please settle it with the courier."
    )
    return Explained(words, _week_page(turn, error.merchant_id))


def _week_page(turn: Turn, merchant_id: int) -> Page:
    merchant = catalog.merchant(turn.connection, merchant_id)
    may = Right.SALES in turn.person.rights.get(merchant_id, ())
    if merchant is None or not merchant.locations or not may:
        return OpenHome()
    return OpenCourierWeek(merchant.locations[0].id)


def _whose(turn: Turn, order_id: int) -> Page:
    """The order as the person sees it: its guest, its place, its courier."""
    order = queries.order(turn.connection, order_id)
    if order is None:
        return _courier_page(turn)
    if order.guest_id == turn.person.id:
        return OpenBooking(order_id)
    if Right.BOOKINGS in turn.person.rights.get(order.merchant_id, ()):
        return OpenStaffBooking(order_id)
    if couriers.job_of(turn.connection, turn.person.id) == order_id:
        return OpenJob(order_id)
    return _courier_page(turn)


def _courier_page(turn: Turn) -> Page:
    may = any(Right.DELIVER in rights for rights in turn.person.rights.values())
    return OpenCourierDesk() if may else OpenHome()


SENTENCES: Sentences = MappingProxyType(
    {
        errors.AddressMissing: address_missing,
        errors.AddressTooFar: address_too_far,
        errors.CollectionFull: collection_full,
        errors.CollectionGone: collection_gone,
        errors.TooLittleToBring: too_little_to_bring,
        errors.OfferOver: offer_over,
        errors.CourierBusy: courier_busy,
        errors.NotOnShift: not_on_shift,
        errors.WrongFetchCode: wrong_fetch_code,
        errors.WrongCollectionNumber: wrong_collection_number,
        errors.NotCollectedYet: not_collected_yet,
        errors.WithCourier: with_courier,
        errors.WrongCode: wrong_code,
        errors.NotAtTheDoor: not_at_the_door,
        errors.WaitLonger: wait_longer,
        errors.NotLeftAtDoor: not_left_at_door,
        errors.NoDelivery: no_delivery,
        errors.DeliveryMoved: delivery_moved,
        errors.CourierPaid: courier_paid,
        errors.EarnedMeanwhile: earned_meanwhile,
        errors.PaymentTakenBack: payment_taken_back,
        errors.TooLateToTakeBack: too_late_to_take_back,
    }
)
