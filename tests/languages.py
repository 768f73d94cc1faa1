"""Every language, read once for all tests of a process: reading them takes longer than a short talk."""

from functools import cache

from locales import SOURCE, Locales, load


@cache
def spoken(default: str = SOURCE) -> Locales:
    return load(default)
