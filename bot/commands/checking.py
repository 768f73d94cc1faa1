"""Looks at an installation before somebody else finds out: settings, database, Telegram, money."""

from collections.abc import AsyncIterator, Awaitable, Callable

from telegram import LabeledPrice
from telegram.error import BadRequest, TelegramError

from bot.cards import cards_of
from bot.commands.run import languages_of
from bot.commands.shell import FAILED, say
from bot.errors import CannotDo, WrongSettings
from bot.offering import provider_token_of
from bot.settings import TELEGRAM, Settings, load_settings
from bot.telegram.setup import UpdatesBot, make_bot
from database import migrating
from payments.limits import STARS
from payments.port import provider_of

PROVIDER_INVALID = "PAYMENT_PROVIDER_INVALID"
AMOUNT_INVALID = "CURRENCY_TOTAL_AMOUNT_INVALID"
AMOUNTS = tuple(500 * 100**power for power in range(4))
"""Minor units; one of them lies within what Telegram takes at a time, whatever the currency."""

Look = Callable[[Settings], Awaitable[str]]
"""Says what is well; raises CannotDo or WrongSettings for what is not."""


async def look_around() -> int:
    """0 when everything is as it should be."""
    settings = load_settings()
    say("✓ the settings can be read")
    well = [well async for well in _looks(settings)]
    return 0 if all(well) else FAILED


async def _looks(settings: Settings) -> AsyncIterator[bool]:
    for look in (_language, _database, _telegram, _payments):
        try:
            say(f"✓ {await look(settings)}")
            yield True
        except (CannotDo, WrongSettings) as error:
            say(f"✗ {' '.join(str(part) for part in error.args)}")
            yield False


async def _language(settings: Settings) -> str:
    return f"languages: {', '.join(languages_of(settings).codes)}"


async def _database(settings: Settings) -> str:
    try:
        current = await migrating.current(settings.database_url)
    except Exception as error:
        raise CannotDo(f"the database cannot be reached ({type(error).__name__})") from error
    if current is None:
        return "the database is new; it gets its tables at the first start"
    if current != migrating.newest():
        raise CannotDo("the database is of another version: run hereabouts db upgrade")
    return "the database is up to date"


async def _telegram(settings: Settings) -> str:
    bot = make_bot(settings.token, settings.telegram_api_url)
    try:
        await bot.initialize()
        pushed = (await bot.get_webhook_info()).url
    except TelegramError as error:
        raise CannotDo(
            f"Telegram refuses HEREABOUTS_TELEGRAM_TOKEN or cannot be reached "
            f"({type(error).__name__})"
        ) from error
    finally:
        await bot.shutdown()
    where = "" if settings.telegram_api_url == TELEGRAM else f" at {settings.telegram_api_url}"
    how = "a webhook is set" if pushed else "no webhook is set"
    return f"Telegram knows the bot as @{bot.username}{where}; {how}"


async def _payments(settings: Settings) -> str:
    provider = provider_of(settings.currency, cards_of(settings))
    if provider is None:
        raise CannotDo(
            "no way of paying is set up, so only what is free can be booked: set "
            "HEREABOUTS_TELEGRAM_PROVIDER_TOKEN (from @BotFather, Payments) or "
            "HEREABOUTS_CURRENCY=XTR for Stars"
        )
    if settings.telegram_token is not None:
        await _try_invoice(settings)
    return f"payments: {provider}, in {settings.currency}"


async def _try_invoice(settings: Settings) -> None:
    """Has an invoice made that nobody is sent: the only way to ask about a provider's token."""
    bot = make_bot(settings.token, settings.telegram_api_url)
    try:
        await bot.initialize()
        for amount in AMOUNTS:
            if await _is_made(bot, settings, amount):
                return
    except BadRequest as error:
        if PROVIDER_INVALID in error.message.upper():
            raise CannotDo(
                "Telegram does not take HEREABOUTS_TELEGRAM_PROVIDER_TOKEN: copy it again from "
                "@BotFather, Payments, where it stands for this very bot"
            ) from error
        raise CannotDo(f"Telegram refuses invoices: {error.message}") from error
    except TelegramError as error:
        raise CannotDo(
            f"Telegram cannot be asked about invoices ({type(error).__name__})"
        ) from error
    finally:
        await bot.shutdown()


async def _is_made(bot: UpdatesBot, settings: Settings, amount: int) -> bool:
    """False where the amount is too small in this currency."""
    try:
        await bot.create_invoice_link(
            title="Hereabouts",
            description="Is the provider's token right?",
            payload="check",
            currency=settings.currency,
            prices=[LabeledPrice("Check", amount)],
            provider_token=provider_token_of(settings) if settings.currency != STARS else "",
        )
    except BadRequest as error:
        if AMOUNT_INVALID not in error.message.upper():
            raise
        return False
    return True
