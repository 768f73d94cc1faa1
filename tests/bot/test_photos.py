"""A photo that answers a question is ours before the turn begins; any other is nobody's business."""

import io
from datetime import datetime

import pytest
from PIL import Image
from sqlalchemy import Connection, select

from bot import asked
from bot.dialogue import Dialogue, whole_dialogue
from bot.logs import make_log
from bot.photos import UNREADABLE, Photos
from bot.pictures import Pictures
from bot.telegram import uploads
from bot.telegram.downloads import Downloads
from catalog.media_models import media
from catalog.service_fields import ServiceField
from chat.action import Action
from chat.event import Event, Sender, SentPhoto, Typed
from database.door import Database
from handlers.merchant.actions import AskCode
from handlers.merchant.photos import GiveServicePhoto
from handlers.merchant.service_fields import GiveServiceField
from people import arriving
from people.arriving import Newcomer
from tests.player.picture import png
from tests.player.talking import TurnableClock

KIM = Sender("telegram", "kim", "kim", "Kim", None, "en")
HANDLE = "telegram:AgAC"
SENT = Event(1, KIM, SentPhoto(HANDLE, "look"))


class Phone:
    """What Telegram would hand out, and how often it was asked."""

    def __init__(self, content: bytes | None) -> None:
        self.content = content
        self.asked: list[str] = []

    async def fetch(self, handle: str) -> bytes | None:
        self.asked.append(handle)
        return self.content


@pytest.fixture
async def dialogue(database: Database, now: datetime) -> Dialogue:
    kim = Newcomer("telegram", "kim", "kim", "Kim", None, "en")
    await database.write(lambda c: arriving.welcome(c, kim, now))
    return whole_dialogue()


async def photos(
    database: Database, dialogue: Dialogue, now: datetime, phone: Phone, question: Action | None
) -> Photos:
    packed = dialogue.router.codec.pack(question) if question else None
    await database.write(lambda c: asked.ask(c, "telegram", "kim", packed))
    log, clock = make_log("json", io.StringIO()), TurnableClock(now)
    remember = Downloads.remember
    return Photos(database, dialogue, 1, phone.fetch, remember, clock, log)


async def test_what_was_asked_for_is_kept_and_shown_without_the_channel(
    database: Database, dialogue: Dialogue, now: datetime
) -> None:
    phone = Phone(png(64, 48))
    this = await photos(database, dialogue, now, phone, GiveServicePhoto(1))

    event = await this.kept(SENT)

    assert isinstance(event.doing, SentPhoto)
    assert (event.key, event.doing.caption) == (1, "look")
    content = await Pictures(database).read(event.doing.key)
    assert content is not None
    assert Image.open(io.BytesIO(content)).size == (64, 48)
    key = event.doing.key
    assert await database.read(lambda c: uploads.file_of(c, key)) == "AgAC"
    assert await this.kept(SENT) == event


@pytest.mark.parametrize(
    "question", [None, AskCode(1), GiveServiceField(1, ServiceField.DESCRIPTION)]
)
async def test_what_nobody_asked_for_is_not_even_fetched(
    database: Database, dialogue: Dialogue, now: datetime, question: Action | None
) -> None:
    phone = Phone(png(64, 48))
    this = await photos(database, dialogue, now, phone, question)

    assert await this.kept(SENT) == SENT
    assert await this.kept(Event(2, KIM, Typed("hello"))) == Event(2, KIM, Typed("hello"))
    assert phone.asked == []


@pytest.mark.parametrize("content", [None, b"no picture"])
async def test_what_cannot_be_had_or_read_is_told_so(
    database: Database, dialogue: Dialogue, now: datetime, content: bytes | None
) -> None:
    this = await photos(database, dialogue, now, Phone(content), GiveServicePhoto(1))

    event = await this.kept(SENT)

    assert isinstance(event.doing, SentPhoto)
    assert event.doing.key == UNREADABLE
    assert await database.read(rows) == []


def rows(connection: Connection) -> list[str]:
    return list(connection.execute(select(media.c.key)).scalars())


async def test_a_shipped_picture_is_read_as_before(database: Database) -> None:
    assert await Pictures(database).read("seed:barber")
    assert await Pictures(database).read("seed:nothing") is None
    assert await Pictures(database).read("media:nothing") is None
