"""The file of a settlement: a line for each statement, safely written before the next is made."""

import csv
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.errors import CannotDo
from database.cells import harmless
from database.money import in_digits
from orders import PayoutAccount, Statement

COLUMNS = (
    "settlement",
    "at",
    "merchant_id",
    "merchant",
    "currency",
    "number",
    "until",
    "brought",
    "earned",
    "kept",
    "returned",
    "commission",
    "payout",
    "carried",
    "refunded",
    "paid",
    "holder",
    "account",
)


class PayoutFile:
    """A new CSV file, taken away again where nothing came into it; `CannotDo` where it cannot be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._empty = True
        try:
            self._file = path.open("x", newline="", encoding="utf-8")
        except FileExistsError:
            raise CannotDo(f"{path} is there already: choose another name with --csv") from None
        except OSError as error:
            raise CannotDo(f"{path} cannot be written: {error.strerror}") from error

    def __enter__(self) -> Self:
        self._rows = csv.writer(self._file)
        self._rows.writerow(COLUMNS)
        return self

    def add(self, statement: Statement, account: PayoutAccount | None) -> Statement:
        """One line, on disk when this returns."""
        self._rows.writerow(_line(statement, account))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._empty = False
        return statement

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if self._empty:
            self.path.unlink()


def _line(made: Statement, account: PayoutAccount | None) -> list[object]:
    sums = (
        made.brought,
        made.earned,
        made.kept,
        made.returned,
        made.commission,
        made.payout,
        made.carried,
        made.refunded,
    )
    return [
        made.id,
        f"{made.at:%Y-%m-%dT%H:%M:%SZ}",
        made.merchant_id,
        harmless(made.merchant),
        made.currency,
        made.number,
        f"{made.until:%Y-%m-%dT%H:%M:%SZ}",
        *(in_digits(each, made.currency) for each in sums),
        f"{made.paid_at:%Y-%m-%dT%H:%M:%SZ}" if made.paid_at else "",
        harmless(account.holder) if account else "",
        harmless(account.account) if account else "",
    ]
