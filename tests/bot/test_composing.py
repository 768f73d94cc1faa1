"""Screens as messages that Telegram takes."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from markupsafe import Markup

from bot.telegram.composing import Composer
from bot.telegram.keyboards import Keyboards
from bot.telegram.shown import Form
from bot.telegram.wording import length
from chat.links import Links
from chat.screen import (
    Button,
    CopyButton,
    DeepLinkButton,
    Invoice,
    LinkButton,
    PayButton,
    Photo,
    Screen,
    ShareButton,
    Style,
)
from tests.bot.small_dialogue import OpenHome, OpenKept, small_dialogue

PICTURE = Photo("seed:barber")


@pytest.fixture
def composer() -> Composer:
    pack = small_dialogue().router.codec.pack
    return Composer(Keyboards(pack, Links(pack, "https://t.me/bot?start=")))


def test_each_button_becomes_telegrams_own(composer: Composer) -> None:
    rows = (
        (Button("Go", OpenKept(7), Style.DANGER), CopyButton("Copy", "7K2M")),
        (LinkButton("Site", "https://example.org"), DeepLinkButton("Open", OpenKept(7))),
        (ShareButton("Share", OpenKept(7), "Look & see"),),
    )

    message = composer.compose(Screen(Markup("Hi"), rows=rows), source="abc")

    assert message.keyboard is not None
    (go, copy), (site, link), (share,) = json.loads(message.keyboard)["inline_keyboard"]
    assert (go["callback_data"], go["style"]) == ("kept_7__abc", "danger")
    assert copy["copy_text"] == {"text": "7K2M"}
    assert site["url"] == "https://example.org"
    assert link["url"] == "https://t.me/bot?start=kept_7__abc"
    shared = parse_qs(urlsplit(share["url"]).query)
    assert shared == {"url": ["https://t.me/bot?start=kept_7__abc"], "text": ["Look & see"]}


def test_a_picture_gives_way_to_a_text_that_does_not_fit_under_it(composer: Composer) -> None:
    short = composer.compose(Screen(Markup("x") * 1024, photo=PICTURE))
    long = composer.compose(Screen(Markup("x") * 1025, photo=PICTURE))

    assert (short.form, long.form) == (Form.PHOTO, Form.TEXT)
    assert length(long.text) == 1025


def test_a_text_is_cut_to_what_a_message_holds(composer: Composer) -> None:
    message = composer.compose(Screen(Markup("line\n") * 2000))

    assert length(message.text) <= 4096


def test_the_pay_button_comes_first_and_an_invoice_is_kept(composer: Composer) -> None:
    invoice = Invoice("payload", "Haircut", "Tomorrow", "Haircut", 3800, "EUR")
    rows = ((Button("Home", OpenHome()),), (PayButton("Pay"),))

    message = composer.compose(Screen(Markup(), rows=rows, invoice=invoice))

    assert message.keyboard is not None
    assert json.loads(message.keyboard)["inline_keyboard"][0][0]["pay"]
    assert message.kept


def test_equal_screens_have_equal_fingerprints_and_others_do_not(composer: Composer) -> None:
    def print_of(*, text: str = "Hi", picture: Photo | None = PICTURE, number: int = 1) -> str:
        button = Button("Go", OpenKept(number))
        screen = Screen(Markup(text), rows=((button,),), photo=picture)
        return composer.compose(screen).fingerprint

    other = Photo("seed:bar")
    varied = [
        print_of(text="Ho"),
        print_of(picture=None),
        print_of(picture=other),
        print_of(number=2),
    ]

    assert print_of() == print_of()
    assert len({print_of(), *varied}) == 5


def test_the_same_picture_under_another_text_need_not_be_sent_again(composer: Composer) -> None:
    before = composer.compose(Screen(Markup("a"), photo=PICTURE)).shown_as(1)

    assert composer.compose(Screen(Markup("b"), photo=PICTURE)).same_picture(before)
    assert not composer.compose(Screen(Markup("b"), photo=Photo("seed:bar"))).same_picture(before)
