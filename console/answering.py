"""A page or a file on its way to a browser, and whom it shows by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from console.asking import File
from people.looking import Look
from people.signing_in import Session


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it was rendered, in whose session."""

    session: Session
    body: str | File
    status: int = 200
    looks: Sequence[Look] = ()

    def response(self) -> web.Response:
        """As it goes to the browser."""
        if isinstance(self.body, str):
            return web.Response(text=self.body, content_type="text/html", status=self.status)
        file = self.body
        kept = f'attachment; filename="{file.name}"'
        headers = {} if file.name is None else {"Content-Disposition": kept}
        return web.Response(body=file.content, content_type=file.content_type, headers=headers)
