"""What is said at the counter when a code does not open anything: plainly, and with the reason."""

from types import MappingProxyType
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.action import Page
from chat.turn import Turn
from handlers.courier.actions import OpenCourierDesk, OpenJob
from handlers.courier.shift import only_brings
from handlers.guest.actions import OpenBookings, OpenHome
from handlers.hours import near_time
from handlers.merchant.actions import AskCode, OpenGivingBack, OpenGuest, OpenStaffBooking
from handlers.names import called
from handlers.operator.actions import OpenOrder
from handlers.orders import last_day
from handlers.roles import merchant_desk, operator_desk
from handlers.sentences.explained import Explained, Sentences
from orders import couriers, errors, queries
from orders.models import OrderState


def code_mistyped(turn: Turn, _error: errors.CodeMistyped) -> Explained:
    words = turn._("One character is wrong. Check the code and type it again.")
    return Explained(words, _desk(turn))


def code_unknown(turn: Turn, _error: errors.CodeUnknown) -> Explained:
    if only_brings(turn):
        return _not_brought(turn)
    if turn.person.merchants:
        return Explained(turn._("No booking has this code."), _desk(turn))
    return Explained(
        turn._("That's not one of your codes. Here are your bookings:"), OpenBookings()
    )


def too_many_codes(turn: Turn, error: errors.TooManyCodes) -> Explained:
    when = near_time(turn, error.until, turn.market.zone)
    words = turn._("Too many wrong codes. Please try again at {when}.", when=when)
    return Explained(words, _desk(turn))


def not_your_merchant(turn: Turn, _error: errors.NotYourMerchant) -> Explained:
    if only_brings(turn):
        return _not_brought(turn)
    return Explained(turn._("This code is for another place."), _desk(turn))


def _not_brought(turn: Turn) -> Explained:
    """What a courier reads of every code but the one at the door."""
    job = couriers.job_of(turn.connection, turn.person.id)
    words = turn._("That's not the code of what you are bringing.")
    return Explained(words, OpenCourierDesk() if job is None else OpenJob(job))


def not_your_guest(turn: Turn, _error: errors.NotYourGuest) -> Explained:
    return Explained(turn._("No guest of yours has this name any more."), _desk(turn))


def tags_unfit(turn: Turn, error: errors.TagsUnfit) -> Explained:
    words = turn._(
        "A guest has up to {number} tags of at most {longest} characters each.",
        number=turn.texts.number(error.most),
        longest=turn.texts.number(error.longest),
    )
    return Explained(words, OpenGuest(error.merchant_id, error.guest_id))


def already_redeemed(turn: Turn, error: errors.AlreadyRedeemed) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    when = near_time(turn, error.at, order.zone if order else turn.market.zone)
    place = error.where or (order.merchant if order else turn.market.name)
    words = turn._(
        "Already used: {when} by {staff} at {place}.",
        when=when,
        staff=called(turn, error.by),
        place=place,
    )
    return Explained(words, _desk(turn))


def voucher_void(turn: Turn, error: errors.VoucherVoid) -> Explained:
    return Explained(_void(turn, error.state), _desk(turn))


def voucher_expired(turn: Turn, error: errors.VoucherExpired) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    day = last_day(turn, error.at, order.zone if order else turn.market.zone)
    return Explained(turn._("This code was valid until {day}.", day=day), _desk(turn))


def payment_disputed(turn: Turn, _error: errors.PaymentDisputed) -> Explained:
    words = turn._("On hold: the guest's bank is disputing this payment.")
    return Explained(words, operator_desk(turn) if turn.person.operator else _desk(turn))


def not_over(turn: Turn, error: errors.NotOver) -> Explained:
    words = turn._("You can say that once it's over and the code wasn't used.")
    return Explained(words, OpenStaffBooking(error.order_id))


def not_written_in(turn: Turn, error: errors.NotWrittenIn) -> Explained:
    words = turn._("This guest booked here themselves, so only they can have their name erased.")
    return Explained(words, OpenStaffBooking(error.order_id))


def nothing_to_give_back(turn: Turn, error: errors.NothingToGiveBack) -> Explained:
    words = turn._("There is nothing left to give back for this booking.")
    return Explained(words, _booking(turn, error.order_id))


def given_back_meanwhile(turn: Turn, error: errors.GivenBackMeanwhile) -> Explained:
    words = turn._("Money was given back for this booking since. Look again first.")
    return Explained(words, _booking(turn, error.order_id))


def not_given_in_part(turn: Turn, error: errors.NotGivenInPart) -> Explained:
    words = turn._("Stars can only be given back in full.")
    return Explained(words, OpenGivingBack(error.order_id))


def too_late_to_give_back(turn: Turn, error: errors.TooLateToGiveBack) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    zone = turn.market.zone if order is None else order.zone
    day = turn.texts.full_day(error.until.astimezone(ZoneInfo(zone)).date())
    words = turn._(
        "You could give of it until {day}. Ask the support of the market to do it now.", day=day
    )
    return Explained(words, _booking(turn, error.order_id))


def too_much_to_give_back(turn: Turn, error: errors.TooMuchToGiveBack) -> Explained:
    left = turn.texts.money(error.left, error.currency)
    words = turn._("You can give back any amount up to {amount}.", amount=left)
    return Explained(words, OpenGivingBack(error.order_id))


def _booking(turn: Turn, order_id: int) -> Page:
    order = queries.order(turn.connection, order_id)
    if order is not None and order.merchant_id in turn.person.merchants:
        return OpenStaffBooking(order_id)
    return OpenOrder(order_id) if turn.person.operator else OpenHome()


def refund_settled(turn: Turn, _error: errors.RefundSettled) -> Explained:
    return Explained(turn._("This refund is already settled."), operator_desk(turn))


def _void(turn: Turn, state: str) -> Markup:
    if state == OrderState.DECLINED:
        return turn._("Not valid: the booking was declined and refunded.")
    return turn._("Not valid: the booking was cancelled.")


def _desk(turn: Turn) -> Page:
    """Whoever works for several is not asked for which: the next code says it."""
    ours = turn.person.merchants
    if len(ours) > 1:
        return AskCode(min(ours))
    return merchant_desk(turn) if ours else OpenHome()


SENTENCES: Sentences = MappingProxyType(
    {
        errors.CodeMistyped: code_mistyped,
        errors.CodeUnknown: code_unknown,
        errors.TooManyCodes: too_many_codes,
        errors.NotYourMerchant: not_your_merchant,
        errors.NotYourGuest: not_your_guest,
        errors.TagsUnfit: tags_unfit,
        errors.AlreadyRedeemed: already_redeemed,
        errors.VoucherVoid: voucher_void,
        errors.VoucherExpired: voucher_expired,
        errors.PaymentDisputed: payment_disputed,
        errors.NotOver: not_over,
        errors.NotWrittenIn: not_written_in,
        errors.NothingToGiveBack: nothing_to_give_back,
        errors.GivenBackMeanwhile: given_back_meanwhile,
        errors.NotGivenInPart: not_given_in_part,
        errors.TooLateToGiveBack: too_late_to_give_back,
        errors.TooMuchToGiveBack: too_much_to_give_back,
        errors.RefundSettled: refund_settled,
    }
)
