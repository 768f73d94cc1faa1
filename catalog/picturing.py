"""Makes of a picture that somebody sent the two sizes that are kept of it; Pillow comes with the first one."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from catalog.errors import PictureUnreadable

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 1600
THUMBNAIL_SIDE = 320
MOST_PIXELS = 40_000_000
"""What a good phone takes; more is looked at by its head only, and let go."""

QUALITY = 85
CONTENT_TYPE = "image/jpeg"
KINDS = ("JPEG", "PNG", "WEBP", "GIF")


@dataclass(frozen=True, slots=True)
class Picture:
    """JPEG bytes, without where and with what it was taken."""

    width: int
    height: int
    content: bytes
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture as somebody sent it, and as it will be kept."""

    original: bytes
    picture: Picture


def picture(sent: bytes) -> Picture:
    """Upright and no larger than pages need; raises PictureUnreadable."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(sent), formats=KINDS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise PictureUnreadable
            upright = flat(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureUnreadable from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    content = written(upright)
    width, height = upright.size
    upright.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Picture(width, height, content, written(upright))


def flat(image: Image) -> Image:
    """On white where one could see through."""
    from PIL import Image

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return image.convert("RGB")


def written(image: Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()
