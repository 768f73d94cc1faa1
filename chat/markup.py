"""Markup made of markup, without asking each part again whether it is some: a page has hundreds."""

from collections.abc import Iterable
from functools import partial

from markupsafe import Markup, escape

trusted: "partial[Markup]" = partial(str.__new__, Markup)
"""Of a text that is known to be markup."""


def escaped(value: object) -> str:
    """Markup as it is, anything else with its characters escaped."""
    return value if type(value) is Markup else escape(value)


def joined(between: str, parts: Iterable[str | None]) -> Markup:
    """Empty parts are left out; `between` is markup."""
    return trusted(between.join([escaped(part) for part in parts if part]))
