"""What an installation may choose, read from the environment and from a `.env` file."""

from decimal import Decimal
from functools import cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import WrongSettings
from catalog.visits.travel import FASTEST, SLOWEST, USUAL_KMH
from payments.limits import invoice_limits
from promotions.attributing import WINDOW

PREFIX = "HEREABOUTS_"
TELEGRAM = "https://api.telegram.org"


class Settings(BaseSettings):
    """Each setting is read from `HEREABOUTS_` and its name; secrets never show in a repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = "sqlite+aiosqlite:///hereabouts.db"
    telegram_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    telegram_provider_token: SecretStr | None = None
    public_url: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    operators: Annotated[tuple[int, ...], NoDecode] = ()
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")
    default_locale: str = "en"
    time_zone: str = "UTC"
    legal_name: str = Field(default="", max_length=120)
    legal_address: str = Field(default="", max_length=200)
    tax_number: str = Field(default="", max_length=40)
    fee_tax_percent: Decimal | None = Field(default=None, ge=0, le=100, decimal_places=2)
    messages_a_second: int = Field(default=30, ge=1, le=1000)
    stripe_secret_key: SecretStr | None = None
    stripe_webhook_secret: SecretStr | None = None
    log_format: Literal["text", "json"] = "text"
    sandbox_url: str | None = None
    keep_searches_days: int = Field(default=180, ge=1, le=36500)
    keep_visits_days: int = Field(default=365, ge=WINDOW.days, le=36500)
    keep_pages_days: int = Field(default=90, ge=2, le=36500)
    keep_sent_days: int = Field(default=30, ge=2, le=36500)
    keep_messages_days: int = Field(default=365, ge=30, le=36500)
    keep_looks_days: int = Field(default=730, ge=30, le=36500)
    keep_queue_days: int = Field(default=60, ge=15, le=36500)
    keep_walk_ins_days: int = Field(default=365, ge=2, le=36500)
    travel_kmh: int = Field(default=USUAL_KMH, ge=SLOWEST, le=FASTEST)
    keep_addresses_days: int = Field(default=14, ge=2, le=36500)
    keep_deliveries_days: int = Field(default=60, ge=2, le=36500)
    keep_sittings_days: int = Field(default=30, ge=2, le=36500)

    @field_validator("operators", mode="before")
    @classmethod
    def _separated_by_commas(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        return tuple(part.strip() for part in given.split(",") if part.strip())

    @field_validator("currency")
    @classmethod
    def _payable(cls, given: str) -> str:
        if invoice_limits(given) is None:
            raise ValueError("no such payments")
        return given

    @field_validator("telegram_api_url", "public_url", "sandbox_url")
    @classmethod
    def _address(cls, given: str | None) -> str | None:
        if given is None:
            return None
        if not given.startswith(("http://", "https://")):
            raise ValueError("needs an address that begins with https:// (or http://)")
        return given.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _encrypted(cls, given: str | None) -> str | None:
        if given is not None and given.startswith("http://") and not _here(given):
            raise ValueError("needs https://, because Telegram delivers to nothing else")
        return given

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, given: str) -> str:
        if given not in _time_zones():
            raise ValueError("give a time zone such as Europe/Helsinki or Asia/Taipei")
        return given

    @model_validator(mode="after")
    def _sandbox_is_not_telegram(self) -> "Settings":
        if self.sandbox_url is not None and self.telegram_api_url == TELEGRAM:
            raise ValueError(
                f"{PREFIX}SANDBOX_URL is for development and turns the clock: "
                f"leave it out, or set {PREFIX}TELEGRAM_API_URL to the sandbox too"
            )
        return self

    @property
    def token(self) -> str:
        """The bot's token; `WrongSettings` says where to get one."""
        if self.telegram_token is None:
            raise WrongSettings(
                f"{PREFIX}TELEGRAM_TOKEN is missing: ask @BotFather in Telegram for a bot "
                "and put its token into the environment or into a file named .env. "
                "To try things out without any account, run: hereabouts demo"
            )
        return self.telegram_token.get_secret_value()


@cache
def _time_zones() -> frozenset[str]:
    """Looking through the folders of the machine takes as long as reading all other settings."""
    return frozenset(available_timezones())


def load_settings(**given: object) -> Settings:
    """The settings as they are; `WrongSettings` has a sentence for each that is wrong."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # the rest comes from the environment
    except ValidationError as error:
        raise WrongSettings(*(_sentence(dict(each)) for each in error.errors())) from None


def _sentence(error: dict[str, object]) -> str:
    place = error["loc"]
    reason = str(error["msg"]).removeprefix("Value error, ")
    if not isinstance(place, tuple) or not place:
        return reason
    return f"{PREFIX}{str(place[0]).upper()} is wrong: {_hint(str(place[0])) or reason}"


def _hint(name: str) -> str | None:
    return {
        "port": "give a port number from 0 to 65535, such as 8000",
        "operators": "give Telegram user ids, separated by commas, such as 1001,1002",
        "currency": "give a currency in which Telegram takes payments, by its three capital "
        "letters, such as EUR (XTR for Stars)",
        "messages_a_second": "give how many messages Telegram takes from your bot in a second, "
        "from 1 to 1000; 30 unless you pay for more",
        "log_format": "give text or json",
        "fee_tax_percent": "give the tax rate that your commission includes, in percent, such as 25.5",
        "keep_searches_days": "give a number of days, such as 180",
        "keep_visits_days": f"give a number of days, at least {WINDOW.days}, such as 365",
        "keep_pages_days": "give a number of days, at least 2, such as 90",
        "keep_sent_days": "give a number of days, at least 2, such as 30",
        "keep_messages_days": "give a number of days, at least 30, such as 365",
        "keep_looks_days": "give a number of days, at least 30, such as 730",
        "keep_queue_days": "give a number of days, at least 15, such as 60",
        "keep_deliveries_days": "give a number of days, at least 2, such as 60",
        "keep_sittings_days": "give a number of days, at least 2, such as 30",
        "keep_walk_ins_days": "give a number of days, at least 2, such as 365",
        "travel_kmh": f"give kilometres an hour, {SLOWEST} to {FASTEST}, such as 25",
        "keep_addresses_days": "give a number of days, at least 2, such as 14",
    }.get(name)


def _here(address: str) -> bool:
    return address.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]"))
