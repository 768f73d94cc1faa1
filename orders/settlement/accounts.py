"""An owner says where the merchant's payouts go; every owner hears of it, and what was sent keeps its account.

Whoever takes over an owner's chat or browser would have the money sent to themselves: so nothing of
an account is ever overwritten, all owners are told at once, and who pays sees that it is new.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, func, insert, select

from catalog.changes import Change, Subject, record
from catalog.cleaning import clean
from catalog.errors import MerchantUnknown
from catalog.folding import as_typed
from catalog.models import merchants
from database.outbox import put_all
from orders.errors import (
    AccountTooLong,
    AccountUnreadable,
    HolderMissing,
    HolderTooLong,
    IbanMistyped,
)
from orders.notices import notice
from orders.settlement.account_models import payout_accounts
from people.models import people
from people.queries import staff_of
from people.rights import Right, require

LONGEST_HOLDER = 70
"""What a bank transfer has room for."""

LONGEST_ACCOUNT = 140
LOOKS_LIKE_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,40}")
FEWEST_DIGITS = 8
NEW_FOR = timedelta(days=14)
"""How long whoever pays is told that an account is new."""

FIELDS = ("holder", "account")
SHOWN = 4
HIDDEN = "••••"


@dataclass(frozen=True, slots=True)
class PayoutAccount:
    """Where payouts go, or went; who said so is nobody's name once they are forgotten."""

    id: int
    merchant_id: int
    holder: str
    account: str
    made_at: datetime
    made_by: str

    @property
    def whole(self) -> bool:
        """Whether money can be sent there."""
        return bool(self.holder and self.account)


def set_holder(
    connection: Connection, merchant_id: int, holder: str, by: int, now: datetime
) -> int:
    """In whose name the account is; the account stays. The id of what holds from now on."""
    before = locked(connection, merchant_id, by)
    account = "" if before is None else before.account
    return put(connection, merchant_id, before, holder_of(merchant_id, holder), account, by, now)


def set_account(
    connection: Connection, merchant_id: int, account: str, by: int, now: datetime
) -> int:
    """Which account it is; its holder stays."""
    before = locked(connection, merchant_id, by)
    holder = "" if before is None else before.holder
    return put(connection, merchant_id, before, holder, account_of(merchant_id, account), by, now)


def set_both(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection, merchant_id: int, holder: str, account: str, by: int, now: datetime
) -> int:
    before = locked(connection, merchant_id, by)
    return put(
        connection,
        merchant_id,
        before,
        holder_of(merchant_id, holder),
        account_of(merchant_id, account),
        by,
        now,
    )


def locked(connection: Connection, merchant_id: int, by: int) -> PayoutAccount | None:
    """What holds now, for an owner: of two who change it one follows the other."""
    here = select(merchants.c.id).where(merchants.c.id == merchant_id)
    if connection.execute(here.with_for_update(key_share=True)).first() is None:
        raise MerchantUnknown(merchant_id)
    require(connection, by, Right.ACCOUNT, merchant_id)
    return current(connection, merchant_id)


def put(  # noqa: PLR0917 - before and after
    connection: Connection,
    merchant_id: int,
    before: PayoutAccount | None,
    holder: str,
    account: str,
    by: int,
    now: datetime,
) -> int:
    if before is not None and (before.holder, before.account) == (holder, account):
        return before.id
    values = {"merchant_id": merchant_id, "holder": holder, "account": account}
    new = insert(payout_accounts).values(**values, made_by=by, made_at=now)
    account_id = int(connection.execute(new.returning(payout_accounts.c.id)).scalar_one())
    had = ("", "") if before is None else (before.holder, before.account)
    about = (merchant_id, by, Subject.PAYOUT, account_id)
    record(connection, Change(*about, *as_recorded(had, (holder, account))), now)
    if holder and account:
        tell_owners(connection, merchant_id, account_id, now)
    return account_id


def as_recorded(
    had: tuple[str, str], has: tuple[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """(before, after) of what differs, as managers may read it too: masked, and told apart all the same."""
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    for name, mask, was, is_ in zip(FIELDS, (masked_name, masked), had, has, strict=True):
        if was != is_:
            old |= {name: mask(was)} if was else {}
            new[name] = f"{mask(is_)}*" if mask(was) == mask(is_) else mask(is_)
    return old, new


def tell_owners(connection: Connection, merchant_id: int, account_id: int, now: datetime) -> None:
    news = [
        notice("payout_account", person, account_id, account=account_id, merchant=merchant_id)
        for person in staff_of(connection, merchant_id, Right.ACCOUNT)
    ]
    put_all(connection, news, now)


def holder_of(merchant_id: int, text: str) -> str:
    holder = clean(text, 8 * LONGEST_HOLDER)
    if not any(map(str.isalpha, holder)):
        raise HolderMissing(merchant_id)
    if len(holder) > LONGEST_HOLDER:
        raise HolderTooLong(merchant_id, LONGEST_HOLDER)
    return holder


def account_of(merchant_id: int, text: str) -> str:
    """An IBAN in groups of four where it is one; else the words, as an operator will read them."""
    from stdnum import iban
    from stdnum.exceptions import ValidationError

    words = clean(as_typed(text[: 8 * LONGEST_ACCOUNT]), 8 * LONGEST_ACCOUNT)
    compact = re.sub(r"[\s.-]", "", words).upper().removeprefix("IBAN").lstrip(":")
    if looks_like_iban(compact):
        try:
            return str(iban.format(iban.validate(compact)))
        except ValidationError as error:
            raise IbanMistyped(merchant_id) from error
    if not any(map(str.isalnum, words)):
        raise AccountUnreadable(merchant_id)
    if len(words) > LONGEST_ACCOUNT:
        raise AccountTooLong(merchant_id, LONGEST_ACCOUNT)
    return words


def looks_like_iban(compact: str) -> bool:
    digits = sum(map(str.isdecimal, compact))
    return digits >= FEWEST_DIGITS and LOOKS_LIKE_IBAN.fullmatch(compact) is not None


def masked(account: str) -> str:
    """So much that its owner knows it again, and nobody else can use it."""
    if not account:
        return ""
    end = account.replace(" ", "")[-SHOWN:] if len(account) > 2 * SHOWN else ""
    country = account[:2] if looks_like_iban(account.replace(" ", "")) else ""
    return f"{country}{HIDDEN}{end}"


def masked_name(holder: str) -> str:
    return " ".join(f"{word[0]}•" for word in holder.split())


def current(connection: Connection, merchant_id: int) -> PayoutAccount | None:
    """Where payouts go; None where nobody said so yet."""
    return currents(connection, [merchant_id]).get(merchant_id)


def currents(connection: Connection, merchant_ids: Sequence[int]) -> dict[int, PayoutAccount]:
    """Likewise of several merchants, by their ids."""
    columns = payout_accounts.c
    latest = select(func.max(columns.id)).where(columns.merchant_id.in_(merchant_ids))
    query = whole().where(columns.id.in_(latest.group_by(columns.merchant_id)))
    found = [PayoutAccount(*row) for row in connection.execute(query)]
    return {each.merchant_id: each for each in found}


def one(connection: Connection, account_id: int) -> PayoutAccount | None:
    """One of now or of before."""
    return next(iter(several(connection, [account_id])), None)


def several(connection: Connection, ids: Sequence[int]) -> list[PayoutAccount]:
    """Some of now or of before."""
    query = whole().where(payout_accounts.c.id.in_(ids))
    return [PayoutAccount(*row) for row in connection.execute(query)]


def before(connection: Connection, account: PayoutAccount) -> PayoutAccount | None:
    """What held until then."""
    columns = payout_accounts.c
    earlier = (columns.merchant_id == account.merchant_id, columns.id < account.id)
    query = whole().where(*earlier).order_by(columns.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else PayoutAccount(*row)


def whole() -> Select[int, int, str, str, datetime, str]:
    columns = payout_accounts.c
    shown = (columns.id, columns.merchant_id, columns.holder, columns.account, columns.made_at)
    return select(*shown, people.c.name).join(people, people.c.id == columns.made_by)
