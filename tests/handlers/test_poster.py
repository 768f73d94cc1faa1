"""The poster in the chat: a file to print whose code opens the merchant's page, for whoever runs the shop."""

from datetime import datetime

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import Connection

from chat.errors import NotAllowed
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenMerchant
from handlers.merchant.poster import OpenPoster, OpenPosterFile
from people.rights import Role, granted
from printing.posters import Paper
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.structure.turns import Turns


async def shop_of(database: Database, now: datetime) -> tuple[int, int]:
    def build(connection: Connection) -> tuple[int, int]:
        shop = Market(connection, now).merchant("理发店 Noor")
        return shop.merchant, shop.clerk

    return await database.write(build)


@pytest.mark.parametrize("code", ["en", "zh_Hans", "ru", "ar"])
async def test_scanned_it_opens_the_merchant(database: Database, now: datetime, code: str) -> None:
    merchant, clerk = await shop_of(database, now)
    kim = Person(clerk, "Kim", code, rights=granted({merchant: Role.OWNER}))
    desk = Presses(database, Turns(now, code), kim)
    offered = actions_on(await desk.page(OpenPoster(merchant))).values()
    for paper in Paper:
        assert OpenPosterFile(merchant, paper) in offered
        document = (await desk.page(OpenPosterFile(merchant, paper))).document
        assert document is not None
        assert (document.media_type, document.name) == (
            "application/pdf",
            f"poster-{merchant}-{paper}.pdf",
        )
        page = pypdfium2.PdfDocument(document.content)[0]
        found = zxingcpp.read_barcodes(page.render(scale=1.5).to_pil())
        link = desk.turns.of(None).link(OpenMerchant(merchant))
        assert {each.text for each in found} == {link}
        text = "".join(page.get_textpage().get_text_bounded().split())
        for words in ("理发店", "用手机扫描二维码", "Отсканируйтекод", "Scanthecode"):
            assert words in text, words


async def test_only_whoever_runs_the_shop_prints_it(database: Database, now: datetime) -> None:
    merchant, clerk = await shop_of(database, now)
    for roles in ({merchant: Role.DESK}, {merchant + 1: Role.OWNER}, {}):
        other = Presses(
            database, Turns(now), Person(clerk, "Kim", "en", rights=granted(dict(roles)))
        )
        with pytest.raises(NotAllowed):
            await other.press(OpenPosterFile(merchant, Paper.A4))
