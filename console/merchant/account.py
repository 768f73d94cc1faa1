"""Where a merchant's payouts go: its owners see it in full and change it here."""

from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import our_shop, zone_of
from console.room import Room
from orders import accounts
from people.rights import Right

room = Room()

LONGEST = 1_000
"""Characters of a field that are looked at, more than are taken: nothing is cut in silence."""


@room.page("/m/{merchant}/statements/account")
def account_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.ACCOUNT)
    values = {
        "shop": shop,
        "zone": zone_of(turn, shop),
        "account": accounts.current(turn.connection, shop.id),
        "longest_holder": accounts.LONGEST_HOLDER,
        "longest_account": accounts.LONGEST_ACCOUNT,
    }
    return View("merchant/account.html", values)


@room.move("/m/{merchant}/statements/account/set")
def set_account(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.ACCOUNT)
    holder, account = (ask.form.get(name, "")[:LONGEST] for name in ("holder", "account"))
    accounts.set_both(turn.connection, shop.id, holder, account, turn.person.id, turn.now)
    return f"/m/{shop.id}/statements/account"
