"""Makes one-time links into the console; each is shown once and kept nowhere."""

from collections.abc import Callable

from sqlalchemy import Connection

from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.shell import complain, say
from bot.errors import CannotDo
from bot.offering import console_of
from bot.settings import load_settings
from catalog import queries as catalog
from people import queries, signing_in
from people.rights import Right


async def sign_in_operator() -> None:
    """For the longest-serving operator."""
    await _sign_in(_operator)


async def sign_in_owner(merchant: int) -> None:
    """For a merchant's longest-serving owner."""
    await _sign_in(lambda connection: _owner(connection, merchant))


def address(console: str, token: str) -> str:
    """Where the link leads."""
    return f"{console}/in/{token}"


async def _sign_in(whom: Callable[[Connection], int]) -> None:
    settings = load_settings()
    async with opened(settings) as database:
        token = await database.write(
            lambda c: signing_in.make_link(c, whom(c), MachineClock().now())
        )
    complain("Good for ten minutes and one browser, while the bot runs:")
    say(address(console_of(settings), token))


def _operator(connection: Connection) -> int:
    everybody = queries.operators(connection, Right.OPERATORS)
    if not everybody:
        raise CannotDo("Nobody runs the market yet. To invite someone: hereabouts invite operator")
    return everybody[0]


def _owner(connection: Connection, merchant: int) -> int:
    if catalog.merchant(connection, merchant) is None:
        raise CannotDo(f"There is no merchant {merchant}. To see them all: hereabouts merchants")
    owners = queries.staff_of(connection, merchant, Right.PEOPLE)
    if not owners:
        raise CannotDo(
            f"The merchant has no owner yet. To invite one: hereabouts invite merchant {merchant}"
        )
    return owners[0]
