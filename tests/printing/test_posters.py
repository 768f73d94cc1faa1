"""A poster is one sheet of A4 that a phone reads, with every script set as it is written."""

from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp

from printing import posters, typesetting
from printing.posters import Paper, Poster, Saying

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LINK = "https://t.me/hereabouts_bot?start=m_1y2p0ij32e8e7_qr"
POINTS = (595, 842)
"""A4."""

SAYINGS = (
    Saying("امسح الرمز بهاتفك لترى الأسعار", "ar", right_to_left=True),
    Saying("用手机扫描二维码，查看价格", "zh_Hans", right_to_left=False),
    Saying("Отсканируйте код телефоном", "ru", right_to_left=False),
    Saying("Scan the code with your phone", "en", right_to_left=False),
)
NAMES = (
    "Salon Noor",
    "理发店 صالون نور",
    "x" * 120,
    "Long name of a place " * 6,
    '#let x = 1 "*_$ \\',
    "💇",
)


def poster(name: str, link: str = LINK) -> Poster:
    return Poster(name, SAYINGS, link, "Hereabouts", "Fold here.", "Glue here.")


def opened(name: str, paper: Paper) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(posters.draw(poster(name), paper, NOW))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", NAMES)
def test_a_phone_reads_it(paper: Paper, name: str) -> None:
    document = opened(name, paper)
    assert len(document) == 1
    assert tuple(map(round, document[0].get_size())) == POINTS
    picture = document[0].render(scale=1.5).to_pil()
    found = zxingcpp.read_barcodes(picture)
    faces = 2 if paper is Paper.STAND else 1
    assert [each.text for each in found] == [LINK] * faces


@pytest.mark.parametrize("paper", Paper)
def test_a_torn_corner_is_read_all_the_same(paper: Paper) -> None:
    picture = opened("Salon", paper)[0].render(scale=2).to_pil()
    (first, *_) = zxingcpp.read_barcodes(picture)
    middle, corner = first.position.top_left, first.position.bottom_right
    side = abs(corner.x - middle.x)
    torn = (corner.x - side // 6, corner.y - side // 6, corner.x, corner.y)
    left, right = sorted((torn[0], torn[2]))
    top, bottom = sorted((torn[1], torn[3]))
    picture.paste("white", (left, top, right, bottom))
    assert LINK in {each.text for each in zxingcpp.read_barcodes(picture)}


@pytest.mark.parametrize("paper", Paper)
def test_every_script_has_its_signs(paper: Paper) -> None:
    """What can be copied out again was set with a glyph of its own."""
    text = opened("理发店 Noor", paper)[0].get_textpage().get_text_bounded()
    plain = "".join(text.split())
    for words in ("理发店", "用手机扫描二维码", "Отсканируйте", "Scanthecode"):
        assert words in plain, words
    assert any("\u0600" <= each <= "\u06ff" or "\ufb50" <= each <= "\ufeff" for each in plain)


def test_letters_of_arabic_join() -> None:
    """Set letter by letter the same word is wider: its letters then stand each for itself."""
    joined, apart = (ink("مكتب"), ink("\u200c".join("مكتب")))
    assert joined < apart


def ink(words: str) -> int:
    """How many columns of pixels of the headline are not white."""
    saying = Saying(words, "ar", right_to_left=True)
    made = Poster(" ", (saying,), LINK, " ", "", "")
    page = pypdfium2.PdfDocument(posters.draw(made, Paper.A4, NOW))[0]
    picture = page.render(scale=2).to_pil().convert("L")
    width, height = picture.size
    headline = picture.crop((0, round(height * 0.68), width, round(height * 0.78)))
    box = headline.point(lambda each: 255 if each < 128 else 0).getbbox()
    assert box is not None
    return box[2] - box[0]


def test_a_machine_needs_no_fonts_of_its_own() -> None:
    families = set(typesetting.fonts().families())
    assert {"Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC"} <= families
    assert all(each.startswith("Noto") for each in families)


def test_the_same_poster_is_the_same_file() -> None:
    one, two = (posters.draw(poster("Salon"), Paper.A4, NOW) for _ in range(2))
    assert one == two
    assert one.startswith(b"%PDF-")
    assert len(one) < 200_000
