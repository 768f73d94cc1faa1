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
