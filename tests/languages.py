"""Every language, read once for all tests of a process: reading them takes longer than a short talk."""

from functools import cache

from locales import Locales, load


@cache
def spoken() -> Locales:
    return load()
