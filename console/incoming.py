"""A request as pages and moves are given it, without its transport."""

from collections.abc import Mapping

from aiohttp import web

from console.asking import Ask

PREFIX = "/console"


def ask_of(request: web.Request, form: Mapping[str, str] | None = None) -> Ask:
    return Ask(
        path=request.path.removeprefix(PREFIX),
        place={name: int(number) for name, number in request.match_info.items()},
        query=plain(request.query),
        form=plain(form or {}),
    )


def plain(fields: Mapping[str, str]) -> dict[str, str]:
    """Fields without the one character that PostgreSQL keeps in no text."""
    return {name: value.replace("\0", "") for name, value in fields.items()}
