"""What the order backend may refuse, each carrying the objects that its sentence needs."""

from datetime import datetime

from database.errors import Refusal
from database.money import Limits
from orders.pricing import LineChange


class NotBookable(Refusal):
    """The service is gone, switched off, or its merchant takes no orders."""

    def __init__(self, service_id: int) -> None:
        super().__init__(service_id)
        self.service_id = service_id


class NotOrderable(Refusal):
    """Nothing is ordered from this place's menu: it is switched off, or its merchant takes no orders."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class SlotGone(Refusal):
    """The service has no such start: hours changed, or it never had it."""

    def __init__(self, service_id: int, starts_at: datetime | None) -> None:
        super().__init__(service_id, starts_at)
        self.service_id = service_id
        self.starts_at = starts_at


class TooLate(SlotGone):
    """The start has passed, or is closer than the service can be booked."""


class SoldOut(Refusal):
    """Others were faster: fewer seats are left than asked for."""

    def __init__(self, service_id: int, starts_at: datetime) -> None:
        super().__init__(service_id, starts_at)
        self.service_id = service_id
        self.starts_at = starts_at


class ResourceTaken(SoldOut):
    """Others were faster with the one that the guest chose; another may be free still."""

    def __init__(self, service_id: int, starts_at: datetime, resource_id: int, seats: int) -> None:
        super().__init__(service_id, starts_at)
        self.args = (service_id, starts_at, resource_id, seats)
        self.resource_id = resource_id
        self.seats = seats


class ResourceGone(Refusal):
    """The one that the guest chose does not give this service, or not any more."""

    def __init__(self, service_id: int, resource_id: int) -> None:
        super().__init__(service_id, resource_id)
        self.service_id = service_id
        self.resource_id = resource_id


class TooManySeats(Refusal):
    """One order takes at most so many."""

    def __init__(self, service_id: int, most: int) -> None:
        super().__init__(service_id, most)
        self.service_id = service_id
        self.most = most


class TooManySupportMessages(Refusal):
    """The guest wrote to the operators more often today than anybody can answer."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NotPayableAtOnce(Refusal):
    """One payment may not come to so much, or so little: from `fewest` to `most` seats can be paid.

    Where not even one can, `most` is 0.
    """

    def __init__(self, service_id: int, seats: int, fewest: int, most: int) -> None:
        super().__init__(service_id, seats, fewest, most)
        self.service_id = service_id
        self.seats = seats
        self.fewest = fewest
        self.most = most


class NotPayableInOne(Refusal):
    """What is in a cart comes to more, or less, than one payment may."""

    def __init__(self, location_id: int, total: int, currency: str, limits: Limits | None) -> None:
        super().__init__(location_id, total, currency, limits)
        self.location_id = location_id
        self.total = total
        self.currency = currency
        self.limits = limits


class TooManyHolds(Refusal):
    """The guest keeps so many seats unpaid that others would go without."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class StillFree(Refusal):
    """Nobody waits for what can be had."""

    def __init__(self, service_id: int, starts_at: datetime) -> None:
        super().__init__(service_id, starts_at)
        self.service_id = service_id
        self.starts_at = starts_at


class TooManyWaits(Refusal):
    """The guest waits for as many times as one may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class WaitUnknown(Refusal):
    """There is no such wait, or it is somebody else's."""

    def __init__(self, wait_id: int) -> None:
        super().__init__(wait_id)
        self.wait_id = wait_id


class TooManyFree(Refusal):
    """The guest has so many free bookings to come that others would go without."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyFreeHere(TooManyFree):
    """As many at this merchant."""


class TooManyFreeThen(TooManyFree):
    """As many of this very start."""


class TooManyFreeToday(TooManyFree):
    """As many were placed within a day, cancelled ones too."""


class TooManyWrittenIn(Refusal):
    """The people of this place have written in so many just now."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class OrderRefusal(Refusal):
    """Something about one order; the base of what follows."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class NotYourOrder(OrderRefusal):
    """No such order, or it is somebody else's: to the person asking it is the same."""


class BookingsThere(Refusal):
    """Other bookings stand in a time to be closed than whoever closes it was shown."""

    def __init__(self, location_id: int, number: int) -> None:
        super().__init__(location_id, number)
        self.location_id = location_id
        self.number = number


class BookedHere(Refusal):
    """So many guests are still to come for a service to where it is given now."""

    def __init__(self, service_id: int, number: int) -> None:
        super().__init__(service_id, number)
        self.service_id = service_id
        self.number = number


class BookedWithoutResource(Refusal):
    """So many bookings to come stand that no chair, room or person was to give."""

    def __init__(self, resource_id: int, number: int) -> None:
        super().__init__(resource_id, number)
        self.resource_id = resource_id
        self.number = number


class HoldLapsed(OrderRefusal):
    """The seats were not paid in time and are free for others."""


class AlreadyPlaced(OrderRefusal):
    """It is paid or placed already; nothing more to do."""


class NothingToPay(OrderRefusal):
    """A free order is placed, not paid."""


class PaymentNeeded(OrderRefusal):
    """Only a free order is placed without paying."""


class PaymentMismatch(OrderRefusal):
    """Amount or currency are not those of the request: the invoice is outdated."""


class NotYourInvoice(PaymentMismatch):
    """A link to an invoice may reach anybody, but only the order's guest pays it."""


class PaymentUnknown(Refusal):
    """No request for money has this payload."""


class OrderMoved(OrderRefusal):
    """It is in this state by now, where what was asked for is not possible."""

    def __init__(self, order_id: int, state: str) -> None:
        super().__init__(order_id)
        self.args = (order_id, state)
        self.state = state


class NotReschedulable(OrderRefusal):
    """It has no start, was used, or is too near."""


class MovedTooOften(OrderRefusal):
    """It was moved again and again, and each time others had to take note."""


class AskedTooOften(OrderRefusal):
    """Its guest was asked for other times again and again today."""


class ProposalOver(OrderRefusal):
    """The time that its place proposed is kept for the guest no more."""


class NotMovable(OrderRefusal):
    """It has no start, was used, or is over: its place can't move it any more."""


class CodeMistyped(Refusal):
    """The check character says that this code was never given out."""


class CodeUnknown(Refusal):
    """Well-formed, but nobody has this code."""


class TooManyCodes(Refusal):
    """The person has tried so many wrong codes that the next one waits until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class NotYourMerchant(OrderRefusal):
    """The order or its code belongs to a merchant for whom this person does not work."""


class AlreadyRedeemed(OrderRefusal):
    """Every use was made; the last one at this moment, by whom and where."""

    def __init__(self, order_id: int, at: datetime, by: str, where: str) -> None:
        super().__init__(order_id)
        self.args = (order_id, at, by, where)
        self.at = at
        self.by = by
        self.where = where


class VoucherVoid(OrderRefusal):
    """The order was cancelled, declined or refunded: `state` is the order's."""

    def __init__(self, order_id: int, state: str) -> None:
        super().__init__(order_id)
        self.args = (order_id, state)
        self.state = state


class PaymentDisputed(OrderRefusal):
    """The guest's bank asks for the money back: the code rests until it has decided."""


class VoucherExpired(OrderRefusal):
    """Its last moment has passed."""

    def __init__(self, order_id: int, at: datetime) -> None:
        super().__init__(order_id)
        self.args = (order_id, at)
        self.at = at


class NotOver(OrderRefusal):
    """Whether the guest came is said when the slot is over and no code was used."""


class NotWrittenIn(OrderRefusal):
    """Its guest came through the market, and speaks for themselves."""


class RefundSettled(Refusal):
    """The refund is not waiting for anybody's hands: done before, perhaps by somebody else."""

    def __init__(self, refund_id: int, at: datetime | None, by: int | None) -> None:
        super().__init__(refund_id, at, by)
        self.refund_id = refund_id
        self.at = at
        self.by = by


class NothingToGiveBack(OrderRefusal):
    """Nothing was paid for it here, or all of it went back."""


class GivenBackMeanwhile(OrderRefusal):
    """Some of its money went back since that was decided."""


class NotGivenInPart(OrderRefusal):
    """It was paid in a currency that goes back whole."""


class TooMuchToGiveBack(OrderRefusal):
    """It is nothing, or more than the guest paid and has not got back: so much is `left`."""

    def __init__(self, order_id: int, left: int, currency: str) -> None:
        super().__init__(order_id)
        self.args = (order_id, left, currency)
        self.left = left
        self.currency = currency


class NotComplainable(OrderRefusal):
    """It never came to a booking."""


class ComplaintTooLate(OrderRefusal):
    """Its last moment is too long ago."""


class ComplaintsOver(OrderRefusal):
    """The market has decided, or it was said and settled often enough."""


class ComplaintRefusal(Refusal):
    """Something about one complaint."""

    def __init__(self, complaint_id: int) -> None:
        super().__init__(complaint_id)
        self.complaint_id = complaint_id


class ComplaintUnknown(ComplaintRefusal):
    """There is none like that, or it is somebody else's."""


class ComplaintMoved(ComplaintRefusal):
    """Somebody, or time, has brought it further."""


class PartOfComplaint(ComplaintRefusal):
    """Whoever complained, or works where it was, does not decide for the market."""


class NotRateable(OrderRefusal):
    """Only its guest rates an order, once, and after it was redeemed."""


class OwnPlace(OrderRefusal):
    """Whoever works there gives it no stars."""


class ReviewClosed(OrderRefusal):
    """Its guest changes it no more: the time for it is over, it was hidden, or taken back."""


class ReviewGone(OrderRefusal):
    """Others can't read it (any more)."""


class OwnReview(OrderRefusal):
    """Neither its guest nor whoever works there says that it is helpful."""


class TooManyReviewPhotos(OrderRefusal):
    """It has as many as one review may have."""

    def __init__(self, order_id: int, most: int) -> None:
        super().__init__(order_id)
        self.args = (order_id, most)
        self.most = most


class AnsweredAlready(OrderRefusal):
    """The place has said its word: it can be changed or taken back."""


class TooManyWords(OrderRefusal):
    """Nothing of what is said is cut: it is said shorter."""

    def __init__(self, order_id: int, length: int, longest: int) -> None:
        super().__init__(order_id)
        self.args = (order_id, length, longest)
        self.length = length
        self.longest = longest


class ReportedAlready(OrderRefusal):
    """The operators were asked about it as it reads."""


class ReportDecided(OrderRefusal):
    """Nothing waits to be decided about it: another operator was faster, or it was taken back."""


class NobodyToWriteTo(OrderRefusal):
    """Its guest was written in by staff, or has left: nobody would read it."""


class ConversationOver(OrderRefusal):
    """The booking is long over, was never one, or its place is closed."""


class ConversationEnded(OrderRefusal):
    """One of the two sides, or an operator, wants no more messages about it."""


class TooManyMessages(OrderRefusal):
    """One side wrote more often within a day than anybody wants to read."""

    def __init__(self, order_id: int, most: int) -> None:
        super().__init__(order_id)
        self.args = (order_id, most)
        self.most = most


class NothingToReport(OrderRefusal):
    """The other side has written nothing about it."""


class ConversationReported(OrderRefusal):
    """The operators were asked about what was said so far."""


class ConversationReportDecided(OrderRefusal):
    """No report of it waits: another operator was faster, or there was none."""


class NotYourGuest(Refusal):
    """Somebody who never ordered at this merchant, or who was forgotten."""

    def __init__(self, guest_id: int) -> None:
        super().__init__(guest_id)
        self.guest_id = guest_id


class TagsUnfit(Refusal):
    """More tags of a guest than are kept, or one that is longer than fits a list."""

    def __init__(self, merchant_id: int, guest_id: int, most: int, longest: int) -> None:
        super().__init__(merchant_id, guest_id, most, longest)
        self.merchant_id = merchant_id
        self.guest_id = guest_id
        self.most = most
        self.longest = longest


class OtherAccount(Refusal):
    """A payout is said to have gone to an account that is not this merchant's, or to none of them."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class AccountRefused(Refusal):
    """Where no money can be sent."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class HolderMissing(AccountRefused):
    """No name in which the account is."""


class AccountUnreadable(AccountRefused):
    """Nothing that says which account it is."""


class IbanMistyped(AccountRefused):
    """It has the form of an IBAN, and its check digits or its length say that it is none."""


class HolderTooLong(AccountRefused):
    """`longest` characters fit."""

    def __init__(self, merchant_id: int, longest: int) -> None:
        super().__init__(merchant_id)
        self.longest = longest


class AccountTooLong(AccountRefused):
    """`longest` characters fit."""

    def __init__(self, merchant_id: int, longest: int) -> None:
        super().__init__(merchant_id)
        self.longest = longest


class ItemGone(Refusal):
    """It is not on the menu any more."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


class ItemSoldOut(Refusal):
    """Fewer of it are left that day than asked for, or its place said that there is none today."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


class OtherCurrency(Refusal):
    """What is in the cart is priced in another currency than this item."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


class TooManyOfOne(Refusal):
    """One line is of at least one, and at most so many."""

    def __init__(self, item_id: int, most: int) -> None:
        super().__init__(item_id, most)
        self.item_id = item_id
        self.most = most


class CartFull(Refusal):
    """A cart has at most so many lines."""

    def __init__(self, location_id: int, most: int) -> None:
        super().__init__(location_id, most)
        self.location_id = location_id
        self.most = most


class TooManyCarts(Refusal):
    """The guest fills carts at so many places that nobody could mean them all."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class CartEmpty(Refusal):
    """Nothing is in it, or it is there no more."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class CartChanged(Refusal):
    """The menu has changed since it was filled: its guest looks at it again before they pay."""

    def __init__(self, location_id: int, changes: tuple[LineChange, ...]) -> None:
        super().__init__(location_id, changes)
        self.location_id = location_id
        self.changes = changes


class LineNoteTooLong(Refusal):
    """What is wanted of one line takes more than so many characters."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class KitchenFull(Refusal):
    """Others were faster: the kitchen makes no more in these ten minutes."""

    def __init__(self, location_id: int, starts_at: datetime) -> None:
        super().__init__(location_id, starts_at)
        self.location_id = location_id
        self.starts_at = starts_at


class PickupGone(Refusal):
    """The chosen time is over, too soon for so much, or not within the hours of what is ordered."""

    def __init__(self, location_id: int, at: datetime) -> None:
        super().__init__(location_id, at)
        self.location_id = location_id
        self.at = at


class NoPickupSoon(Refusal):
    """It can't be had within the next hours; perhaps at a time that its guest chooses."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class NotATicket(Refusal):
    """What was not ordered from a menu is neither made nor ready."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class PromiseRefused(Refusal):
    """A time that is over, or hours later than what its guest ordered it for."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class LineNotLeft(Refusal):
    """Of this line at least one can be missing, and at most as many as have not gone back yet."""

    def __init__(self, order_id: int, left: int) -> None:
        super().__init__(order_id, left)
        self.order_id = order_id
        self.left = left
