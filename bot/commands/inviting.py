"""Makes one-time links; each is shown once and kept nowhere."""

from collections.abc import Callable

from sqlalchemy import Connection

from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.shell import complain, say
from bot.errors import CannotDo
from bot.settings import Settings, load_settings
from bot.telegram.setup import make_bot
from catalog import queries, staffing
from catalog.errors import MerchantSuspended
from chat.packing import ActionCodec
from handlers.invitation import OpenJoining
from people import inviting
from people.errors import TooManyInvitations
from people.joining import Membership
from people.rights import Role

DAYS = 7


async def invite_staff(merchant: int, role: Role) -> None:
    """A link for whoever works at a merchant's."""
    await _invite(lambda connection: _staff_token(connection, Membership(role, merchant)))


async def invite_operator(role: Role) -> None:
    """A link for whoever helps to run the market."""
    await _invite(lambda connection: _operator_token(connection, Membership(role, None)))


def link(username: str, token: str) -> str:
    """The address that opens the bot and shows the invitation."""
    packed = ActionCodec([OpenJoining]).pack(OpenJoining(token))
    return f"https://t.me/{username}?start={packed}"


async def _invite(make: Callable[[Connection], str]) -> None:
    settings = load_settings()
    username = await _username(settings)
    async with opened(settings) as database:
        try:
            token = await database.write(make)
        except TooManyInvitations as refused:
            raise CannotDo(f"{refused.most} links are open: wait until they are used") from refused
    complain(f"Good for {DAYS} days and one person:")
    say(link(username, token))


async def _username(settings: Settings) -> str:
    bot = make_bot(settings.token, settings.telegram_api_url)
    try:
        await bot.initialize()
        return bot.username
    finally:
        await bot.shutdown()


def _staff_token(connection: Connection, membership: Membership) -> str:
    merchant = staffing.merchant_of(membership)
    if queries.merchant(connection, merchant) is None:
        raise CannotDo(f"There is no merchant {merchant}. To see them all: hereabouts merchants")
    try:
        return staffing.invite_from_outside(connection, membership, MachineClock().now(), DAYS)
    except MerchantSuspended as error:
        raise CannotDo("The merchant is suspended. Let it back in first, in the chat.") from error


def _operator_token(connection: Connection, membership: Membership) -> str:
    return inviting.invite_from_outside(connection, membership, MachineClock().now(), DAYS)
