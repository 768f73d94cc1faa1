"""Settles with every merchant while the bot runs, and writes what is to be paid out."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection

from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.payouts import PayoutFile
from bot.commands.shell import say
from bot.errors import CannotDo
from bot.settings import Settings, load_settings
from database.door import Database
from database.money import in_digits
from orders import FeeIssuer, PayoutAccount, Statement, Unsettled, accounts, settling, statements

Line = tuple[Statement, PayoutAccount | None]

SHOWN = 30
"""So many rows are shown; the file has all of them."""


async def settle_or_list(until: str | None, again: str | None, file: Path | None) -> None:
    """The command; `CannotDo` where both days are given."""
    if again is None:
        await settle_all(until, file)
    elif until is None:
        await list_again(again, file)
    else:
        raise CannotDo("--again lists what was settled, --until settles: give either")


async def settle_all(until: str | None, file: Path | None) -> None:
    """With every merchant, up to the end of a day or this moment; a second run finds nothing."""
    now = MachineClock().now()
    last_day = _over(until, now)
    settings = load_settings()
    async with opened(settings) as database:
        with PayoutFile(file or Path(f"settlement-{now:%Y-%m-%d-%H%M%S}.csv")) as payouts:
            found = _settled(database, last_day, issuer_of(settings), now)
            made = [payouts.add(*each) async for each in found]
    _tell(made, payouts.path, "Nothing to settle.")


async def list_again(day: str, file: Path | None) -> None:
    """Settles nothing: writes once more what was settled on a day, counted in UTC."""
    begin = datetime.combine(_day(day), time(), tzinfo=UTC)
    async with opened(load_settings()) as database:
        found = await database.read(partial(_made, begin))
    with PayoutFile(file or Path(f"settlement-{day}-again.csv")) as payouts:
        made = [payouts.add(*each) for each in found]
    _tell(made, payouts.path, f"Nothing was settled on {day}.")


def _made(begin: datetime, connection: Connection) -> list[Line]:
    made = statements.statements_made(connection, begin, begin + timedelta(days=1))
    return [(each, _account(connection, each)) for each in made]


def issuer_of(settings: Settings) -> FeeIssuer:
    """Who invoices the commission."""
    rate = settings.fee_tax_percent
    points = None if rate is None else int(rate * 100)
    return FeeIssuer(settings.legal_name, settings.legal_address, settings.tax_number, points)


async def _settled(
    database: Database, last_day: date | None, issuer: FeeIssuer, now: datetime
) -> AsyncIterator[Line]:
    """Each as soon as it is on disk; one short transaction for each."""
    for due in await database.read(settling.unsettled, snapshot=True):
        until = due.until(last_day, now)
        rest = due
        while (
            made := await database.write(partial(_settle, rest, until, issuer, now))
        ) is not None:
            yield made
            rest = replace(rest, since=made[0].until)


def _settle(
    due: Unsettled, until: datetime, issuer: FeeIssuer, now: datetime, connection: Connection
) -> Line | None:
    settled = settling.settle(connection, due, until, now, issuer)
    made = None if settled is None else statements.statement(connection, settled)
    return None if made is None else (made, _account(connection, made))


def _account(connection: Connection, made: Statement) -> PayoutAccount | None:
    """Where it is to go, or where it went."""
    if made.paid_at is None:
        account = accounts.current(connection, made.merchant_id)
        return account if account is not None and account.whole else None
    return None if made.account_id is None else accounts.one(connection, made.account_id)


def _over(until: str | None, now: datetime) -> date | None:
    """The day up to whose end is settled; `CannotDo` for one that has not begun."""
    if until is None:
        return None
    day = _day(until)
    if day > now.date():
        raise CannotDo(f"{until} is still to come: give today ({now:%Y-%m-%d}) or a day before it")
    return day


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CannotDo(f"{text!r} is no day: give year, month and day, as 2026-11-22") from None


def _tell(made: list[Statement], path: Path, nothing: str) -> None:
    if not made:
        say(nothing)
        return
    console = Console()
    console.print(_table(made[:SHOWN]))
    if len(made) > SHOWN:
        say(f"… and {len(made) - SHOWN} more")
    for currency in sorted({each.currency for each in made}):
        payout = sum(each.payout for each in made if each.currency == currency)
        say(f"To be paid out: {in_digits(payout, currency)} {currency}")
    say(f"All of it is in {path}")


def _table(made: Iterable[Statement]) -> Table:
    table = Table(box=box.SIMPLE)
    for name in ("No.", "Merchant"):
        table.add_column(name)
    for name in ("Earned", "Kept", "Returned", "Commission", "Brought", "Payout"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in made:
        parts = (each.earned, each.kept, -each.returned, -each.commission, each.brought)
        shown = [in_digits(one, each.currency) for one in (*parts, each.payout)]
        table.add_row(str(each.id), each.merchant, *shown[:-1], f"{shown[-1]} {each.currency}")
    return table
