"""What people may be refused, each carrying the objects that its sentence needs."""

from collections.abc import Sequence
from datetime import datetime

from database.errors import Refusal


class InvitationUnknown(Refusal):
    """No invitation has this token: mistyped, cut short or made up."""


class InvitationExpired(Refusal):
    """The link is older than it was good for."""

    def __init__(self, expired_at: datetime) -> None:
        super().__init__(expired_at)
        self.expired_at = expired_at


class InvitationVoid(Refusal):
    """Whoever made it may not invite any more, or it was taken back."""


class NoRight(Refusal):
    """The person neither works there nor runs the market (any more)."""


class LastOperator(Refusal):
    """Without them nobody would run the market."""


class NamedBySetting(Refusal):
    """The installation's settings make them operator: only there they can be taken out."""


class InvitationUsed(Refusal):
    """Somebody has joined by the link before, maybe the same person."""

    def __init__(self, used_at: datetime) -> None:
        super().__init__(used_at)
        self.used_at = used_at


class TooManyInvitations(Refusal):
    """So many links are open already; each is a key for whoever has it."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class LiveVouchers(Refusal):
    """A person who still has something booked or paid cannot be forgotten before it is over."""

    def __init__(self, orders: Sequence[int]) -> None:
        super().__init__(orders)
        self.orders = tuple(orders)


class MoneyUnderWay(LiveVouchers):
    """Likewise while money of theirs is not settled: a payment to look at, or a refund to be made."""


class Forgotten(Refusal):
    """Whoever acts here was forgotten a moment ago, through another press of theirs."""

    def __init__(self, person: int) -> None:
        super().__init__(person)
        self.person = person


class SignInExpired(Refusal):
    """The link into the console was used before, is too old or made up."""


class AddressGone(Refusal):
    """None of the person's addresses, or not any more, or half of it is still to be said."""

    def __init__(self, address: int) -> None:
        super().__init__(address)
        self.address = address


class TooManyAddresses(Refusal):
    """So many are kept already; one has to go first."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most
