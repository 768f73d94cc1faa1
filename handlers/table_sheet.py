"""The codes of a place's tables as a file, in the language of whoever prints it and in all others."""

from catalog.tables import reading
from catalog.views import MerchantView
from chat.screen import Document
from chat.turn import Turn
from handlers.guest.table_actions import OpenTable
from handlers.poster import MEDIA_TYPE
from printing import table_cards
from printing.posters import Saying
from printing.table_cards import Card
from wording.tables import table_title


def table_sheet(turn: Turn, merchant: MerchantView, location_id: int) -> Document:
    """A card for each table, several to a sheet of A4."""
    others = (code for code in turn.market.locales if code != turn.person.locale)
    sayings = tuple(_saying(turn.in_language(code)) for code in (turn.person.locale, *others))
    cards = [
        Card(table_title(turn, each.name), turn.link(OpenTable(each.token)))
        for each in reading.tables_at(turn.connection, location_id)
    ]
    content = table_cards.draw(merchant.name, cards, sayings, turn.now)
    return Document(f"tables-{location_id}.pdf", MEDIA_TYPE, content)


def _saying(turn: Turn) -> Saying:
    words = turn._("Scan the code to see the menu and order here.")
    return Saying(words.unescape(), str(turn.texts.locale), turn.texts.right_to_left)
