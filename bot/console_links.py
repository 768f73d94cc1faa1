"""What the console shares of the chat: addresses that open it, and one of them to be scanned."""

from base64 import b64encode

from chat.turn import Turn
from handlers.guest.actions import OpenMerchant
from handlers.guest.bill_actions import OpenBill
from handlers.guest.queue_actions import OpenQueue
from handlers.guest.table_actions import OpenTable
from handlers.invitation import OpenJoining
from handlers.qr import qr


class ConsoleLinks:
    """The console knows no action of the chat."""

    def shop(self, turn: Turn, merchant_id: int) -> str:
        """The page of a merchant."""
        return turn.link(OpenMerchant(merchant_id))

    def shop_code(self, turn: Turn, merchant_id: int) -> str:
        """The same to be scanned: an image as an address of its own data."""
        return _as_data(self.shop(turn, merchant_id))

    def table_code(self, turn: Turn, token: str) -> str:
        """What opens a table, to be scanned likewise."""
        return _as_data(turn.link(OpenTable(token)))

    def bill_code(self, turn: Turn, key: str) -> str:
        """Likewise a bill."""
        return _as_data(turn.link(OpenBill(key)))

    def queue_code(self, turn: Turn, location_id: int) -> str:
        """Likewise where a number is taken."""
        return _as_data(turn.link(OpenQueue(location_id)))

    def joining(self, turn: Turn, token: str) -> str:
        """Where somebody who was invited joins."""
        return turn.link(OpenJoining(token))


def _as_data(link: str) -> str:
    drawn = qr(link).content or b""
    return f"data:image/png;base64,{b64encode(drawn).decode()}"
