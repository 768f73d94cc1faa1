"""A local Telegram good enough to trust: a strict Bot API, people to play, and a page with phones."""
