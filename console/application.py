"""The console as a part of a web server: each route behind the session, the form's token and the rights."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path

from aiohttp import web
from sqlalchemy import Connection

from chat.errors import NotAllowed
from chat.screen import Document
from chat.turn import Turn
from console import tokens
from console.answering import Answer
from console.asking import (
    Again,
    Ask,
    FeeFile,
    File,
    NotHere,
    Paper,
    Poster,
    Problem,
    ReceiptFile,
    SalesFile,
    Shown,
    TableSheet,
    View,
)
from console.authorising import ways_around
from console.desk import Desk
from console.doors import Doors, door_page
from console.guarding import form_of, guard
from console.incoming import PREFIX, ask_of
from console.rendering import Pages
from console.room import Changes, Room, Shows
from console.rooms import ROOMS, page_before
from console.uploading import form_with_file, form_with_photo, sent_photo
from database.errors import Refusal
from people import looking, signing_in
from people.errors import NoRight
from people.signing_in import Session

Handles = Callable[[web.Request], Awaitable[web.StreamResponse]]
HIDDEN = (NotHere, NotAllowed, NoRight)
"""There is no such page for whoever asks: which of them it was they do not learn."""


def make_console(desk: Desk) -> web.Application:
    """To be mounted at `PREFIX`."""
    pages = Pages(desk.market)
    serving = Serving(desk, pages)
    app = web.Application(middlewares=[guard(desk.origin, serving.unserved)])
    for each in ROOMS:
        for path, shows in each.pages.items():
            app.router.add_get(pattern(path), serving.page(shows))
        for path, changes in each.moves.items():
            app.router.add_post(pattern(path), serving.handler(each, path)(changes))
    Doors(desk, pages).open(app.router)
    app.router.add_static("/static", Path(str(files("console") / "static")))
    return app


def pattern(path: str) -> str:
    """Numbers in an address are no longer than any database counts."""
    return path.replace("}", r":\d{1,15}}")


@dataclass(frozen=True, slots=True)
class Serving:
    """Turns declared pages and moves into what a web server calls."""

    desk: Desk
    pages: Pages

    def unserved(self, request: web.Request, status: int) -> web.Response:
        """Nothing of ours is there, or what came is none of our forms."""
        return door_page(
            self.desk, self.pages, request, View("unserved.html", {"status": status}), status
        )

    def page(self, shows: Shows) -> Handles:
        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._shown(request, ask_of(request), shows)

        return handle

    def handler(self, room: Room, path: str) -> Callable[[Changes], Handles]:
        """By what the form of a move brings along."""
        if path in room.photos:
            return self.move_with_photo
        return self.move_with_file if path in room.files else self.move

    def move(self, changes: Changes) -> Handles:
        async def handle(request: web.Request) -> web.StreamResponse:
            form = await form_of(request)
            return self._foreign(request, form) or await self._done(
                request, ask_of(request, form), changes
            )

        return handle

    def move_with_photo(self, changes: Changes) -> Handles:
        async def handle(request: web.Request) -> web.StreamResponse:
            if not await self._is_signed_in(request):  # before anything that large is read
                return self._signed_out(request)
            form, photo = await form_with_photo(request)
            if refused := self._foreign(request, form):
                return refused
            ask = ask_of(request, form)
            try:
                sent = await sent_photo(photo)
            except Refusal as refusal:
                return await self._shown(request, ask, self._explained(refusal))
            return await self._done(request, replace(ask, photo=sent), changes)

        return handle

    def move_with_file(self, changes: Changes) -> Handles:
        async def handle(request: web.Request) -> web.StreamResponse:
            if not await self._is_signed_in(request):  # likewise
                return self._signed_out(request)
            form, sent = await form_with_file(request)
            ask = replace(ask_of(request, form), file=sent)
            return self._foreign(request, form) or await self._done(request, ask, changes)

        return handle

    async def _is_signed_in(self, request: web.Request) -> bool:
        token, now = tokens.token_of(request), self.desk.now()
        found = await self.desk.database.read(lambda c: signing_in.session(c, token, now))
        return found is not None

    def _foreign(self, request: web.Request, form: Mapping[str, str]) -> web.Response | None:
        given, session = form.get(tokens.FIELD, ""), tokens.token_of(request)
        if tokens.is_ours(self.desk.key, session, given):
            return None
        return door_page(self.desk, self.pages, request, View("outdated.html"), 403)

    async def _done(self, request: web.Request, ask: Ask, changes: Changes) -> web.StreamResponse:
        try:
            place = await self._moved(request, ask, changes)
        except HIDDEN:
            return await self._shown(request, ask, nothing)
        except Again as again:
            return await self._shown(request, replace(ask, errors=again.errors), again.shows)
        except Refusal as refusal:
            return await self._shown(request, ask, self._explained(refusal))
        if place is None:
            return self._signed_out(request)
        self.desk.changed()
        raise web.HTTPSeeOther(PREFIX + place)

    async def _moved(self, request: web.Request, ask: Ask, changes: Changes) -> str | None:
        token, now = tokens.token_of(request), self.desk.now()

        def work(connection: Connection) -> str | None:
            session = signing_in.session(connection, token, now)
            if session is None:
                return None
            return changes(self.desk.turns.turn(connection, session.person, now), ask)

        return await self.desk.database.write(work)

    def _said(self, turn: Turn, problem: Problem) -> str:
        return problem if isinstance(problem, str) else self.desk.explain(turn, problem)

    def _explained(self, refusal: Refusal) -> Shows:
        def refused(turn: Turn, ask: Ask) -> View:
            words = self.desk.explain(turn, refusal)
            values = {"words": words, "back": page_before(ask.path), **ways_around(turn, ask)}
            return View("refused.html", values)

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
        if answer.looks:  # nobody is shown before it is on record
            await self.desk.database.write(
                lambda c: looking.record_all(c, answer.session.person.id, answer.looks, now)
            )
        if now - answer.session.seen_at >= signing_in.SEEN_EVERY:
            await self.desk.database.write(lambda c: signing_in.seen(c, answer.session, now))
        return answer.response()

    def _rendered(self, turn: Turn, session: Session, ask: Ask, shows: Shows, token: str) -> Answer:
        more = {
            "csrf": tokens.form_token(self.desk.key, token),
            "path": ask.path,
            "root": PREFIX,
            "session": session.id,
            "query": ask.query,
            "kind_name": partial(self.desk.kind, turn),
            "links": self.desk.links,
        }
        try:
            shown, errors = viewed(turn, ask, shows)
            view = self._made(turn, shown)
        except HIDDEN:
            gone = nothing(turn, ask)
            return Answer(session, self.pages.page(turn, gone, errors={}, **more), 404)
        if isinstance(view, File):
            return Answer(session, view)
        said = {name: self._said(turn, each) for name, each in errors.items()}
        status = 422 if said else STATUSES.get(view.template, 200)
        return Answer(session, self.pages.page(turn, view, errors=said, **more), status, view.looks)

    def _made(self, turn: Turn, shown: Shown) -> View | File:
        """`NotHere` for a paper or a kind of file that nobody offers."""
        if isinstance(shown, View | File):
            return shown
        made = self._paper(turn, shown)
        if made is None:
            raise NotHere
        return File(made.media_type, made.content, made.name)

    def _paper(self, turn: Turn, shown: Paper) -> Document | None:
        papers = self.desk.papers
        match shown:
            case Poster():
                return papers.poster(turn, shown.shop, shown.paper)
            case TableSheet():
                return papers.tables(turn, shown.shop, shown.location_id)
            case SalesFile():
                return papers.sales(turn, shown.shop, shown.first, shown.end, shown.kind)
            case ReceiptFile():
                return papers.receipt(turn, shown.receipt)
            case FeeFile():
                return papers.fee_invoice(turn, shown.invoice)

    def _signed_out(self, request: web.Request) -> web.Response:
        response = door_page(self.desk, self.pages, request, View("signed_out.html"), 401)
        tokens.forget(response)
        return response


STATUSES = {"refused.html": 409, "nothing.html": 404}


def viewed(turn: Turn, ask: Ask, shows: Shows) -> tuple[Shown, Mapping[str, Problem]]:
    """A page, or where it was asked for what it cannot show, the one with its form once more."""
    try:
        return shows(turn, ask), ask.errors
    except Again as again:
        errors = {**ask.errors, **again.errors}
        return again.shows(turn, replace(ask, errors=errors)), errors


def nothing(turn: Turn, ask: Ask) -> View:
    """What is not there looks like what is not theirs."""
    return View("nothing.html", ways_around(turn, ask))
