"""Gathers every page and move of the product: a new file with a `flow` is all a new page needs."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import handlers
from chat.flow import Book, Flow


def make_book() -> Book:
    """All flows of this package, whatever folder they are in."""
    return Book(_flows())


def _flows() -> Iterator[Flow]:
    for found in walk_packages(handlers.__path__, "handlers."):
        flow = getattr(import_module(found.name), "flow", None)
        if isinstance(flow, Flow):
            yield flow
