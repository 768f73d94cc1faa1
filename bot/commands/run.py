"""Runs the bot until it is told to stop."""

import asyncio
import signal
from contextlib import AsyncExitStack, suppress

import locales
from bot.app import open_app
from bot.commands.database import prepare
from bot.dialogue import whole_dialogue
from bot.errors import WrongSettings
from bot.heap import settle
from bot.logs import adopt_libraries, make_log
from bot.running import run
from bot.settings import PREFIX, Settings, load_settings
from bot.stopping import ToldToStop, unless


async def run_bot() -> None:
    """By the settings of this installation."""
    settings = load_settings()
    stop = asyncio.Event()
    stop_on_signals(stop)
    await serve(settings, stop)


async def serve(
    settings: Settings, stop: asyncio.Event, ready: asyncio.Event | None = None
) -> None:
    """The whole bot with these settings, until `stop` is set."""
    log = make_log(settings.log_format)
    adopt_libraries(log)
    languages = languages_of(settings)
    settings.token  # noqa: B018 - a missing one is told before anything is opened
    async with AsyncExitStack() as stack:
        opening = open_app(settings, log, whole_dialogue(), languages)
        try:
            await unless(stop, prepare(settings.database_url))
            app = await unless(stop, stack.enter_async_context(opening))
        except ToldToStop:
            log.info("stopped")
            return
        settle()
        await run(app, stop, ready)


def languages_of(settings: Settings) -> locales.Locales:
    """Every language, the default one first; `WrongSettings` when there is no such language."""
    try:
        return locales.load(settings.default_locale)
    except locales.UnknownLanguage as error:
        raise WrongSettings(
            f"{PREFIX}DEFAULT_LOCALE is wrong: choose one of {', '.join(error.known)}"
        ) from None


def stop_on_signals(stop: asyncio.Event) -> None:
    """SIGINT and SIGTERM ask for a stop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
