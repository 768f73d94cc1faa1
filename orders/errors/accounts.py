"""Why a payout account is not taken."""

from database.errors import Refusal


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
