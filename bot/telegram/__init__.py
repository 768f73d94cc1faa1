"""Telegram as a channel: the only place that knows its types, limits and moods.

The library's own HTTP client, which we do not use, brings a program for the command line.
"""

from bot.sparing import without

with without("httpx._main"):
    import telegram

__all__ = ["telegram"]
