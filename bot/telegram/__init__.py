"""Telegram as a channel: the only place that knows its types, limits and moods."""

from bot.lean import without

with without("httpx._main"):  # a command line, with all that colours it
    import telegram  # noqa: F401
