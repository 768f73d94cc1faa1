"""Lists merchants for people and scripts."""

from collections.abc import Callable

from sqlalchemy import Connection

from bot.commands.database import opened
from bot.commands.shell import say
from bot.settings import load_settings
from catalog.lists import merchants_for_operator
from catalog.views import MerchantLine

PAGE = 500


async def list_merchants() -> None:
    """Id, name and state, tab-separated, bookable ones first."""
    async with opened(load_settings()) as database:
        offset = 0
        while found := await database.read(_page(offset)):
            for merchant in found:
                name = " ".join(merchant.name.split())
                say(f"{merchant.id}\t{name}\t{merchant.state.value}")
            offset += PAGE


def _page(offset: int) -> Callable[[Connection], list[MerchantLine]]:
    return lambda connection: merchants_for_operator(connection, limit=PAGE, offset=offset)
