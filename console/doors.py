"""The ways into the console: a link pressed once, or a chat app that vouches for whoever opened it there."""

from dataclasses import dataclass

from aiohttp import web
from sqlalchemy import Connection

from console import tokens
from console.asking import View
from console.desk import Desk
from console.guarding import form_of
from console.rendering import Pages
from people import arriving, signing_in
from people.errors import Forgotten, SignInExpired

LINK = r"{token:[\w-]{20,100}}"
HOME = "/console"


def door_page(
    desk: Desk, pages: Pages, request: web.Request, view: View, status: int = 200
) -> web.Response:
    """A page for somebody whom we do not know, in a language that the browser asks for."""
    wanted = request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0]
    texts = desk.languages.texts(desk.languages.match(wanted.strip() or None))
    return web.Response(
        text=pages.door(texts, view, root=HOME), content_type="text/html", status=status
    )


@dataclass(frozen=True, slots=True)
class Doors:
    """What is open to everybody."""

    desk: Desk
    pages: Pages

    def open(self, router: web.UrlDispatcher) -> None:
        """Declares them."""
        router.add_get(f"/in/{LINK}", self.show)
        router.add_post(f"/in/{LINK}", self.sign_in)
        router.add_get("/telegram", self.wait)
        router.add_post("/telegram", self.prove)

    async def show(self, request: web.Request) -> web.StreamResponse:
        """One button, so that whatever previews links uses none up."""
        token, now = request.match_info["token"], self.desk.now()
        good = await self.desk.database.read(lambda c: signing_in.is_good(c, token, now))
        return self._page(request, "in.html" if good else "dead_link.html", 200 if good else 410)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        token, now, browser = request.match_info["token"], self.desk.now(), browser_of(request)
        try:
            session = await self.desk.database.write(
                lambda c: signing_in.sign_in(c, token, browser, now)
            )
        except (SignInExpired, Forgotten):
            return self._page(request, "dead_link.html", 410)
        return signed_in(session)

    async def wait(self, request: web.Request) -> web.StreamResponse:
        """Our script sends what the app wrote behind the address, where no server sees it."""
        return self._page(request, "telegram.html", 200)

    async def prove(self, request: web.Request) -> web.StreamResponse:
        form = await form_of(request)
        now, browser = self.desk.now(), browser_of(request)
        user = self.desk.proved(form.get("data", ""), now)
        if user is None:
            return self._page(request, "dead_link.html", 403)
        channel = self.desk.channel

        def work(connection: Connection) -> str | None:
            known = arriving.still_here(connection, channel, user)
            if known is None:
                return None
            return signing_in.begin(connection, known.id, browser, now)

        session = await self.desk.database.write(work)
        return self._page(request, "dead_link.html", 403) if session is None else signed_in(session)

    def _page(self, request: web.Request, template: str, status: int) -> web.Response:
        return door_page(self.desk, self.pages, request, View(template), status)


def signed_in(session: str) -> web.Response:
    response = web.Response(status=303, headers={"Location": HOME})
    tokens.keep(response, session)
    return response


def browser_of(request: web.Request) -> str:
    """As it calls itself, without what would break a line."""
    return " ".join(request.headers.get("User-Agent", "").split())[: signing_in.LONGEST_BROWSER]
