"""Telegram as a channel: the only place that knows its types, limits and moods."""
