"""Pictures to send, of any size."""

from io import BytesIO

from PIL import Image


def png(width: int, height: int, colour: str = "teal") -> bytes:
    """A plain one."""
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()
