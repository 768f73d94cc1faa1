"""Links as pictures: what is scanned, and when they are drawn."""

from io import BytesIO

import pytest
import segno
from PIL import Image

from handlers.crossed_out import crossed_out
from handlers.qr import qr

LINK = "https://t.me/hereabouts_bot?start="


def opened(content: bytes | None) -> Image.Image:
    return Image.open(BytesIO(content or b"")).convert("L")


def test_a_cross_is_grey_on_white() -> None:
    drawn = opened(crossed_out().content)

    assert drawn.size == (360, 360)
    assert set(drawn.tobytes()) == {0xA0, 0xFF}


def test_nothing_is_drawn_before_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    before = qr(LINK)
    monkeypatch.delattr(segno, "make")

    assert qr(LINK) == before
    with pytest.raises(AttributeError):
        qr(LINK).content  # noqa: B018 - now it is
