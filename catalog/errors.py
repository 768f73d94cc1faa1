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
