"""The console as a part of a web server: each route behind the session, the form's token and the rights."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from aiohttp import web
from sqlalchemy import Connection

from chat.errors import NotAllowed
from chat.screen import Document
from chat.turn import Turn
from console import tokens
from console.asking import Ask, NotHere, Poster, SalesFile, Shown, View
from console.desk import Desk
from console.doors import Doors, door_page
from console.guarding import form_of, guard
from console.rendering import Pages
from console.room import Changes, Shows
from console.rooms import ROOMS
from database.errors import Refusal
from people import signing_in
from people.errors import NoRight
from people.signing_in import Session

PREFIX = "/console"
Handles = Callable[[web.Request], Awaitable[web.StreamResponse]]
HIDDEN = (NotHere, NotAllowed, NoRight)
"""There is no such page for whoever asks: which of them it was they do not learn."""


def make_console(desk: Desk) -> web.Application:
    """To be mounted at `PREFIX`."""
    pages = Pages(desk.market)
    serving = Serving(desk, pages)
    app = web.Application(middlewares=[guard(desk.origin)])
    for each in ROOMS:
        for path, shows in each.pages.items():
            app.router.add_get(pattern(path), serving.page(shows))
        for path, changes in each.moves.items():
            app.router.add_post(pattern(path), serving.move(changes))
    Doors(desk, pages).open(app.router)
    app.router.add_static("/static", Path(str(files("console") / "static")))
    return app


def pattern(path: str) -> str:
    """Numbers in an address are no longer than any database counts."""
    return path.replace("}", r":\d{1,15}}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it was rendered, in whose session."""

    session: Session
    text: str = ""
    status: int = 200
    file: Document | None = None

    def response(self) -> web.Response:
        """A page, or a file to keep."""
        if self.file is None:
            return web.Response(text=self.text, content_type="text/html", status=self.status)
        kept = {"Content-Disposition": f'attachment; filename="{self.file.name}"'}
        return web.Response(body=self.file.content, content_type=self.file.media_type, headers=kept)


@dataclass(frozen=True, slots=True)
class Serving:
    """Turns declared pages and moves into what a web server calls."""

    desk: Desk
    pages: Pages

    def page(self, shows: Shows) -> Handles:
        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._shown(request, ask_of(request), shows)

        return handle

    def move(self, changes: Changes) -> Handles:
        async def handle(request: web.Request) -> web.StreamResponse:
            form = await form_of(request)
            if not tokens.is_ours(
                self.desk.key, tokens.token_of(request), form.get(tokens.FIELD, "")
            ):
                return door_page(self.desk, self.pages, request, View("outdated.html"), 403)
            ask = ask_of(request, form)
            try:
                place = await self._moved(request, ask, changes)
            except HIDDEN:
                return await self._shown(request, ask, nothing)
            except Refusal as refusal:
                return await self._shown(request, ask, self._explained(refusal))
            if place is None:
                return self._signed_out(request)
            self.desk.changed()
            raise web.HTTPSeeOther(PREFIX + place)

        return handle

    async def _moved(self, request: web.Request, ask: Ask, changes: Changes) -> str | None:
        token, now = tokens.token_of(request), self.desk.now()

        def work(connection: Connection) -> str | None:
            session = signing_in.session(connection, token, now)
            if session is None:
                return None
            return changes(self.desk.turns.turn(connection, session.person, now), ask)

        return await self.desk.database.write(work)

    def _explained(self, refusal: Refusal) -> Shows:
        def refused(turn: Turn, ask: Ask) -> View:
            words = self.desk.explain(turn, refusal)
            return View("refused.html", {"words": words, "back": ask.path.rpartition("/")[0]})

        return refused

    async def _shown(self, request: web.Request, ask: Ask, shows: Shows) -> web.StreamResponse:
        token, now = tokens.token_of(request), self.desk.now()

        def work(connection: Connection) -> Answer | None:
            session = signing_in.session(connection, token, now)
            if session is None:
                return None
            turn = self.desk.turns.turn(connection, session.person, now)
            return self._rendered(turn, session, ask, shows, token)

        answer = await self.desk.database.read(work)
        if answer is None:
            return self._signed_out(request)
        if now - answer.session.seen_at >= signing_in.SEEN_EVERY:
            await self.desk.database.write(lambda c: signing_in.seen(c, answer.session, now))
        return answer.response()

    def _rendered(self, turn: Turn, session: Session, ask: Ask, shows: Shows, token: str) -> Answer:
        more = {
            "csrf": tokens.form_token(self.desk.key, token),
            "path": ask.path,
            "root": PREFIX,
            "session": session.id,
        }
        try:
            view = shows(turn, ask)
            if not isinstance(view, View):
                return Answer(session, file=self._made(turn, view))
            status = STATUSES.get(view.template, 200)
            return Answer(session, self.pages.page(turn, view, **more), status)
        except HIDDEN:
            return Answer(session, self.pages.page(turn, View("nothing.html"), **more), 404)

    def _made(self, turn: Turn, wanted: Shown) -> Document:
        """`NotHere` for a paper or a kind that nobody offers."""
        match wanted:
            case Poster(shop, paper):
                made = self.desk.papers.poster(turn, shop, paper)
            case SalesFile(shop, first, end, kind):
                made = self.desk.papers.sales(turn, shop, first, end, kind)
            case _:
                made = None
        if made is None:
            raise NotHere
        return made

    def _signed_out(self, request: web.Request) -> web.Response:
        response = door_page(self.desk, self.pages, request, View("signed_out.html"), 401)
        tokens.forget(response)
        return response


STATUSES = {"refused.html": 409, "nothing.html": 404}


def nothing(_turn: Turn, _ask: Ask) -> View:
    """What is not there looks like what is not theirs."""
    return View("nothing.html")


def ask_of(request: web.Request, form: Mapping[str, str] | None = None) -> Ask:
    return Ask(
        path=request.path.removeprefix(PREFIX),
        place={name: int(number) for name, number in request.match_info.items()},
        query=dict(request.query),
        form=form or {},
    )
