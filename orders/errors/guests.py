"""Why a place may not note something of a guest."""

from database.errors import Refusal


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
