"""Pictures that a menu's file names: they lie beside it, and nowhere else."""

from pathlib import Path

from catalog.errors import PictureUnreadable
from catalog.picturing import Sent, picture

LARGEST = 12 * 1024 * 1024


def sent_from(folder: Path, name: str) -> Sent:
    """The picture of this name in the folder or below it; raises PictureUnreadable."""
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or path.stat().st_size > LARGEST:
            raise PictureUnreadable
        original = path.read_bytes()
    except (OSError, ValueError) as error:
        raise PictureUnreadable from error
    return Sent(original, picture(original))
