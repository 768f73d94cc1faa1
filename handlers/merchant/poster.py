"""The code for a merchant's door: looked at in the chat, or sent as a file to print."""

from dataclasses import dataclass

from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Screen
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant
from handlers.merchant.actions import OpenMerchantSettings
from handlers.merchant.authorising import our_merchant
from handlers.poster import poster_file
from handlers.qr import qr
from people.rights import Right
from printing.posters import Paper

flow = Flow()


@dataclass(frozen=True, slots=True)
class OpenPoster(Page):
    """The merchant's page as a picture to scan."""

    code = "poster"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenPosterFile(Page):
    """The same as a file to print."""

    code = "poster-pdf"
    merchant: int
    paper: Paper


@flow.page(OpenPoster)
def poster_page(turn: Turn, press: OpenPoster) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    return Screen(
        text=turn._(
            "Print it for your door or counter. Anyone who scans it opens the page of {merchant}.",
            merchant=merchant.name,
        ),
        photo=qr(turn.link(OpenMerchant(merchant.id))),
        rows=(
            (Button(turn._("⬇️ Poster (A4)"), OpenPosterFile(merchant.id, Paper.A4)),),
            (Button(turn._("⬇️ Table stand"), OpenPosterFile(merchant.id, Paper.STAND)),),
        ),
        back=OpenMerchantSettings(merchant.id),
    )


@flow.page(OpenPosterFile)
def poster_file_page(turn: Turn, press: OpenPosterFile) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    words = {
        Paper.A4: turn._("Print it on A4, without scaling."),
        Paper.STAND: turn._(
            "Print it on A4 without scaling, fold it along the dashed lines, glue it."
        ),
    }
    return Screen(
        text=words[press.paper],
        document=poster_file(turn, merchant, press.paper),
        back=OpenPoster(merchant.id),
    )
