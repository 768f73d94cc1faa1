"""Pictures that people send are kept in two sizes, upright and small, as long as something shows them."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select, update

from catalog import media
from catalog.errors import PictureUnreadable
from catalog.media_models import media as table
from catalog.models import services
from catalog.picturing import LONGEST_SIDE, THUMBNAIL_SIDE, picture
from database.door import Database
from tests.making import Market
from tests.player.picture import png

TURNED = 6
ORIENTATION = 0x0112


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def jpeg(width: int, height: int, **values: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "JPEG", **values)
    return file.getvalue()


def blank(width: int, height: int) -> bytes:
    """Quickly made, however large: a bit for each point."""
    file = BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def test_two_sizes_are_made_that_are_small_enough() -> None:
    made = picture(png(3200, 1600))
    assert (made.width, made.height) == opened(made.content).size == (LONGEST_SIDE, 800)
    assert opened(made.thumbnail).size == (THUMBNAIL_SIDE, 160)
    small = picture(png(40, 20))
    assert (small.width, small.height) == opened(small.thumbnail).size == (40, 20)


def test_it_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED
    made = picture(jpeg(200, 100, exif=exif.tobytes()))
    assert (made.width, made.height) == (100, 200)
    assert not opened(made.content).getexif()


def test_what_one_can_see_through_is_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")
    assert opened(picture(file.getvalue()).content).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "sent",
    [b"", b"no picture", png(100, 100)[:60], jpeg(100, 100)[:200], blank(8000, 8000)],
    ids=["nothing", "words", "half a PNG", "half a JPEG", "too large"],
)
def test_anything_else_is_refused(sent: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        picture(sent)


async def test_the_same_picture_is_kept_once(database: Database, now: datetime) -> None:
    key = await kept(database, now)
    assert key == await kept(database, now)
    content = await database.read(lambda c: media.content(c, key))
    thumbnail = await database.read(lambda c: media.thumbnail(c, key))
    assert content is not None
    assert thumbnail is not None
    assert opened(content).size == opened(thumbnail).size == (64, 48)
    assert await database.read(lambda c: media.content(c, "media:other")) is None
    assert await database.read(lambda c: len(c.execute(select(table.c.key)).all())) == 1


async def test_what_nothing_shows_goes_after_a_day(database: Database, now: datetime) -> None:
    shown, stray = await kept(database, now), await kept(database, now, "red")

    def show(connection: object) -> None:
        market = Market(connection, now)  # type: ignore[arg-type]
        service = market.service(market.merchant())
        market.connection.execute(
            update(services).where(services.c.id == service).values(photo=shown)
        )

    await database.write(show)
    later = now + timedelta(days=1)
    assert await database.read(lambda c: media.unused(c, now, 10)) == []
    assert await database.read(lambda c: media.unused(c, later, 10)) == [stray]
    assert await database.write(lambda c: media.drop_unused(c, later, 10)) == 1
    assert await database.read(lambda c: media.content(c, shown)) is not None


def test_every_column_that_shows_a_picture_is_asked() -> None:
    assert {str(each) for each in media.shown_by()} >= {
        "merchants.photo",
        "services.photo",
        "campaigns.photo",
    }


async def kept(database: Database, now: datetime, colour: str = "teal") -> str:
    sent = png(64, 48, colour)
    key, made = media.key_of(sent), picture(sent)
    await database.write(lambda c: media.keep(c, key, made, now))
    return key
