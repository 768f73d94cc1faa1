"""The files that the console gives as well as the chat."""

from datetime import date

from catalog.views import MerchantView
from chat.screen import Document
from chat.turn import Turn
from handlers.merchant.periods import Period
from handlers.merchant.sales_files import FileKind, sales_file
from handlers.poster import poster_file
from handlers.receipt_papers import fee_document, receipt_document
from handlers.table_sheet import table_sheet
from orders import FeeInvoice, Receipt
from printing.posters import Paper


class Papers:
    """None for what nobody offers."""

    def poster(self, turn: Turn, shop: MerchantView, paper: str) -> Document | None:
        return poster_file(turn, shop, Paper(paper)) if paper in set(Paper) else None

    def tables(self, turn: Turn, shop: MerchantView, location_id: int) -> Document:
        return table_sheet(turn, shop, location_id)

    def sales(
        self, turn: Turn, shop: MerchantView, first: date, end: date, kind: str
    ) -> Document | None:
        if kind not in set(FileKind):
            return None
        zone = shop.locations[0].zone if shop.locations else turn.market.zone
        shown = Period(f"{(end - first).days}d", first, end, zone)
        return sales_file(turn, shop.id, shown, FileKind(kind))

    def receipt(self, turn: Turn, receipt: Receipt) -> Document:
        return receipt_document(turn, receipt)

    def fee_invoice(self, turn: Turn, invoice: FeeInvoice) -> Document:
        return fee_document(turn, invoice)
