"""Which language to speak: each is written as its own speakers write it."""

from dataclasses import dataclass

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenLanguage
from handlers.layout import columns
from people import choosing
from wording.languages import language_name

flow = Flow()


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Move):
    """Speak this one from now on; the locale with a dash, which is safe in links."""

    code = "speak"
    locale: str


@flow.page(OpenLanguage)
def language_page(turn: Turn, _press: OpenLanguage) -> Screen:
    return Screen(
        text=turn._("Which language do you prefer?"),
        rows=columns(2, (_button(turn, code) for code in turn.market.locales)),
        back=OpenHome(),
    )


@flow.move(ChooseLanguage)
def choose_language(turn: Turn, press: ChooseLanguage) -> Page:
    code = press.locale.replace("-", "_")
    if code not in turn.market.locales:
        raise PageOutdated(OpenLanguage())
    choosing.choose_locale(turn.connection, turn.person.id, code)
    return OpenHome()


def _button(turn: Turn, code: str) -> Button:
    style = Style.PRIMARY if code == turn.person.locale else Style.PLAIN
    return Button(language_name(code), ChooseLanguage(code.replace("_", "-")), style)
