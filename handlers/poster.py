"""A merchant's poster as a file: in the language of whoever prints it first, then in all others that are spoken."""

from catalog.views import MerchantView
from chat.screen import Document
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant
from printing import posters
from printing.posters import Paper, Poster, Saying

MEDIA_TYPE = "application/pdf"


def poster_file(turn: Turn, merchant: MerchantView, paper: Paper) -> Document:
    """One sheet of A4."""
    others = (code for code in turn.market.locales if code != turn.person.locale)
    drawn = Poster(
        name=merchant.name,
        sayings=tuple(_saying(turn.in_language(code)) for code in (turn.person.locale, *others)),
        link=turn.link(OpenMerchant(merchant.id)),
        market=turn.market.name,
        fold=turn._("Fold along the dashed lines. This side stands on the table."),
        glue=turn._("Glue this strip to the back."),
    )
    content = posters.draw(drawn, paper, turn.now)
    return Document(f"poster-{merchant.id}-{paper}.pdf", MEDIA_TYPE, content)


def _saying(turn: Turn) -> Saying:
    words = turn._("Scan the code with your phone to see prices and free times, and book.")
    return Saying(words.unescape(), str(turn.texts.locale), turn.texts.right_to_left)
