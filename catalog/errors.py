"""What the catalogue refuses, each carrying the objects that a sentence about it needs."""

from database.errors import Refusal


class SearchUnknown(Refusal):
    """Nobody's search, or somebody else's."""

    def __init__(self, search_id: int) -> None:
        super().__init__(search_id)
        self.search_id = search_id


class MerchantUnknown(Refusal):
    """There is no such merchant."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class MerchantSuspended(Refusal):
    """Nobody joins or invites there until an operator lets it back in."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class StillCancelling(Refusal):
    """A suspended merchant's open orders are not all called off yet."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class AlreadyClaimed(Refusal):
    """The merchant has somebody who looks after it, so it cannot be claimed."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class ClaimUnknown(Refusal):
    """There is no such claim."""

    def __init__(self, claim_id: int) -> None:
        super().__init__(claim_id)
        self.claim_id = claim_id


class ClaimDecided(Refusal):
    """Somebody decided it before; `state` says how."""

    def __init__(self, claim_id: int, state: str) -> None:
        super().__init__(claim_id, state)
        self.claim_id = claim_id
        self.state = state


class TooManyClaims(Refusal):
    """So many claims of one person wait for an operator."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyClaimsToday(TooManyClaims):
    """So many were made within a day, decided ones too."""


class ApplicationUnknown(Refusal):
    """Nobody's application, or somebody else's."""

    def __init__(self, application_id: int) -> None:
        super().__init__(application_id)
        self.application_id = application_id


class ApplicationSent(Refusal):
    """An operator was asked: nothing of it changes any more."""

    def __init__(self, application_id: int) -> None:
        super().__init__(application_id)
        self.application_id = application_id


class ApplicationIncomplete(Refusal):
    """Something that guests need to know of the place was not said yet."""

    def __init__(self, application_id: int) -> None:
        super().__init__(application_id)
        self.application_id = application_id


class ServiceUnknown(Refusal):
    """There is no such service."""

    def __init__(self, service_id: int) -> None:
        super().__init__(service_id)
        self.service_id = service_id


class NotStaff(Refusal):
    """Somebody who does not work there has no role there."""

    def __init__(self, person_id: int) -> None:
        super().__init__(person_id)
        self.person_id = person_id


class LastOwner(Refusal):
    """Without its owner a merchant would be nobody's: it is handed over first."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class HoursUnreadable(Refusal):
    """What was typed is no hours of a day, or nobody can be sure which."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class HoursUnclear(HoursUnreadable):
    """It ends in the afternoon or in the night: how each of them would be typed."""

    def __init__(self, text: str, by_day: str, by_night: str) -> None:
        super().__init__(text)
        self.by_day = by_day
        self.by_night = by_night


class LocationUnknown(Refusal):
    """There is no such place."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class ResourceUnknown(Refusal):
    """There is no such chair, room or person there."""

    def __init__(self, resource_id: int) -> None:
        super().__init__(resource_id)
        self.resource_id = resource_id


class TooManyResources(Refusal):
    """A location has so many, and no more."""

    def __init__(self, location_id: int, most: int) -> None:
        super().__init__(location_id, most)
        self.location_id = location_id
        self.most = most


class LastGiver(Refusal):
    """Nobody else gives the service, which would then have seats of its own."""

    def __init__(self, service_id: int, resource_id: int) -> None:
        super().__init__(service_id, resource_id)
        self.service_id = service_id
        self.resource_id = resource_id


class ClosureUnknown(Refusal):
    """There is no such closure, or it was opened again before."""

    def __init__(self, closure_id: int) -> None:
        super().__init__(closure_id)
        self.closure_id = closure_id


class NotClosable(Refusal):
    """Such days are over, too far away or too many."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class ChangedSince(Refusal):
    """What would be undone was changed again since."""

    def __init__(self, change_id: int) -> None:
        super().__init__(change_id)
        self.change_id = change_id


class NoDayLeft(Refusal):
    """A chair, room or person would never work, and is retired instead."""

    def __init__(self, resource_id: int) -> None:
        super().__init__(resource_id)
        self.resource_id = resource_id


class DetailRefused(Refusal):
    """What a merchant cannot say of itself: `field` is unreadable, or longer than `longest`."""

    def __init__(self, field: str, longest: int | None = None) -> None:
        super().__init__(field, longest)
        self.field = field
        self.longest = longest


class PictureUnreadable(Refusal):
    """What was sent is no picture, too large a one, or nowhere any more."""


class ServicesFull(Refusal):
    """A merchant has so many services: no list is read to its end any more."""

    def __init__(self, merchant_id: int, most: int) -> None:
        super().__init__(merchant_id, most)
        self.merchant_id = merchant_id
        self.most = most


class FieldRefused(Refusal):
    """What something of a merchant's cannot be set to; `field` says of what, and which of its fields."""

    def __init__(self, subject_id: int, field: str) -> None:
        super().__init__(subject_id, field)
        self.subject_id = subject_id
        self.field = field


class TextMissing(FieldRefused):
    """Nothing that could be shown was written."""


class TextTooLong(FieldRefused):
    """`longest` characters fit."""

    def __init__(self, subject_id: int, field: str, longest: int) -> None:
        super().__init__(subject_id, field)
        self.longest = longest


class NumberUnreadable(FieldRefused):
    """Not one whole number, or one length of time where that is asked."""


class NumberOutOfRange(FieldRefused):
    """Less than the least or more than the most."""

    def __init__(self, subject_id: int, field: str, least: int, most: int) -> None:
        super().__init__(subject_id, field)
        self.least = least
        self.most = most


class AmountUnreadable(FieldRefused):
    """Not one amount of its currency."""


class AmountUnclear(FieldRefused):
    """It may be any of these, written without doubt."""

    def __init__(self, subject_id: int, field: str, readings: tuple[str, ...]) -> None:
        super().__init__(subject_id, field)
        self.readings = readings


class PriceUnpayable(FieldRefused):
    """Nobody can pay it at once; with `most` 0, nothing in this currency."""

    def __init__(self, subject_id: int, field: str, least: int, most: int, currency: str) -> None:
        super().__init__(subject_id, field)
        self.least = least
        self.most = most
        self.currency = currency


class WasPriceTooLow(FieldRefused):
    """What it cost before is more than what it costs now, or nobody needs to know."""


class FileRefused(Refusal):
    """A file to import is empty, larger than `largest` bytes, or of no kind that is read."""

    def __init__(self, largest: int) -> None:
        super().__init__(largest)
        self.largest = largest
