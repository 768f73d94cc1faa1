"""The router under the name that programs outside this repository know."""

from handlers.router import make_router as make_book

__all__ = ["make_book"]
