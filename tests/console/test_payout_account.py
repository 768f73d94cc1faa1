"""In the console too: the owner's form, and the account that was shown to whoever paid."""

import re

from sqlalchemy import Connection

from orders import accounts, statements
from tests.console.conftest import Cast, House
from tests.making import Market, Shop

IBAN = "FI21 1234 5600 0007 85"
OTHER = "DE89 3704 0044 0532 0130 00"
ACCOUNT = re.compile(r'name="account" value="(\d*)"')


async def test_an_owner_sets_it_and_an_operator_pays_to_it(house: House, people: Cast) -> None:
    page = f"/m/{people.barber}/statements/account"
    owner = await house.sign_in(people.owner)
    wrong = await owner.press(page, f"{page}/set", holder="Kim", account=IBAN[:-1] + "6")
    assert (wrong.status, "mistake" in wrong.text) == (409, True)
    done = await owner.press(page, f"{page}/set", holder="Kim <Virta>", account=IBAN)
    assert (done.status, done.place) == (303, page)
    shown = await owner.get(page)
    assert IBAN in shown.text
    assert "Kim &lt;Virta&gt;" in shown.text
    past = (await owner.get(f"/m/{people.barber}/history")).text
    assert "FI••••0785" in past
    assert "Account holder" in past  # by its name, not as the table calls it

    def earn(connection: Connection) -> int:
        market = Market(connection, house.now)
        return market.settlement(Shop(people.barber, 0, 0), number=9, earned=1800, payout=1800)

    settlement = await house.database.write(earn)
    operator = await house.sign_in(people.operator)
    listed = await operator.get(f"/market/payouts?ask={settlement}")
    assert IBAN in listed.text
    found = ACCOUNT.search(listed.text)
    assert found is not None
    await owner.press(page, f"{page}/set", holder="Kim", account=OTHER)
    paid = f"/market/payouts/{settlement}/paid"
    token = await operator.form_token()
    for forged in ({}, {"account": "999"}, {"account": "x"}):
        answer = await operator.post(paid, {"csrf": token} | forged, Origin=house.url)
        assert answer.status == 409
    answer = await operator.post(paid, {"csrf": token, "account": found[1]}, Origin=house.url)
    assert answer.status == 303
    made = await house.database.read(lambda c: statements.statement(c, settlement))
    assert made is not None
    sent = await house.database.read(lambda c: accounts.one(c, made.account_id or 0))
    assert sent is not None
    assert sent.account == IBAN
    assert "FI••••0785" in (await owner.get(f"/m/{people.barber}/statements")).text


async def test_only_an_owner_has_the_page(house: House, people: Cast) -> None:
    page = f"/m/{people.barber}/statements/account"
    for person in (people.clerk, people.other, people.operator, people.guest):
        browser = await house.sign_in(person)
        assert (await browser.get(page)).status == 404
        token = await browser.form_token()
        given = {"csrf": token, "holder": "Evil", "account": OTHER}
        assert (await browser.post(f"{page}/set", given, Origin=house.url)).status == 404
    assert await house.database.read(lambda c: accounts.current(c, people.barber)) is None
