"""What an installation may choose, read from the environment and from a `.env` file."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot import reading_settings as reading
from bot.errors import WrongSettings
from bot.reading_settings import Secret, days, number, setting, words
from catalog.visits.travel import FASTEST, SLOWEST, USUAL_KMH
from orders.rules import CLAIMS_COUNT
from promotions.attributing import WINDOW

PREFIX = "HEREABOUTS_"
TELEGRAM = "https://api.telegram.org"
FILE = Path(".env")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Each setting is read from `HEREABOUTS_` and its name; secrets never show in a repr."""

    database_url: str = setting("sqlite+aiosqlite:///hereabouts.db")
    telegram_token: Secret | None = setting(None, Secret)
    telegram_api_url: str = setting(TELEGRAM, reading.address)
    telegram_provider_token: Secret | None = setting(None, Secret)
    public_url: str | None = setting(None, reading.public_address)
    host: str = setting("127.0.0.1")
    port: int = number(8000, 0, 65535, "give a port number from 0 to 65535, such as 8000")
    operators: tuple[int, ...] = setting(
        (), reading.numbers, "give Telegram user ids, separated by commas, such as 1001,1002"
    )
    currency: str = setting(
        "EUR",
        reading.currency,
        "give a currency in which Telegram takes payments, by its three capital "
        "letters, such as EUR (XTR for Stars)",
    )
    default_locale: str = setting("en")
    time_zone: str = setting("UTC", reading.time_zone)
    legal_name: str = words(120)
    legal_address: str = words(200)
    tax_number: str = words(40)
    fee_tax_percent: Decimal | None = setting(
        None,
        reading.percent,
        "give the tax rate that your commission includes, in percent, such as 25.5",
    )
    messages_a_second: int = number(
        30,
        1,
        1000,
        "give how many messages Telegram takes from your bot in a second, "
        "from 1 to 1000; 30 unless you pay for more",
    )
    stripe_secret_key: Secret | None = setting(None, Secret)
    stripe_webhook_secret: Secret | None = setting(None, Secret)
    log_format: str = setting("text", reading.one_of("text", "json"), "give text or json")
    sandbox_url: str | None = setting(None, reading.address)
    keep_searches_days: int = days(180)
    keep_visits_days: int = days(365, WINDOW.days)
    keep_pages_days: int = days(90, 2)
    keep_sent_days: int = days(30, 2)
    keep_messages_days: int = days(365, 30)
    keep_looks_days: int = days(730, 30)
    keep_queue_days: int = days(60, 15)
    keep_walk_ins_days: int = days(365, 2)
    travel_kmh: int = number(
        USUAL_KMH, SLOWEST, FASTEST, f"give kilometres an hour, {SLOWEST} to {FASTEST}, such as 25"
    )
    keep_addresses_days: int = days(14, 2)
    keep_claims_days: int = days(60, CLAIMS_COUNT.days + 1)
    keep_deliveries_days: int = days(60, 2)
    keep_sittings_days: int = days(30, 2)

    @property
    def token(self) -> str:
        """The bot's token; `WrongSettings` says where to get one."""
        if self.telegram_token is None:
            raise WrongSettings(
                f"{PREFIX}TELEGRAM_TOKEN is missing: ask @BotFather in Telegram for a bot "
                "and put its token into the environment or into a file named .env. "
                "To try things out without any account, run: hereabouts demo"
            )
        return self.telegram_token.value


def load_settings(*, file: Path | None = FILE, **given: Any) -> Settings:
    """The settings as they are; `WrongSettings` has a sentence for each that is wrong.

    What is given stands for what would be read.
    """
    values, wrong = dict(given), []
    written = _written(file)
    for each in fields(Settings):
        text = written.get(f"{PREFIX}{each.name}".upper())
        if text and each.name not in given:
            try:
                values[each.name] = reading.read_one(each.metadata, text)
            except ValueError as error:
                wrong.append(f"{PREFIX}{each.name.upper()} is wrong: {error}")
    settings = Settings(**values)
    wrong += _contradictions(settings)
    if wrong:
        raise WrongSettings(*wrong)
    return settings


def _written(file: Path | None) -> Mapping[str, str | None]:
    """The environment goes before the file; neither minds how names are capitalised."""
    of_file = dotenv_values(file) if file is not None else {}
    everything = (*of_file.items(), *((name, text) for name, text in os.environ.items() if text))
    return {name.upper(): text for name, text in everything}


def _contradictions(settings: Settings) -> Iterator[str]:
    if settings.sandbox_url is not None and settings.telegram_api_url == TELEGRAM:
        yield (
            f"{PREFIX}SANDBOX_URL is for development and turns the clock: "
            f"leave it out, or set {PREFIX}TELEGRAM_API_URL to the sandbox too"
        )
