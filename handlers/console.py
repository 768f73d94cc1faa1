"""The way from the chat to the desk in the browser: a one-time link, and who is signed in where."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, LinkButton, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome
from handlers.layout import shortened
from handlers.merchant.actions import OpenConsole
from people import signing_in
from people.signing_in import SessionView

flow = Flow()

SHOWN = 6
BROWSER = 60


@dataclass(frozen=True, slots=True)
class MakeConsoleLink(Move):
    """Make a link that signs in once."""

    code = "console-new"


@dataclass(frozen=True, slots=True)
class ShowConsoleLink(Page):
    """The link, for whoever made it."""

    code = "console-link"
    tracked = False
    mark: str


@dataclass(frozen=True, slots=True)
class EndSession(Move):
    """Sign one browser out."""

    code = "console-out"
    session: int


@flow.page(OpenConsole)
def console_page(turn: Turn, _press: OpenConsole) -> Screen:
    for_desks(turn)
    browsers = _browsers(turn)
    return Screen(
        text=paragraphs(
            turn._("<b>🖥 Console</b>"),
            turn._("Your desk in the browser, for a larger screen."),
            lines(turn._("Signed in:"), *(_browser(turn, *each) for each in browsers))
            if browsers
            else turn._("No browser is signed in."),
        ),
        rows=(
            (Button(turn._("Open the console"), MakeConsoleLink(), Style.PRIMARY),),
            *_ends(turn, browsers),
        ),
        back=OpenHome(),
    )


@flow.move(MakeConsoleLink)
def make_link(turn: Turn, _press: MakeConsoleLink) -> Page:
    for_desks(turn)
    mark = signing_in.make_link_with(turn.connection, turn.person.id, turn.key, turn.now)
    return ShowConsoleLink(mark)


@flow.page(ShowConsoleLink)
def link_page(turn: Turn, press: ShowConsoleLink) -> Screen:
    """Another's mark opens nothing: the token is made of who looks."""
    for_desks(turn)
    token = signing_in.token_of(turn.key, turn.person.id, press.mark)
    if not signing_in.is_good(turn.connection, token, turn.now):
        raise PageOutdated(OpenConsole())
    return Screen(
        text=paragraphs(
            turn._("<b>🖥 Console</b>"),
            turn._("This button signs you in once, within ten minutes. Pass it on to nobody."),
        ),
        rows=((LinkButton(turn._("Sign in"), _address(turn, token), Style.PRIMARY),),),
        back=OpenConsole(),
    )


def _address(turn: Turn, token: str) -> str:
    return f"{turn.market.console}/in/{token}"


@flow.move(EndSession)
def end_session(turn: Turn, press: EndSession) -> Page:
    if not signing_in.end(turn.connection, press.session, turn.person.id, turn.now):
        raise PageOutdated(OpenConsole())
    return OpenConsole()


def for_desks(turn: Turn) -> None:
    """`NotAllowed` for whoever has no desk, and where there is no console."""
    if turn.market.console is None or not (turn.person.merchants or turn.person.operator):
        raise NotAllowed


def _browsers(turn: Turn) -> list[tuple[int, SessionView]]:
    found = signing_in.sessions_of(turn.connection, turn.person.id, turn.now)
    return list(enumerate(found[:SHOWN], start=1))


def _browser(turn: Turn, number: int, session: SessionView) -> Markup:
    when = turn.texts.stamp(session.began_at, turn.market.zone)
    name = shortened(session.browser, BROWSER) or turn._("A browser").unescape()
    return turn._(
        "{number}. {browser}, since {when}",
        number=turn.texts.number(number),
        browser=name,
        when=when,
    )


def _ends(turn: Turn, browsers: Iterable[tuple[int, SessionView]]) -> Iterable[Row]:
    for number, session in browsers:
        label = turn._("Sign out {number}", number=turn.texts.number(number))
        yield (Button(label, EndSession(session.id)),)
