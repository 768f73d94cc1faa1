"""How one pays here, by the settings: the provider, its token, and who gives money back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import aiohttp

from bot.cards import cards_of
from bot.settings import Settings
from bot.stripe import StripeBehindTelegram
from bot.telegram.providers import ByProviderToken, SandboxCards, Stars
from bot.turn_factory import Languages
from chat.turn import Market
from payments.port import SANDBOX, STARS, TELEGRAM, Provider

if TYPE_CHECKING:
    from telegram import Bot

SANDBOX_TOKEN = "1:TEST:sandbox"  # noqa: S105 - what the sandbox takes for a provider's token


def market_of(settings: Settings, name: str, languages: Languages) -> Market:
    """The facts of this installation that pages show or decide by."""
    return Market(
        name=name,
        currency=settings.currency,
        cards=cards_of(settings),
        locales=languages.codes,
        zone=settings.time_zone,
        console=console_of(settings),
        travel_kmh=settings.travel_kmh,
    )


def console_of(settings: Settings) -> str:
    """Where the console is opened: at the installation's address, or on this machine."""
    here = f"http://{settings.host}:{settings.port}"
    return f"{settings.public_url or here}/console"


def provider_token_of(settings: Settings) -> str:
    """What Telegram wants to know with an invoice; empty for Stars."""
    token = settings.telegram_provider_token
    if token is not None:
        return token.value
    return "" if settings.sandbox_url is None else SANDBOX_TOKEN


def providers_of(
    settings: Settings, bot: "Bot", http: aiohttp.ClientSession
) -> Mapping[str, Provider]:
    """Everybody who may have taken money here, also under earlier settings."""
    key = settings.stripe_secret_key
    cards: Provider = ByProviderToken()
    if key is not None:
        cards = StripeBehindTelegram(key.value, http)
    providers: dict[str, Provider] = {TELEGRAM: cards, STARS: Stars(bot)}
    if settings.sandbox_url is not None:
        providers[SANDBOX] = SandboxCards(settings.sandbox_url, http)
    return providers
