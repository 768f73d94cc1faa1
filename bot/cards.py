"""Who takes cards here, by the settings: known without loading what talks with them."""

from bot.settings import Settings
from payments.port import SANDBOX, TELEGRAM


def cards_of(settings: Settings) -> str | None:
    """The name of whoever takes cards; None where nobody does."""
    if settings.sandbox_url is not None:
        return SANDBOX
    return None if settings.telegram_provider_token is None else TELEGRAM
